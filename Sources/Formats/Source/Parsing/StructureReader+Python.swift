extension StructureReader {
  /// Reads Python by logical lines: indentation says what stands in which definition.
  mutating func readPythonStatement() {
    if current.kind == .newline {
      leavePythonScopes(indentation: Int(current.payload))
      advance()
    }
    let first = index
    let indentation = first > 0 ? Int(structure.tokens[first - 1].payload) : 0
    if current.symbol == .at {
      advance()
      addDecorator(readExpression())
      return
    }
    if current.symbol == .async, token(index + 1).symbol == .def { advance() }
    switch current.symbol {
    case .def: readPythonFunction(first, indentation)
    case .class: readPythonClass(first, indentation)
    default:
      dropDecorators()
      if let end = casePatternEnd() { index = end }
    }
    readPythonLine()
  }

  private mutating func leavePythonScopes(indentation: Int) {
    while let open = pythonScopes.last, open.indentation >= indentation {
      pythonScopes.removeLast()
      if let function = scope.function { endFunction(function) }
      if let definition = scope.classDefinition { endClass(definition) }
      scope = open.outer
    }
  }

  private mutating func enterPythonScope(_ inner: Scope, _ indentation: Int) {
    pythonScopes.append(PythonScope(indentation: indentation, outer: scope))
    scope = inner
  }

  private mutating func readPythonFunction(_ first: Int, _ indentation: Int) {
    guard token(index + 1).kind == .name else { return advance() }
    let function = beginFunction(text(index + 1), at: first)
    index += 2
    skipPythonTypeParameters()
    structure.functions[function].parameters = readParameters()
    if accept(.arrow) { _ = readExpression() }
    _ = accept(.colon)
    enterPythonScope(Scope(function: function), indentation)
  }

  private mutating func readPythonClass(_ first: Int, _ indentation: Int) {
    guard token(index + 1).kind == .name else { return advance() }
    let definition = beginClass(text(index + 1), at: first)
    index += 2
    skipPythonTypeParameters()
    if current.symbol == .openParenthesis {
      var chain = Chain()
      readArguments(into: &chain)
      structure.classes[definition].bases = expressions(in: chain)
    }
    _ = accept(.colon)
    enterPythonScope(Scope(class: definition), indentation)
  }

  func expressions(in chain: Chain) -> [SourceExpression] {
    var (found, next): ([SourceExpression], Int32) = ([], chain.first)
    while next >= 0 {
      found.append(SourceExpression(next))
      next = structure.nodes[Int(next)].next
    }
    return found
  }

  private mutating func skipPythonTypeParameters() {
    if current.symbol == .openBracket { index = behind(index) }
  }

  /// The end of the pattern of a `case`, if the line is one: patterns hold no calls.
  private func casePatternEnd() -> Int? {
    let word = current
    guard word.kind == .name, word.symbol == .none, word.end - word.start == 4,
      source.has("case", at: Int(word.start))
    else { return nil }
    switch token(index + 1).symbol {
    case .equals, .dot, .colon, .comma, .augmentedAssignment, .closeParenthesis: return nil
    default: break
    }
    var end = index + 1
    while end < limit {
      let token = token(end)
      if token.kind == .newline { return nil }
      if token.symbol == .colon || token.symbol == .if { break }
      end = token.kind == .open ? max(behind(end), end + 1) : end + 1
    }
    guard token(end).symbol == .if else { return token(end).symbol == .colon ? end : nil }
    var colon = end
    while colon < limit, token(colon).symbol != .colon {
      if token(colon).kind == .newline { return nil }
      colon = token(colon).kind == .open ? max(behind(colon), colon + 1) : colon + 1
    }
    return colon < limit ? end : nil
  }

  /// Reads the rest of a logical line.
  private mutating func readPythonLine() {
    var isCompound = false
    while index < limit, current.kind != .newline {
      let first = index
      switch current.symbol {
      case .import: readPythonImport()
      case .from:
        // `raise x from y` has read its `from` already.
        if !readPythonFrom() { advance() }
      case .with:
        isCompound = true
        advance()
        readPythonContexts()
      case .return:
        advance()
        addReturn(readAssignedValue())
      case .for:
        isCompound = true
        advance()
        readPythonLoop()
      case .if, .elif, .else, .while, .try, .except, .finally, .async:
        isCompound = true
        advance()
      case .raise, .assert, .del, .global, .nonlocal, .pass, .break, .continue, .comma,
        .in, .as, .semicolon:
        if current.symbol == .semicolon { isCompound = false }
        advance()
      case .colon:
        advance()
        isCompound = false
      default: readPythonExpressionStatement(isCompound: isCompound)
      }
      if index == first { advance() }
    }
  }

  /// Reads `a() as b, c` behind `with`: what stands behind `as` is given the value.
  private mutating func readPythonContexts() {
    guard current.symbol == .openParenthesis, token(behind(index)).symbol == .colon else {
      return readPythonContextList()
    }
    inBracket(joinsLines: true) { $0.readPythonContextList() }
  }

  private mutating func readPythonContextList() {
    while index < limit, current.kind != .newline, current.symbol != .colon {
      let first = index
      let value = readExpression()
      if accept(.as) {
        let target = readOperand()
        assign(value, to: target)
      }
      _ = accept(.comma)
      if index == first { advance() }
    }
  }

  /// Reads `x, y in values` behind `for`: what stands before `in` is given an element.
  private mutating func readPythonLoop() {
    let first = index
    var chain = Chain()
    while index < limit, current.kind != .newline, current.symbol != .in {
      let before = index
      add(readOperand(), to: &chain)
      _ = accept(.comma)
      if index == before { return }
    }
    guard chain.first >= 0, accept(.in) else { return }
    let target =
      chain.first == chain.last
      ? chain.first : make(.tuple, token: first, from: first, children: chain)
    let values = readExpression()
    guard values >= 0 else { return }
    let element = make(
      .subscript, token: index - 1, from: first, children: Chain(first: values, last: values))
    assign(element, to: target)
  }

  private mutating func readPythonExpressionStatement(isCompound: Bool) {
    let first = index
    var target = readExpression()
    guard target >= 0 else { return }
    if isCompound { return }
    if current.symbol == .comma {
      var chain = Chain()
      add(target, to: &chain)
      while accept(.comma) { add(readExpression(), to: &chain) }
      target = make(.tuple, token: first, from: first, children: chain)
    }
    if current.symbol == .colon, canBeAnnotated(target) {
      advance()
      let type = readExpression()
      if current.symbol != .equals, scope.classDefinition != nil, kind(target) == .name {
        declareField(target, as: type, from: first)
      }
    }
    guard current.symbol == .equals || current.symbol == .augmentedAssignment else { return }
    let isAugmented = current.symbol == .augmentedAssignment
    advance()
    var targets = [target]
    var value = readAssignedValue()
    // `os.environ["KEY"] = <your key>`, as people write it in notebooks.
    if value < 0 { value = make(.null, token: first, from: first) }
    while current.symbol == .equals, value >= 0 {
      advance()
      targets.append(value)
      value = readAssignedValue()
    }
    for target in targets { assign(value, to: target, isAugmented: isAugmented) }
  }

  /// A field that a class declares without a value: `client: OpenAI`.
  private mutating func declareField(_ target: Int32, as type: Int32, from first: Int) {
    let isNamed = type >= 0 && [.name, .member].contains(kind(type))
    let children = isNamed ? Chain(first: type, last: type) : Chain()
    assign(make(.declared, token: first, from: first, children: children), to: target)
  }

  private func canBeAnnotated(_ target: Int32) -> Bool {
    switch kind(target) {
    case .name: token(Int(structure.nodes[Int(target)].token)).symbol == .none
    case .member, .subscript, .tuple: true
    default: false
    }
  }
}

/// A definition that encloses the lines that are indented deeper.
struct PythonScope {
  let indentation: Int
  let outer: Scope
}
