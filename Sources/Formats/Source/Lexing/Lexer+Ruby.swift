extension Lexer {
  mutating func lexRuby() { lexRuby(until: bytes.count) }

  private mutating func lexRuby(until limit: Int) {
    while position < limit {
      let byte = bytes[position]
      if Byte.isLetter(byte) || byte == 0x5F || byte >= 0x80 {
        lexRubyName()
        continue
      }
      switch byte {
      case 0x20, 0x09, 0x0D, 0x0C:
        pending.insert(.spaced)
        position += 1
        steps += 1
      case 0x0A: lexRubyLineBreak()
      case Byte.hash: skipLine()
      case 0x40, 0x24: lexRubyVariable()
      case 0x30...0x39: lexNumber()
      case Byte.quote, 0x60:
        lexString(
          from: position, body: position + 1, TemplateContext(holes: .ruby, quote: byte))
      case Byte.apostrophe:
        lexString(
          from: position, body: position + 1, TemplateContext(quote: byte, flags: .raw))
      case Byte.colon: lexRubyColon()
      case 0x25 where lexPercentLiteral(): break
      case Byte.slash where expectsRubyOperand && bytes[position + 1] != Byte.equals:
        lexString(
          from: position, body: position + 1,
          TemplateContext(holes: .ruby, quote: byte, flags: .raw))
      case 0x3C where bytes[position + 1] == 0x3C && lexRubyHeredoc(): break
      case 0x3F
      where expectsRubyOperand && bytes[position + 1] > 0x20
        && !Byte.isIdentifier(bytes[position + 2]):
        append(.string, from: position, to: position + 2)
        position += 2
      case Byte.backslash where bytes[position + 1] == 0x0A:
        position += 2
        line &+= 1
      case 0x28: openBracket(.openParenthesis, closer: 0x29, width: 1)
      case 0x5B: openBracket(.openBracket, closer: 0x5D, width: 1)
      case Byte.openBrace: openBracket(.openBrace, closer: 0x7D, width: 1)
      case 0x29: close(.closeParenthesis, byte)
      case 0x5D: close(.closeBracket, byte)
      case Byte.closeBrace: close(.closeBrace, byte)
      default: lexSign()
      }
    }
  }

  private mutating func lexRubyName() {
    lexName()
    let next = bytes[position]
    guard next == 0x3F || next == 0x21, bytes[position + 1] != Byte.equals || next == 0x3F,
      let last = tokens.last, last.kind == .name
    else { return }
    if next == 0x3F, bytes[position + 1] == Byte.colon, bytes[position + 2] != Byte.colon { return }
    tokens[tokens.count - 1] = Token(
      start: last.start, payload: UInt32(truncatingIfNeeded: position + 1), line: last.line,
      kind: .name, symbol: last.symbol == .defined ? .defined : .none, width: 0, flags: last.flags)
    position += 1
  }

  private mutating func lexRubyLineBreak() {
    if heredocEnd.position > position {
      (position, line) = (heredocEnd.position, heredocEnd.line)
      heredocEnd = (0, 0)
    } else {
      position += 1
      line &+= 1
    }
    steps += 1
    pending.insert(.startsLine)
    if bytes.has("=begin", at: position) {
      while position < bytes.count, !bytes.has("=end", at: position) {
        skipLine()
        position += 1
        line &+= 1
      }
      skipLine()
    } else if bytes.has("__END__\n", at: position) {
      position = bytes.count
    }
  }

  private mutating func lexRubyVariable() {
    let start = position
    while bytes[position] == 0x40 || bytes[position] == 0x24 { position += 1 }
    if Byte.isIdentifier(bytes[position]) {
      while Byte.isIdentifier(bytes[position]) { position += 1 }
    } else {
      position += 1
    }
    position = min(position, bytes.count)
    steps += position - start
    append(.name, from: start, to: position)
  }

  /// Reads `::`, a symbol or a plain colon.
  private mutating func lexRubyColon() {
    let next = bytes[position + 1]
    let followsOperand = !pending.contains(.spaced) && !expectsRubyOperand
    if next == Byte.colon || followsOperand { return lexSign() }
    if next == Byte.quote {
      lexString(
        from: position, body: position + 2, TemplateContext(holes: .ruby, quote: next))
    } else if Byte.isLetter(next) || next == 0x5F {
      let start = position
      position += 1
      while Byte.isIdentifier(bytes[position]) { position += 1 }
      if bytes[position] == 0x3F || bytes[position] == 0x21 { position += 1 }
      append(.string, from: start, to: position)
      steps += position - start
    } else {
      lexSign()
    }
  }

  /// Whether an operand is to be expected here; a name may take one without parentheses.
  private var expectsRubyOperand: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .name:
      if last.symbol == .end || last.symbol == .self || last.symbol == .true
        || last.symbol == .false || last.symbol == .nil
      {
        return false
      }
      return last.symbol != .none
        || pending.contains(.spaced) && bytes[position + 1] != 0x20 && bytes[position + 1] != 0x0A
    case .number, .string, .templateTail, .close: return pending.contains(.startsLine)
    default: return true
    }
  }

  /// Reads `%w[…]`, `%q(…)`, `%(…)` and their like, if one stands here.
  private mutating func lexPercentLiteral() -> Bool {
    guard expectsRubyOperand else { return false }
    var index = position + 1
    var isInterpolated = true
    if Byte.isLetter(bytes[index]) {
      switch bytes[index] {
      case 0x71, 0x77, 0x69, 0x73: isInterpolated = false
      case 0x51, 0x57, 0x49, 0x72, 0x78: break
      default: return false
      }
      index += 1
    }
    let opener = bytes[index]
    guard opener > 0x20, !Byte.isIdentifier(opener), opener != Byte.equals else { return false }
    let closer: UInt8? =
      switch opener {
      case 0x28: 0x29
      case 0x5B: 0x5D
      case Byte.openBrace: Byte.closeBrace
      case 0x3C: 0x3E
      default: nil
      }
    lexString(
      from: position, body: index + 1,
      TemplateContext(
        holes: isInterpolated ? .ruby : .none, quote: closer ?? opener,
        opener: closer == nil ? 0 : opener, flags: isInterpolated ? [] : .raw))
    return true
  }

  /// Reads `<<~MARK`, if one stands here: its text stands on the lines below.
  private mutating func lexRubyHeredoc() -> Bool {
    var index = position + 2
    let isIndented = bytes[index] == 0x7E || bytes[index] == Byte.minus
    if isIndented { index += 1 }
    let quote = bytes[index]
    let isQuoted = quote == Byte.apostrophe || quote == Byte.quote
    if isQuoted { index += 1 }
    let mark = index
    while Byte.isIdentifier(bytes[index]) { index += 1 }
    let end = index
    let isUpper = bytes[mark] >= 0x41 && bytes[mark] <= 0x5A
    guard end > mark, isQuoted || isIndented || isUpper, lookahead > 0, heredocDepth < 16,
      isIndented || expectsRubyOperand
    else { return false }
    let behind = isQuoted ? end + 1 : end
    let outer = (position: behind, line: line)
    if heredocEnd.position <= position {
      var lineEnd = behind
      while lineEnd < bytes.count, bytes[lineEnd] != 0x0A { lineEnd += 1 }
      lookahead -= lineEnd - behind
      heredocEnd = (min(lineEnd + 1, bytes.count), line &+ 1)
    }
    let text = heredocEnd.position
    let (limit, after) = findHeredocEnd(mark..<end, from: text)
    line = heredocEnd.line
    heredocEnd = (0, 0)
    heredocDepth += 1
    let depth = brackets.count
    lexString(
      from: text, body: text,
      TemplateContext(
        holes: quote == Byte.apostrophe ? .none : .ruby, isRaw: quote == Byte.apostrophe,
        limit: max(limit, 1), flags: .multiline))
    if brackets.count > depth { lexRuby(until: limit) }
    while brackets.count > depth { _ = popBracket() }
    heredocDepth -= 1
    // The closing mark's line ends before the next one begins.
    heredocEnd = (min(after + 1, bytes.count), line &+ 1)
    (position, line) = outer
    return true
  }
}
