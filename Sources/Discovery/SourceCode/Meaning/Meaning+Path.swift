/// Paths of files and addresses, as far as the code tells.
extension Meaning {
  /// The path that a value is; `{}` stands for what is not known. Nil where nothing of it is known.
  var path: String? {
    switch self {
    case .text(let text, _):
      return text.isEmpty ? nil : text.replacing("%s", with: "{}").replacing("%d", with: "{}")
    case .template(let pieces, _):
      let text = pieces.map { piece in
        if case .text(let text) = piece { text } else { "{}" }
      }.joined()
      return text.allSatisfy({ "{}/".contains($0) }) ? nil : text
    case .instance(let instance):
      // `open(path)`
      guard case .external(let symbol) = instance.type, symbol.module == SymbolName.builtIns else {
        return nil
      }
      return instance.origin?.path
    case .environment(_, let value?): return value.path
    case .oneOf(let values): return values.lazy.compactMap(\.path).first
    case .list(let values, _): return values.lazy.compactMap(\.path).first
    default: return nil
    }
  }
}

extension Meaning {
  /// Where the text of a path stands.
  var pathPlace: CodePlace? {
    switch self {
    case .text(_, let place), .template(_, let place): return place
    case .instance(let instance): return instance.origin?.pathPlace
    case .environment(_, let value?): return value.pathPlace
    case .oneOf(let values), .list(let values, _):
      return values.lazy.first { $0.path != nil }?.pathPlace
    default: return nil
    }
  }
}

extension SymbolName {
  /// The module of names that the language itself brings, in the catalogue of constructs.
  static let builtIns = "builtins"
  /// The same of scripts.
  static let globals = "globals"

  /// Whether a name is the language's own.
  var isBuiltIn: Bool { module == Self.builtIns || module == Self.globals }
}
