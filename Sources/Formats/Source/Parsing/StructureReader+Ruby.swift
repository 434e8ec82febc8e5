extension StructureReader {
  /// What an `end` closes.
  struct RubyBlock {
    /// Nil for what is no definition.
    let outer: Scope?
  }

  mutating func readRubyStatement() {
    let first = index
    let token = current
    if token.flags.contains(.startsLine) { awaitsLoopBody = false }
    switch token.symbol {
    case .class, .module: readRubyClass()
    case .def: readRubyMethod()
    case .end:
      leaveRubyBlock()
      advance()
      let node = make(.opaque, token: first, from: first)
      _ = readPostfix(node, from: first)
    case .if, .unless, .while, .until, .for, .case, .begin:
      if beginsRubyBlock(first) {
        rubyBlocks.append(RubyBlock(outer: nil))
        awaitsLoopBody = token.symbol == .while || token.symbol == .until || token.symbol == .for
      }
      advance()
    case .do:
      if awaitsLoopBody { awaitsLoopBody = false } else { rubyBlocks.append(RubyBlock(outer: nil)) }
      advance()
      skipRubyBlockParameters()
    case .bar: skipRubyBlockParameters()
    case .openBrace:
      _ = readBlock()
    case .comma:
      advance()
    default:
      let node = readExpression()
      if node >= 0 { lastRubyValue = (node, scope) }
      if node >= 0, current.symbol == .comma, !joinsLines { readRubyTargets(node, from: first) }
      if index == first { advance() }
    }
  }

  /// Reads `a, b = c`.
  private mutating func readRubyTargets(_ node: Int32, from first: Int) {
    var chain = Chain()
    add(node, to: &chain)
    while accept(.comma) {
      let next = readExpression()
      guard next >= 0 else { return }
      add(next, to: &chain)
    }
  }

  /// Whether a word such as `if` begins a block of its own, and is no modifier of what stands before.
  private func beginsRubyBlock(_ place: Int) -> Bool {
    let token = token(place)
    guard place > 0, !token.flags.contains(.startsLine) else { return true }
    if token.symbol == .case || token.symbol == .begin || token.symbol == .for { return true }
    let before = structure.tokens[place - 1]
    switch before.kind {
    case .sign: return before.symbol != .question && before.symbol != .exclamation
    case .open: return true
    case .name:
      switch before.symbol {
      case .else, .then, .do, .and, .or, .not, .begin, .ensure, .rescue, .return: return true
      default: return false
      }
    default: return before.symbol == .bar
    }
  }

  private mutating func leaveRubyBlock() {
    guard let block = rubyBlocks.popLast(), let outer = block.outer else { return }
    if let function = scope.function {
      // A method gives what its last expression is.
      if let last = lastRubyValue, last.scope == scope {
        structure.functions[function].result = SourceExpression(last.node)
      }
      endFunction(function)
    }
    if let definition = scope.classDefinition { endClass(definition) }
    lastRubyValue = nil
    scope = outer
  }

  private mutating func readRubyClass() {
    let first = index
    advance()
    guard current.kind == .name || current.symbol == .doubleColon else {
      // `class << self`
      if accept(.shiftLeft) { advance() }
      return rubyBlocks.append(RubyBlock(outer: nil))
    }
    var name = ""
    while current.kind == .name || current.symbol == .doubleColon,
      name.isEmpty || !current.flags.contains(.startsLine)
    {
      name += text(index)
      advance()
    }
    let place = beginClass(name, at: first)
    if accept(.less) {
      let base = readExpression()
      if base >= 0 { structure.classes[place].bases = [SourceExpression(base)] }
    }
    rubyBlocks.append(RubyBlock(outer: scope))
    scope = Scope(class: place)
  }

  private mutating func readRubyMethod() {
    let first = index
    advance()
    while current.kind == .name, token(index + 1).symbol == .dot { index += 2 }
    let place = beginFunction(text(index), at: first)
    if current.kind == .open {
      index = behind(index)
    } else {
      advance()
      while current.kind == .sign, !current.flags.contains(.spaced), current.symbol != .semicolon,
        !current.flags.contains(.startsLine)
      {
        advance()
      }
    }
    if current.symbol == .openParenthesis, !current.flags.contains(.startsLine) {
      structure.functions[place].parameters = readParameters()
    }
    if current.symbol == .equals, !current.flags.contains(.startsLine) {
      advance()
      inScope(Scope(function: place)) { reader in
        let value = reader.readExpression()
        if value >= 0 { reader.structure.functions[place].result = SourceExpression(value) }
      }
      return endFunction(place)
    }
    while index < limit, !current.flags.contains(.startsLine), current.symbol != .semicolon {
      if let parameter = readParameter(until: .semicolon) {
        structure.functions[place].parameters.append(parameter)
      }
      if !accept(.comma) { break }
    }
    rubyBlocks.append(RubyBlock(outer: scope))
    scope = Scope(function: place)
  }

  /// Goes over `|a, b|`.
  private mutating func skipRubyBlockParameters() {
    guard current.symbol == .bar else {
      if current.symbol == .logicalOr { advance() }
      return
    }
    advance()
    while index < limit, current.symbol != .bar, !current.flags.contains(.startsLine) {
      index = current.kind == .open ? behind(index) : index + 1
    }
    _ = accept(.bar)
  }

  /// Reads the arguments of a call without parentheses, if they begin here.
  mutating func readCommand(_ node: Int32, from first: Int) -> Int32? {
    guard language == .ruby, kind(node) == .name || kind(node) == .member, beginsRubyArgument
    else { return nil }
    let name = structure.token(structure.nodes[Int(node)].token)
    let start = source[Int(name.start)]
    guard start != 0x40, start != 0x24,
      name.symbol == .none || name.symbol == .super
        || name.symbol == .yield || kind(node) == .member
    else { return nil }
    let open = index
    var chain = Chain()
    add(node, to: &chain)
    let place = structure.calls.count
    structure.calls.append(SourceExpression(-1))
    repeat {
      let before = index
      add(readRubyArgument(), to: &chain)
      if index == before { break }
    } while accept(.comma)
    let call = make(.call, token: open, from: first, children: chain)
    structure.calls[place] = SourceExpression(call)
    recordRubyRequired(call, at: first)
    return call
  }

  private mutating func readRubyArgument() -> Int32 {
    let first = index
    if token(first + 1).symbol == .colon, current.kind == .name || current.kind == .string {
      index = first + 2
      var chain = Chain()
      add(readExpression(), to: &chain)
      return make(.keyword, token: first, from: first, children: chain)
    }
    let value = readExpression()
    guard value >= 0, accept(.doubleArrow) else { return value }
    var chain = Chain()
    add(value, to: &chain)
    add(readExpression(), to: &chain)
    return make(.pair, token: first, from: first, children: chain)
  }

  private var beginsRubyArgument: Bool {
    let token = current
    guard token.flags.contains(.spaced), !token.flags.contains(.startsLine) else { return false }
    switch token.kind {
    case .string, .templateHead, .number: return true
    case .name:
      if token.symbol == .none { return self.token(index - 1).kind == .name }
      switch token.symbol {
      case .self, .nil, .true, .false, .defined, .super: return true
      default: return false
      }
    case .open: return token.symbol == .openBracket || token.symbol == .openParenthesis
    case .sign:
      switch token.symbol {
      case .asterisk, .ampersand, .minus, .power, .doubleColon:
        return !self.token(index + 1).flags.contains(.spaced)
      case .arrow, .exclamation: return true
      default: return false
      }
    default: return false
    }
  }

  mutating func readRubyBlock(behind node: Int32, from first: Int) -> Int32? {
    readTrailingClosure(behind: node, from: first)
  }

  /// Reads `->(a) { … }`.
  mutating func readRubyLambda() -> Int32 {
    let first = index
    let place = beginFunction("", at: first)
    advance()
    if current.symbol == .openParenthesis {
      structure.functions[place].parameters = readParameters()
    } else {
      while current.kind == .name, current.symbol == .none || accept(.comma) { advance() }
    }
    guard current.symbol == .openBrace else {
      endFunction(place)
      return make(.function, token: place, from: first)
    }
    inScope(Scope(function: place)) { _ = $0.readBlock() }
    endFunction(place)
    return make(.function, token: place, from: first)
  }
}
