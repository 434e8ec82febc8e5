/// Imports, in the languages with braces that are no scripts.
extension StructureReader {
  /// Reads an import as Java, Kotlin, C#, Go, Rust, Swift, Scala, PHP and Dart write it.
  mutating func readImport(from first: Int) {
    let word = current.symbol
    advance()
    switch word {
    case .package, .namespace:
      readHome()
      skipToLineEnd(first)
      return
    case .import where language == .go:
      if current.symbol == .openParenthesis {
        inBracket(joinsLines: true) { reader in
          while reader.index < reader.limit { reader.readGoImport() }
        }
      } else {
        readGoImport()
      }
      return
    case .using
    where current.symbol == .openParenthesis || current.symbol == .var || current.symbol == .await:
      if current.symbol == .openParenthesis { inBracket(joinsLines: true) { $0.readStatements() } }
      return
    case .use where language == .php && scope.classDefinition != nil:
      readTraits()
      skipToLineEnd(first)
      return
    default: break
    }
    if current.kind == .string {
      let module = Self.package(of: structure.unquoted(current), language)
      advance()
      record(word == .export ? .all : .module, module: module, alias: readAlias(), at: first)
      skipToLineEnd(first)
      return
    }
    _ =
      accept(.static) || accept(.function) || accept(.const) || accept(.class) || accept(.struct)
      || accept(.func) || accept(.enum) || accept(.protocol)
    if language == .csharp, token(index + 1).kind == .name {
      // `using var x = …` with its type.
      _ = readTypedDeclaration()
      return
    }
    var alias: String?
    if token(index + 1).symbol == .equals {
      alias = text(index)
      index += 2
    }
    readImportPath("", at: first, alias)
    skipToLineEnd(first)
  }

  /// Reads the traits of a class of PHP, whose methods it has: `use Monitoring, Logging;`.
  private mutating func readTraits() {
    guard let place = scope.classDefinition else { return }
    while index < limit, current.symbol != .semicolon, current.symbol != .openBrace {
      let type = current.kind == .name || current.symbol == .backslash ? typeName(at: index) : -1
      // What a trait has goes before what the base has.
      if type >= 0 { structure.classes[place].bases.insert(SourceExpression(type), at: 0) }
      while index < limit, ![.comma, .semicolon, .openBrace].contains(current.symbol) { advance() }
      _ = accept(.comma)
    }
  }

  /// The package of a library of Dart: of `package:a/b.dart` it is `a`.
  private static func package(of module: String, _ language: SourceLanguage) -> String {
    let scheme = "package:"
    guard language == .dart, module.hasPrefix(scheme) else { return module }
    return String(module.dropFirst(scheme.count).prefix { $0 != "/" })
  }

  /// Reads the name of the package or namespace that the file is a part of.
  private mutating func readHome() {
    guard structure.home == nil, current.kind == .name else { return }
    var parts: [String] = []
    while current.kind == .name, parts.count < 32 {
      parts.append(text(index))
      advance()
      guard current.symbol == .dot || current.symbol == .backslash else { break }
      advance()
    }
    structure.home = parts.joined(separator: ".")
  }

  private mutating func readGoImport() {
    let first = index
    var alias: String?
    if current.kind == .name || current.symbol == .dot {
      alias = text(index)
      advance()
    }
    guard current.kind == .string else {
      if index == first { advance() }
      return
    }
    let module = structure.unquoted(current)
    record(alias == "." ? .all : .module, module: module, alias: alias, at: index)
    advance()
  }

  /// Reads a path, with the names in braces at its end.
  private mutating func readImportPath(_ prefix: String, at first: Int, _ given: String? = nil) {
    var (path, last, alias) = (prefix, "", given)
    while index < limit {
      let token = current
      if token.kind == .name, token.symbol != .as,
        !(token.flags.contains(.startsLine) && !last.isEmpty)
      {
        if !last.isEmpty { path += (path.isEmpty ? "" : pathSeparator) + last }
        last = text(index)
        advance()
      } else if token.symbol == .dot || token.symbol == .doubleColon || token.symbol == .backslash {
        advance()
      } else if token.symbol == .as || token.symbol == .doubleArrow {
        advance()
        alias = text(index)
        advance()
      } else if token.symbol == .asterisk || language == .scala && token.symbol == .given {
        advance()
        record(.all, module: join(path, last), at: first)
        return
      } else if token.symbol == .openBrace {
        let base = join(path, last)
        inBracket(joinsLines: true) { reader in
          guard reader.depth < Self.deepest else { return }
          while reader.index < reader.limit {
            let before = reader.index
            reader.readImportPath(base, at: first)
            _ = reader.accept(.comma)
            if reader.index == before { reader.advance() }
          }
        }
        return
      } else {
        break
      }
    }
    guard !last.isEmpty else { return }
    if language == .rust, last == "self", let end = path.lastIndex(of: ":"), end > path.startIndex {
      // `use a::b::{self}` is `use a::b`.
      return record(
        .member, module: String(path[..<path.index(before: end)]),
        name: String(path[end...].dropFirst()),
        alias: alias, at: first)
    }
    let isModule = language == .csharp || language == .swift || path.isEmpty
    // `global using` holds for the whole project.
    let isGlobal = language == .csharp && first > 0 && text(first - 1) == "global"
    record(
      isGlobal ? .reexport : isModule ? .module : .member,
      module: isModule ? join(path, last) : path,
      name: isModule ? nil : last, alias: alias, at: first)
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty || name.isEmpty ? path + name : path + pathSeparator + name
  }

  private var pathSeparator: String {
    switch language {
    case .rust: "::"
    case .php: "\\"
    default: "."
    }
  }

  private mutating func skipToLineEnd(_ first: Int) {
    while index < limit, current.symbol != .semicolon, current.symbol != .openBrace,
      !current.flags.contains(.startsLine) || !language.endsStatementsAtLines
    {
      advance()
    }
    dropDecorators()
  }
}
