/// What only JavaScript and TypeScript have.
extension StructureReader {
  /// Reads an object: pairs, shorthands, spreads, methods.
  mutating func readObject() -> Int32 {
    let open = index
    var chain = Chain()
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        reader.add(reader.readObjectEntry(), to: &chain)
        if reader.index == before { reader.advance() }
      }
    }
    return make(.object, token: open, from: open, children: chain)
  }

  private mutating func readObjectEntry() -> Int32 {
    let first = index
    if current.symbol == .ellipsis || current.symbol == .comma { return readExpression() }
    skipMemberModifiers()
    let key: Int32
    switch current.kind {
    case .name:
      advance()
      key = make(.name, token: index - 1, from: index - 1)
    case .string:
      key = readStrings()
    case .number:
      advance()
      key = make(.number, token: index - 1, from: index - 1)
    case .open where current.symbol == .openBracket: key = readListing(.list)
    default: return readExpression()
    }
    switch current.symbol {
    case .colon:
      advance()
      return pair(key, readExpression(), from: first)
    case .equals:
      // A pattern's default.
      advance()
      return pair(key, readExpression(), from: first)
    case .openParenthesis, .less:
      let name = kind(key) == .name ? text(Int(structure.nodes[Int(key)].token)) : ""
      let place = beginFunction(name, at: first)
      readSignature(of: place)
      readFunctionBody(of: place)
      return pair(key, make(.function, token: place, from: first), from: first)
    default:
      // A shorthand is a pair of the name with itself.
      guard kind(key) == .name else { return key }
      let token = Int(structure.nodes[Int(key)].token)
      return pair(key, make(.name, token: token, from: token), from: first)
    }
  }

  private mutating func pair(_ key: Int32, _ value: Int32, from first: Int) -> Int32 {
    var chain = Chain()
    add(key, to: &chain)
    add(value, to: &chain)
    return make(.pair, token: first, from: first, children: chain)
  }

  /// Goes over words before the name of a member: `async *name`, `get name`.
  mutating func skipMemberModifiers() {
    while index < limit {
      switch current.symbol {
      case .asterisk: advance()
      case .async, .get, .set, .static, .public, .private, .protected, .readonly, .abstract,
        .override, .declareWord:
        let next = token(index + 1)
        guard
          next.kind == .name || next.kind == .string || next.symbol == .openBracket
            || next.symbol == .asterisk || next.kind == .number
        else { return }
        advance()
      default: return
      }
    }
  }

  /// Reads the members of a class.
  mutating func readScriptMembers() {
    inBracket(joinsLines: false) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        reader.readScriptMember()
        if reader.index == before { reader.advance() }
      }
    }
  }

  private mutating func readScriptMember() {
    while accept(.at) { readAnnotation() }
    let first = index
    if current.symbol == .static, token(index + 1).symbol == .openBrace {
      advance()
      _ = readBlock()
      return
    }
    skipMemberModifiers()
    var name = ""
    var target: Int32 = -1
    switch current.kind {
    case .name, .string, .number:
      name = text(index)
      advance()
      target = make(.name, token: index - 1, from: index - 1)
    case .open where current.symbol == .openBracket: target = readListing(.list)
    default: return
    }
    _ = accept(.question) || accept(.exclamation)
    if current.symbol == .openParenthesis || current.symbol == .less {
      let place = beginFunction(name, at: first)
      readSignature(of: place)
      readFunctionBody(of: place)
      return
    }
    dropDecorators()
    if accept(.colon) { skipType() }
    if accept(.equals) {
      let value = readExpression()
      assign(value, to: target)
    }
  }

  /// Reads `import …`, however it is written.
  mutating func readScriptImport() {
    let first = index
    if token(index + 1).symbol == .openParenthesis || token(index + 1).symbol == .dot {
      _ = readExpression()
      return
    }
    advance()
    var isTypeOnly = false
    if current.symbol == .type || current.symbol == .typeof, token(index + 1).symbol != .from,
      token(index + 1).symbol != .comma, token(index + 1).symbol != .equals
    {
      isTypeOnly = true
      advance()
    }
    if current.kind == .string { return recordModule(.module, names: [], at: first, isTypeOnly) }
    var names: [ImportedName] = []
    if current.kind == .name, token(index + 1).symbol == .equals {
      // `import x = require("y")`
      let alias = text(index)
      index += 2
      if current.kind == .name, token(index + 2).kind == .string {
        index += 2
        recordModule(.module, names: [ImportedName(name: nil, alias: alias)], at: first, isTypeOnly)
      }
      return
    }
    while index < limit, current.symbol != .from || token(index + 1).symbol == .from {
      let before = index
      readImportedNames(&names)
      if index == before { break }
    }
    guard accept(.from) else { return }
    recordModule(.member, names: names, at: first, isTypeOnly)
  }

  struct ImportedName {
    /// Nil for the whole module.
    let name: String?
    let alias: String?
    var isTypeOnly = false
  }

  private mutating func readImportedNames(_ names: inout [ImportedName]) {
    switch current.symbol {
    case .comma: advance()
    case .asterisk:
      advance()
      names.append(ImportedName(name: nil, alias: readAlias()))
    case .openBrace:
      var inner = names
      inBracket(joinsLines: true) { $0.readBracedNames(&inner) }
      names = inner
    default:
      guard current.kind == .name else { return }
      names.append(ImportedName(name: "default", alias: text(index)))
      advance()
    }
  }

  private mutating func readBracedNames(_ names: inout [ImportedName]) {
    while index < limit {
      if current.symbol == .comma {
        advance()
        continue
      }
      var isTypeOnly = false
      if current.symbol == .type, token(index + 1).kind == .name, token(index + 1).symbol != .as {
        isTypeOnly = true
        advance()
      }
      let name = current.kind == .string ? structure.unquoted(current) : text(index)
      advance()
      names.append(ImportedName(name: name, alias: readAlias(), isTypeOnly: isTypeOnly))
    }
  }

  private mutating func recordModule(
    _ kind: Import.Kind, names: [ImportedName], at first: Int, _ isTypeOnly: Bool
  ) {
    guard current.kind == .string else { return }
    let module = structure.unquoted(current)
    advance()
    if current.symbol == .with, token(index + 1).symbol == .openBrace { index = behind(index + 1) }
    if names.isEmpty {
      let isReexport = kind == .reexport || kind == .all
      record(
        isReexport ? kind : .module, module: module, isTypeOnly: isTypeOnly, at: first)
    }
    for name in names {
      record(
        kind == .member && name.name == nil ? .module : kind, module: module, name: name.name,
        alias: name.alias, isTypeOnly: isTypeOnly || name.isTypeOnly, at: first)
    }
  }

  /// Reads what stands behind `export`, if it names a module; the rest is a statement of its own.
  mutating func readScriptExport() {
    let first = index
    advance()
    let isDefault = accept(.default)
    let isType = current.symbol == .type && token(index + 1).kind == .open
    if isType { advance() }
    if current.symbol == .asterisk {
      advance()
      let alias = readAlias()
      guard accept(.from) else { return }
      recordModule(
        alias == nil ? .all : .reexport,
        names: alias.map { [ImportedName(name: nil, alias: $0)] } ?? [], at: first, isType)
    } else if current.symbol == .openBrace, structure.tokens[index - 1].symbol != .default {
      var names: [ImportedName] = []
      inBracket(joinsLines: true) { $0.readBracedNames(&names) }
      if accept(.from) { recordModule(.reexport, names: names, at: first, isType) }
    } else if isDefault {
      readDefaultExport(word: index - 1)
    }
  }

  /// Reads what `export default` hands out, which others know by the name `default`.
  private mutating func readDefaultExport(word: Int) {
    guard isDeclarationWord(current.symbol) else {
      let value = readExpression()
      return assign(value, to: make(.name, token: word, from: word))
    }
    var next = index
    while isDeclarationWord(token(next).symbol) || token(next).symbol == .asterisk { next += 1 }
    guard token(next).kind == .name, token(next).symbol != .extends else { return }
    assign(
      make(.name, token: next, from: next), to: make(.name, token: word, from: word))
  }

  private func isDeclarationWord(_ symbol: Symbol) -> Bool {
    symbol == .function || symbol == .class || symbol == .abstract || symbol == .async
      || symbol == .interface || symbol == .enum
  }
}
