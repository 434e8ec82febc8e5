extension StructureReader {
  /// Reads `import a.b as c, d`.
  mutating func readPythonImport() {
    advance()
    repeat {
      let first = index
      guard let module = readDottedName() else { return }
      let alias = readAlias()
      record(.module, module: module, alias: alias, at: first)
    } while accept(.comma)
  }

  /// Reads `from .a import (b as c, d)`. Gives whether it was one.
  mutating func readPythonFrom() -> Bool {
    let first = index
    var (level, next) = (0, index + 1)
    while token(next).symbol == .dot || token(next).symbol == .ellipsis
      || token(next).symbol == .range
    {
      level += Int(token(next).end - token(next).start)
      next += 1
    }
    index = next
    let module = current.symbol == .import ? "" : readDottedName()
    guard let module, accept(.import) else {
      index = first
      return false
    }
    if current.symbol == .asterisk {
      advance()
      record(.all, module: module, level: level, at: first)
    } else if current.symbol == .openParenthesis {
      inBracket(joinsLines: true) { $0.readPythonNames(of: module, level, at: first) }
    } else {
      readPythonNames(of: module, level, at: first)
    }
    return true
  }

  private mutating func readPythonNames(of module: String, _ level: Int, at first: Int) {
    while current.kind == .name {
      let name = text(index)
      advance()
      let alias = readAlias()
      record(.member, module: module, level: level, name: name, alias: alias, at: first)
      if !accept(.comma) { return }
    }
  }

  /// Reads `a.b.c`.
  mutating func readDottedName() -> String? {
    guard current.kind == .name else { return nil }
    var name = text(index)
    advance()
    while current.symbol == .dot, token(index + 1).kind == .name {
      name += "." + text(index + 1)
      index += 2
    }
    return name
  }

  mutating func readAlias() -> String? {
    guard current.symbol == .as, token(index + 1).kind == .name else { return nil }
    index += 2
    return text(index - 1)
  }

  mutating func record(
    _ kind: Import.Kind, module: String, level: Int = 0, name: String? = nil,
    alias: String? = nil, isTypeOnly: Bool = false, at first: Int
  ) {
    structure.imports.append(
      Import(
        kind: kind, module: module, level: level, name: name, alias: alias,
        isTypeOnly: isTypeOnly, line: Int(structure.token(UInt32(truncatingIfNeeded: first)).line),
        scope: scope))
  }

  /// Reads `lambda a, b=1: value`.
  mutating func readPythonLambda() -> Int32 {
    let first = index
    let function = beginFunction("", at: first)
    advance()
    while index < limit, current.symbol != .colon {
      let before = index
      if let parameter = readParameter(until: .colon) {
        structure.functions[function].parameters.append(parameter)
      }
      _ = accept(.comma)
      if index == before { advance() }
    }
    _ = accept(.colon)
    var body: Int32 = -1
    inScope(Scope(function: function)) { body = $0.readExpression() }
    if body >= 0 { structure.functions[function].result = SourceExpression(body) }
    endFunction(function)
    return make(
      .function, token: function, from: first, children: Chain(first: body, last: body))
  }
}
