extension Lexer {
  mutating func lexPython() {
    beginPythonLine()
    while position < bytes.count {
      let byte = bytes[position]
      if Byte.isLetter(byte) || byte == 0x5F || byte >= 0x80 {
        if lexPythonPrefixedString() { continue }
        lexName()
        closeBracketsBeforeStatement()
        continue
      }
      switch byte {
      case 0x20, 0x09, 0x0D, 0x0C:
        pending.insert(.spaced)
        position += 1
        steps += 1
      case 0x0A:
        line &+= 1
        position += 1
        steps += 1
        if brackets.isEmpty { beginPythonLine() } else { pending.insert(.startsLine) }
      case Byte.hash: skipLine()
      case Byte.quote, Byte.apostrophe: lexPythonString(from: position, quoteAt: position)
      case 0x30...0x39: lexNumber()
      case Byte.dot where Byte.isDigit(bytes[position + 1]): lexNumber()
      case Byte.backslash where bytes[position + 1] == 0x0A || bytes[position + 1] == 0x0D:
        position += bytes[position + 1] == 0x0D && bytes[position + 2] == 0x0A ? 3 : 2
        line &+= 1
      case 0x28: openBracket(.openParenthesis, closer: 0x29, width: 1)
      case 0x5B: openBracket(.openBracket, closer: 0x5D, width: 1)
      case 0x7B: openBracket(.openBrace, closer: 0x7D, width: 1)
      case 0x29: close(.closeParenthesis, byte)
      case 0x5D: close(.closeBracket, byte)
      case 0x7D: close(.closeBrace, byte)
      case Byte.colon where isDirectlyInHole: beginFormat()
      case 0x21 where isDirectlyInHole && bytes[position + 1] != Byte.equals:
        position += 2
      case Byte.equals where isDirectlyInHole && endsDebugHole: position += 1
      default: lexSign()
      }
    }
  }

  /// Reads a closing bracket and goes on with the string around the hole that it ends.
  mutating func close(_ symbol: Symbol, _ closer: UInt8) {
    guard let context = closeBracket(symbol, closer, width: closingWidth) else { return }
    resume(context)
  }

  private var closingWidth: Int {
    guard let bracket = brackets.last, bracket.isHole, bracket.context.holes == .csharp else {
      return 1
    }
    return max(bracket.context.signs, 1)
  }

  mutating func resume(_ context: TemplateContext) {
    switch context.holes {
    case .none: break
    case .elementTag: lexElements(.tag)
    case .elementChildren: lexElements(.children)
    default: resumeTemplate(context)
    }
  }

  /// Ends a hole at the colon of its format, and goes on with the format's text.
  mutating func beginFormat() {
    guard var context = closeBracket(.closeBrace, 0x7D, width: 0) else {
      position += 1
      return
    }
    context.formats += 1
    resumeTemplate(context)
  }

  /// Whether an equals sign is the last in a hole, as in `{value=}`.
  private var endsDebugHole: Bool {
    var index = position + 1
    while bytes[index] == 0x20 { index += 1 }
    return bytes[index] == Byte.closeBrace || bytes[index] == Byte.colon
      || bytes[index] == 0x21 && bytes[index + 1] != Byte.equals
  }

  /// Marks the beginning of a logical line and its indentation, over blank lines and comments.
  private mutating func beginPythonLine() {
    var indentation = 0
    while position < bytes.count {
      steps += 1
      switch bytes[position] {
      case 0x20: indentation += 1
      case 0x09: indentation = (indentation / 8 + 1) * 8
      case 0x0C, 0x0D: break
      case 0x0A:
        line &+= 1
        indentation = 0
      case Byte.hash:
        skipLine()
        continue
      default:
        appendNewline(indentation)
        return
      }
      position += 1
    }
  }

  private mutating func appendNewline(_ indentation: Int) {
    pending = [.startsLine]
    append(.newline, from: position, to: indentation)
    pending = [.startsLine]
  }

  /// Closes brackets that were left open, where a line begins with a word that can stand in none.
  private mutating func closeBracketsBeforeStatement() {
    guard let word = tokens.last, word.flags.contains(.startsLine), !brackets.isEmpty else {
      return
    }
    switch word.symbol {
    case .def, .class, .import, .return, .while, .with, .try, .except, .finally, .raise, .pass,
      .break, .continue, .del, .global, .nonlocal, .assert:
      break
    default: return
    }
    tokens.removeLast()
    closeAllBrackets()
    let end = position
    position = Int(word.start)
    steps += end - position
    var lineStart = position
    while lineStart > 0, bytes[lineStart - 1] == 0x20 { lineStart -= 1 }
    appendNewline(position - lineStart)
    append(.name, word.symbol, from: position, to: end)
    position = end
  }

  /// Reads a string with a prefix such as `rb` or `f`, if one stands here.
  @inline(__always)
  private mutating func lexPythonPrefixedString() -> Bool {
    var index = position
    while index - position < 3, Self.isPrefix(bytes[index]) { index += 1 }
    let quote = bytes[index]
    guard index > position, quote == Byte.quote || quote == Byte.apostrophe else { return false }
    lexPythonString(from: position, quoteAt: index)
    return true
  }

  @inline(__always)
  private static func isPrefix(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case 0x62, 0x66, 0x72, 0x74, 0x75: true
    default: false
    }
  }

  private mutating func lexPythonString(from start: Int, quoteAt: Int) {
    let quote = bytes[quoteAt]
    var context = TemplateContext(quote: quote)
    for index in start..<quoteAt {
      switch bytes[index] | 0x20 {
      case 0x66, 0x74: context.holes = .python
      case 0x72:
        context.isRaw = true
        context.flags.insert(.raw)
      case 0x62: context.flags.insert(.bytes)
      default: break
      }
    }
    if bytes[quoteAt + 1] == quote, bytes[quoteAt + 2] == quote {
      context.quotes = 3
    } else {
      context.endsAtLine = true
    }
    lexString(from: start, body: quoteAt + context.quotes, context)
  }
}
