extension Lexer {
  /// Reads the languages that put statements between braces.
  mutating func lexBraces() {
    if language == .php { skipMarkup() }
    while position < bytes.count {
      let byte = bytes[position]
      if Byte.isIdentifier(byte), !Byte.isDigit(byte) {
        if language.hasPrefixedStrings, lexPrefixedString() { continue }
        lexName()
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
        pending.insert(.startsLine)
      case 0x30...0x39: lexNumber()
      case Byte.quote, Byte.apostrophe, 0x60: lexQuoted(byte)
      case 0x28:
        openBracket(
          .openParenthesis, closer: 0x29, width: 1,
          flags: language.isScript && followsConditionWord ? .block : [])
      case 0x5B: openBracket(.openBracket, closer: 0x5D, width: 1)
      case Byte.openBrace:
        openBracket(
          .openBrace, closer: 0x7D, width: 1,
          flags: language.isScript && beginsBlock ? .block : [])
      case 0x29: close(.closeParenthesis, byte)
      case 0x5D: close(.closeBracket, byte)
      case Byte.closeBrace: close(.closeBrace, byte)
      case Byte.slash: lexSlash()
      case Byte.hash: lexHash()
      case 0x3C: lexLess()
      case 0x3F:
        if language == .php, bytes[position + 1] == 0x3E {
          append(.sign, .semicolon, from: position, to: position + 2)
          skipMarkup()
        } else {
          lexQuestion()
        }
      case Byte.colon:
        if language == .csharp, isDirectlyInHole, bytes[position + 1] != Byte.colon {
          beginFormat()
        } else {
          answerQuestion()
          lexSign()
        }
      case 0x40 where language == .csharp && lexVerbatim(): break
      case Byte.backslash:
        position += 1
      default: lexSign()
      }
    }
  }

  private mutating func lexQuestion() {
    let next = bytes[position + 1]
    if language.isScript, next != Byte.colon, next != 0x29, next != Byte.comma, next != Byte.dot,
      next != 0x3F, !brackets.isEmpty
    {
      brackets[brackets.count - 1].questions += 1
    }
    lexSign()
  }

  @inline(__always)
  private mutating func answerQuestion() {
    guard language.isScript, !brackets.isEmpty else { return }
    if brackets[brackets.count - 1].questions > 0 { brackets[brackets.count - 1].questions -= 1 }
  }

  /// Whether the parenthesis that opens here holds the condition of a statement.
  private var followsConditionWord: Bool {
    switch tokens.last?.symbol {
    case .if, .while, .for, .with: !followsDot
    default: false
    }
  }

  /// Whether the last token is the name of a member.
  private var followsDot: Bool {
    guard tokens.count > 1 else { return false }
    let symbol = tokens[tokens.count - 2].symbol
    return symbol == .dot || symbol == .optionalDot
  }

  /// Whether a brace that opens here holds statements, not the entries of an object.
  private var beginsBlock: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .name:
      switch last.symbol {
      case .return, .typeof, .case, .in, .of, .delete, .void, .new, .await, .yield, .throw,
        .default, .instanceof, .satisfies, .as:
        return followsDot
      default: return true
      }
    case .sign:
      switch last.symbol {
      case .doubleArrow, .semicolon, .greater: return true
      case .colon:
        guard let around = brackets.last else { return true }
        return around.closer == 0x7D && !around.isHole && around.questions == 0
          && tokens[around.token].flags.contains(.block)
      default: return false
      }
    case .open: return last.symbol == .openBrace && last.flags.contains(.block)
    case .templateHead, .templateMiddle: return false
    default: return true
    }
  }

  /// Whether an operand, not an operator, is to be expected behind the last token.
  var expectsOperand: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .name:
      switch last.symbol {
      case .return, .typeof, .case, .in, .of, .delete, .void, .do, .else, .instanceof, .new,
        .await, .yield, .throw, .default, .extends:
        return !followsDot
      default: return false
      }
    case .sign: return last.symbol != .increment && last.symbol != .decrement
    case .open: return true
    case .close: return last.flags.contains(.block) && !last.flags.contains(.element)
    case .number, .string, .templateTail, .regularExpression, .elementText: return false
    case .templateHead, .templateMiddle, .newline, .end: return true
    }
  }

  private mutating func lexSlash() {
    switch bytes[position + 1] {
    case Byte.slash: skipLine()
    case Byte.asterisk: skipComment()
    default:
      if language.isScript, expectsOperand, let end = regularExpressionEnd() {
        append(.regularExpression, from: position, to: end)
        steps += end - position
        position = end
      } else {
        lexSign()
      }
    }
  }

  private mutating func skipComment() {
    let nests =
      switch language {
      case .swift, .kotlin, .rust, .scala, .dart: true
      default: false
      }
    let start = position
    var depth = 1
    position += 2
    while position < bytes.count, depth > 0 {
      switch bytes[position] {
      case Byte.asterisk where bytes[position + 1] == Byte.slash:
        depth -= 1
        position += 2
      case Byte.slash where nests && bytes[position + 1] == Byte.asterisk:
        depth += 1
        position += 2
      case 0x0A:
        line &+= 1
        pending.insert(.startsLine)
        position += 1
      default: position += 1
      }
    }
    steps += position - start
    pending.insert(.spaced)
  }

  /// The end of the regular expression that begins here, if its line holds it whole.
  private mutating func regularExpressionEnd() -> Int? {
    var index = position + 1
    var isInClass = false
    guard lookahead > 0 else { return nil }
    defer { lookahead -= index - position }
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A: return nil
      case Byte.backslash: index += 1
      case 0x5B: isInClass = true
      case 0x5D: isInClass = false
      case Byte.slash where !isInClass:
        index += 1
        while Byte.isLetter(bytes[index]) { index += 1 }
        return index
      default: break
      }
      index += 1
    }
    return nil
  }

  private mutating func lexHash() {
    switch language {
    case .php where bytes[position + 1] != 0x5B: skipLine()
    case .csharp where pending.contains(.startsLine): skipLine()
    case .swift where lexRawSwiftString(): break
    case .javascript, .typescript, .tsx:
      if Byte.isIdentifier(bytes[position + 1]) {
        lexName()
      } else {
        position += 1
      }
    default: lexSign()
    }
  }

  private mutating func lexLess() {
    if language.hasElements, expectsOperand, beginsElement {
      lexElements(.start)
    } else if language == .php, bytes.has("<<<", at: position), lexPHPHeredoc() {
      return
    } else {
      lexSign()
    }
  }

  /// Goes over text that is not PHP.
  private mutating func skipMarkup() {
    while position < bytes.count {
      steps += 1
      if bytes[position] == 0x0A {
        line &+= 1
      } else if bytes[position] == 0x3C, bytes[position + 1] == 0x3F {
        if bytes.has("<?php", at: position) {
          position += 5
          return
        }
        if bytes.has("<?=", at: position) {
          position += 3
          return
        }
      }
      position += 1
    }
  }
}
