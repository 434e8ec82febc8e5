/// Operators, by how tightly they bind.
extension StructureReader {
  private enum Power {
    static let assignment = 1
    static let conditional = 2
    static let or = 3
    static let and = 4
    static let not = 5
    static let comparison = 6
    static let bar = 7
    static let addition = 8
    static let multiplication = 9
  }

  /// Reads an expression. Gives -1, and reads nothing, where none begins.
  ///
  /// - Parameter minimum: operators that bind less tightly are left alone.
  mutating func readExpression(_ minimum: Int = 0) -> Int32 {
    guard depth < Self.deepest else {
      guard index < limit else { return -1 }
      if current.kind == .open {
        inBracket(joinsLines: true) { $0.readLooseExpressions() }
      } else {
        advance()
      }
      return make(.opaque, token: index - 1, from: index - 1)
    }
    depth += 1
    defer { depth -= 1 }
    let first = index
    var left = readUnary()
    guard left >= 0 else { return -1 }
    while index < limit {
      let operation = current
      let power = self.power(of: operation)
      guard power > 0, power >= max(minimum, 1), continuesLine(operation) else { break }
      switch power {
      case Power.assignment: left = readAssignment(left, from: first)
      case Power.conditional: left = readConditional(left, from: first)
      default: left = readOperation(left, from: first, operation.symbol, power)
      }
    }
    return left
  }

  /// Whether an operator at the beginning of a line goes on with the expression before.
  private func continuesLine(_ operation: Token) -> Bool {
    guard operation.flags.contains(.startsLine), !joinsLines, language.endsStatementsAtLines else {
      return true
    }
    switch operation.symbol {
    case .plus, .minus, .asterisk, .ampersand, .less, .exclamation, .in, .as, .is:
      return language.isScript
    case .if, .unless, .while, .until, .and, .or: return false
    default: return true
    }
  }

  private mutating func readOperation(
    _ left: Int32, from first: Int, _ symbol: Symbol, _ power: Int
  ) -> Int32 {
    var chain = Chain()
    add(left, to: &chain)
    let sign = index
    // Many operands of one operator are one flat node: no nesting without end.
    while index < limit, current.symbol == symbol, continuesLine(current) {
      advance()
      if symbol == .not { _ = accept(.in) }
      if symbol == .is { _ = accept(.not) }
      let isType = symbol == .as || symbol == .satisfies || symbol == .is || symbol == .instanceof
      if isType, language != .python, language != .javascript,
        symbol != .instanceof || !language.isScript
      {
        _ = accept(.exclamation) || accept(.question)
        skipType(inExpression: true)
      } else {
        add(readExpression(power + 1), to: &chain)
      }
    }
    return make(.operation, symbol, token: sign, from: first, children: chain)
  }

  private mutating func readConditional(_ condition: Int32, from first: Int) -> Int32 {
    let sign = index
    var chain = Chain()
    add(condition, to: &chain)
    advance()
    if language == .python {
      add(readExpression(Power.or), to: &chain)
      if accept(.else) { add(readExpression(Power.conditional), to: &chain) }
    } else {
      conditionals += 1
      add(readExpression(Power.assignment), to: &chain)
      conditionals -= 1
      if accept(.colon) { add(readExpression(Power.assignment), to: &chain) }
    }
    return make(.conditional, token: sign, from: first, children: chain)
  }

  /// Reads `= value` behind a target. The chain `a = b = c` gives `c` to both.
  private mutating func readAssignment(_ target: Int32, from first: Int) -> Int32 {
    let sign = index
    let isAugmented = current.symbol == .augmentedAssignment
    advance()
    let value = readAssignedValue()
    guard value >= 0 else { return target }
    assign(value, to: target, isAugmented: isAugmented)
    var chain = Chain()
    add(target, to: &chain)
    add(value, to: &chain)
    return make(.operation, .equals, token: sign, from: first, children: chain)
  }

  /// Reads the value behind an equals sign: several with commas between are a tuple in Python.
  mutating func readAssignedValue() -> Int32 {
    let first = index
    let value = readExpression(Power.assignment)
    guard language == .python || language == .go || language == .ruby, !joinsLines, value >= 0,
      current.symbol == .comma
    else { return value }
    var chain = Chain()
    add(value, to: &chain)
    while accept(.comma) {
      let next = readExpression(Power.conditional)
      guard next >= 0 else { break }
      add(next, to: &chain)
    }
    return make(.tuple, token: first, from: first, children: chain)
  }

  /// Records that a target has been given a value.
  mutating func assign(_ value: Int32, to target: Int32, isAugmented: Bool = false) {
    var value = value
    while value >= 0, kind(value) == .operation, structure.nodes[Int(value)].symbol == .equals {
      value = structure.nodes[Int(structure.nodes[Int(value)].child)].next
    }
    guard value >= 0, target >= 0 else { return }
    structure.assignments.append(
      Assignment(
        target: SourceExpression(target), value: SourceExpression(value), isAugmented: isAugmented,
        scope: scope))
  }

  private func power(of token: Token) -> Int {
    guard token.kind == .sign || token.kind == .name else { return 0 }
    switch token.symbol {
    case .none: return 0
    case .equals, .augmentedAssignment, .declare:
      return language == .python && token.symbol != .declare ? 0 : Power.assignment
    case .leftArrow: return language == .go || language == .scala ? Power.assignment : 0
    case .question: return hasConditionalSign(token) ? Power.conditional : 0
    case .if: return language == .python ? Power.conditional : 0
    case .logicalOr, .or, .coalesce, .elvis: return Power.or
    case .logicalAnd, .and: return Power.and
    case .equalTo, .notEqualTo, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return Power.comparison
    case .in, .is, .instanceof, .as, .satisfies: return wordPower(token.symbol)
    case .not:
      return language == .python && self.token(index + 1).symbol == .in ? Power.comparison : 0
    case .bar, .caret, .ampersand: return Power.bar
    case .shiftLeft, .range: return Power.bar
    case .ellipsis: return language == .swift || language == .ruby ? Power.bar : 0
    case .plus, .minus: return isBinary(token) ? Power.addition : 0
    case .asterisk, .power: return isBinary(token) ? Power.multiplication : 0
    case .slash, .percent, .doubleSlash: return Power.multiplication
    case .at: return language == .python ? Power.multiplication : 0
    default: return 0
    }
  }

  private func wordPower(_ symbol: Symbol) -> Int {
    switch language {
    case .python: symbol == .in || symbol == .is ? Power.comparison : 0
    case .javascript: symbol == .in || symbol == .instanceof ? Power.comparison : 0
    case .go, .ruby, .scala: 0
    default:
      symbol == .in && language != .csharp && language != .dart
        ? Power.comparison
        : symbol == .in ? 0 : Power.comparison
    }
  }

  private func hasConditionalSign(_ token: Token) -> Bool {
    switch language {
    case .javascript, .typescript, .tsx, .java, .csharp, .dart, .php, .ruby, .swift: true
    default: false
    }
  }

  /// Whether a sign that may also stand before an operand stands between two. In Ruby, a space before
  /// and none behind begins an argument.
  private func isBinary(_ token: Token) -> Bool {
    guard language == .ruby, token.flags.contains(.spaced) else { return true }
    return self.token(index + 1).flags.contains(.spaced)
  }

  /// Reads an operand with the operators before it.
  mutating func readUnary() -> Int32 {
    let first = index
    var isAwaited = false
    var last = -1
    while index < limit, isPrefix(current) {
      if current.symbol == .await { isAwaited = true }
      last = index
      advance()
      if structure.tokens[last].symbol == .yield { _ = accept(.from) }
    }
    let operandStart = index
    if last >= 0, joinsNothing(last) { return make(.opaque, token: last, from: first) }
    let operand = readOperand()
    guard last >= 0 else { return operand }
    guard operand >= 0 else {
      return make(.opaque, token: last, from: first)
    }
    if isAwaited { structure.nodes[Int(operand)].flags.insert(.awaited) }
    if last == operandStart - 1, isAwaited, last == first { return operand }
    let symbol = structure.tokens[first].symbol
    return make(
      spreads(symbol) && joinsLines ? .spread : .unary, symbol, token: first, from: first,
      children: Chain(first: operand, last: operand))
  }

  /// Whether a sign before an argument hands on the parts of a value; elsewhere it takes an address.
  private func spreads(_ symbol: Symbol) -> Bool {
    switch symbol {
    case .ellipsis: true
    case .asterisk: language == .python || language == .ruby || language == .kotlin
    case .power: language == .python || language == .ruby
    case .ampersand: language == .ruby
    default: false
    }
  }

  /// Whether the word at an index ends its statement without an operand, as `return` may.
  private func joinsNothing(_ word: Int) -> Bool {
    language.endsStatementsAtLines && !joinsLines && current.flags.contains(.startsLine)
      && structure.tokens[word].kind == .name && structure.tokens[word].symbol != .await
  }

  private func isPrefix(_ token: Token) -> Bool {
    switch token.symbol {
    case .not, .minus, .plus, .tilde, .asterisk, .power, .ellipsis, .exclamation, .ampersand,
      .increment, .decrement, .typeof, .delete, .void, .range, .logicalAnd, .doubleColon, .caret:
      return true
    case .await, .yield: return true
    case .leftArrow: return language == .go
    case .mut, .ref, .move, .out, .try, .inout, .throw, .defer, .some: return isWordPrefix(token)
    case .dollar: return true
    case .equals, .less: return false
    default: return false
    }
  }

  private func isWordPrefix(_ token: Token) -> Bool {
    guard
      self.token(index + 1).kind == .name || self.token(index + 1).kind == .open
        || self.token(index + 1).kind == .string || self.token(index + 1).kind == .sign
    else { return false }
    return self.token(index + 1).symbol != .openBrace && self.token(index + 1).symbol != .equals
      && self.token(index + 1).symbol != .dot && self.token(index + 1).symbol != .comma
  }
}
