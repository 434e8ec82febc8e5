import Catalog
import Formats

/// `Catalog/model-constants.yaml`: constants of client libraries that name models.
struct ModelConstants: Sendable {
  private struct Entry: Sendable {
    let families: Set<SourceFamily>
    let pattern: SymbolPattern
    let path: [String]
    let model: String
  }

  private var entries: [String: [Entry]] = [:]
  /// Patterns of constants by the type that holds them.
  private var types: [String: [Entry]] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    guard let document = try knowledge.document(at: "Catalog/model-constants.yaml") else { return }
    for node in document.root["constants"]?.items ?? [] {
      let modules = node["modules"]?.scalars ?? []
      let families = Set((node["languages"]?.scalars ?? []).compactMap(SourceFamily.init))
      guard let names = node["names"]?.entries, !modules.isEmpty, !families.isEmpty else {
        throw KnowledgeError(
          path: document.path, line: node.line,
          "a group of constants needs 'languages', 'modules' and 'names'")
      }
      if let type = node["type"]?.text, let root = type.split(separator: ".").first {
        let pattern = SymbolPattern(modules: modules, name: type, exceptions: [])
        types[String(root), default: []].append(
          Entry(families: families, pattern: pattern, path: [], model: ""))
      }
      for name in names {
        guard let model = name.value.scalar else { continue }
        let full = node["type"]?.text.map { "\($0).\(name.key)" } ?? name.key
        entries[name.key, default: []].append(
          Entry(
            families: families,
            pattern: SymbolPattern(modules: modules, name: full, exceptions: []),
            path: full.split(separator: ".").map(String.init), model: model))
      }
    }
  }

  /// Whether a type holds constants that name models.
  func knows(type symbol: SymbolName, in family: SourceFamily) -> Bool {
    (types[symbol.last] ?? []).contains { entry in
      entry.families.contains(family) && entry.pattern.isOf(module: symbol.module)
    }
  }

  /// The constant of one of the modules that is called so, its type being told by where it stands: `.gpt4_o`.
  func constant(_ name: String, of modules: [String], in family: SourceFamily) -> SymbolName? {
    for entry in entries[name] ?? [] where entry.families.contains(family) {
      if let module = modules.first(where: entry.pattern.isOf) {
        return SymbolName(module, entry.path)
      }
    }
    return nil
  }

  /// The model that a constant names.
  func model(_ symbol: SymbolName, in family: SourceFamily) -> String? {
    entries[symbol.last]?.first { entry in
      entry.families.contains(family) && entry.pattern.matches(symbol)
    }?.model
  }
}
