extension Lexer {
  mutating func openBracket(
    _ symbol: Symbol, closer: UInt8, width: Int, flags: Token.Flags = [],
    context: TemplateContext = TemplateContext()
  ) {
    let isHole = flags.contains(.hole)
    if isHole { holes.append(brackets.count) }
    brackets.append(
      Bracket(
        token: tokens.count, closer: closer, isHole: isHole, context: context, outside: open))
    if isHole || flags.contains(.element) { open = BracketCounts() }
    count(closer, 1)
    appendBracket(.open, symbol, partner: 0, width: width, flags: flags)
    position += width
  }

  private mutating func appendBracket(
    _ kind: Token.Kind, _ symbol: Symbol, partner: Int, width: Int, flags: Token.Flags
  ) {
    steps += 1
    tokens.append(
      Token(
        start: UInt32(truncatingIfNeeded: position),
        payload: UInt32(truncatingIfNeeded: partner), line: line, kind: kind, symbol: symbol,
        width: UInt8(truncatingIfNeeded: width), flags: flags.union(pending)))
    pending = []
  }

  /// Takes the innermost bracket off, closed by the next token.
  mutating func popBracket() -> Bracket? {
    guard let bracket = brackets.popLast() else { return nil }
    tokens[bracket.token].payload = UInt32(truncatingIfNeeded: tokens.count)
    count(bracket.closer, -1)
    if bracket.isHole { holes.removeLast() }
    if bracket.isHole || tokens[bracket.token].flags.contains(.element) { open = bracket.outside }
    return bracket
  }

  @inline(__always)
  private mutating func count(_ closer: UInt8, _ step: Int) {
    switch closer {
    case 0x29: open.parentheses += step
    case 0x5D: open.brackets += step
    case 0x7D: open.braces += step
    default: break
    }
  }

  private func isOpen(_ closer: UInt8) -> Bool {
    switch closer {
    case 0x29: open.parentheses > 0
    case 0x5D: open.brackets > 0
    default: open.braces > 0
    }
  }

  /// Reads a closing bracket. One that closes nothing is passed over; one that closes an outer
  /// bracket closes all inside it. Gives what a hole that it ends stood in.
  mutating func closeBracket(_ symbol: Symbol, _ closer: UInt8, width: Int = 1) -> TemplateContext?
  {
    guard isOpen(closer) else {
      append(.sign, from: position, to: position + width)
      position += width
      return nil
    }
    while let bracket = popBracket() {
      guard bracket.closer == closer else { continue }
      let flags = tokens[bracket.token].flags.intersection([.block, .hole, .element])
      appendBracket(.close, symbol, partner: bracket.token, width: width, flags: flags)
      position += width
      return bracket.isHole ? bracket.context : nil
    }
    return nil
  }

  /// Closes the element that the lexer stands in, with the brackets left open inside it.
  mutating func closeElement(width: Int) {
    while let bracket = popBracket() {
      guard tokens[bracket.token].flags.contains(.element) else { continue }
      appendBracket(.close, .greater, partner: bracket.token, width: width, flags: .element)
      position += width
      return
    }
  }

  /// Closes everything: what follows can stand in no bracket.
  mutating func closeAllBrackets() {
    while popBracket() != nil {}
    open = BracketCounts()
  }

  /// Whether the hole of a string is the innermost open bracket.
  var isDirectlyInHole: Bool { brackets.last?.isHole ?? false }
}
