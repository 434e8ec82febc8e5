extension Lexer {
  /// The text of a string up to a hole or its end.
  private struct Part {
    let start: Int
    let line: UInt32
    let isHead: Bool
  }

  /// Reads a string from its first byte to its end or its first hole.
  ///
  /// - Parameter body: where its text begins, behind prefix and quotes.
  mutating func lexString(from start: Int, body: Int, _ context: TemplateContext) {
    position = body
    lexTemplate(context, Part(start: start, line: line, isHead: true))
  }

  /// Goes on with a string behind a hole.
  mutating func resumeTemplate(_ context: TemplateContext) {
    lexTemplate(context, Part(start: position, line: line, isHead: false))
  }

  private mutating func lexTemplate(_ initial: TemplateContext, _ first: Part) {
    var (context, part) = (initial, first)
    let limit = context.limit > 0 ? context.limit : bytes.count
    let body = position
    defer { steps += position - body }
    while position < limit {
      let byte = bytes[position]
      if byte == context.quote, context.limit == 0, context.formats == 0 {
        if context.nesting > 0 {
          context.nesting -= 1
          position += 1
          continue
        }
        if context.doublesQuotes, bytes[position + 1] == byte {
          position += 2
          continue
        }
        if closes(context) {
          position += context.quotes + (context.holes == .csharp ? 0 : context.signs)
          finish(context, part)
          return
        }
        position += 1
        continue
      }
      switch byte {
      case 0x0A:
        if context.endsAtLine {
          abandon(context, part)
          return
        }
        line &+= 1
        position += 1
      case Byte.backslash:
        if context.holes == .swift, opensSwiftHole(context) {
          beginHole(context, part, .openParenthesis, 0x29, 2 + context.signs)
          return
        }
        if context.isRaw, language != .python { position += 1 } else { skipEscape() }
      case Byte.openBrace where context.holes == .python || context.holes == .csharp:
        if lexBraceHole(context, part) { return }
      case Byte.closeBrace where context.formats > 0:
        context.formats -= 1
        position += 1
      case Byte.openBrace where context.holes == .php && bytes[position + 1] == 0x24:
        beginHole(context, part, .openBrace, 0x7D, 1)
        return
      case 0x24 where context.holes == .script && bytes[position + 1] == Byte.openBrace:
        beginHole(context, part, .openBrace, 0x7D, 2)
        return
      case 0x24 where context.holes == .dollar || context.holes == .php:
        if bytes[position + 1] == Byte.openBrace {
          beginHole(context, part, .openBrace, 0x7D, 2)
          return
        }
        if Byte.isLetter(bytes[position + 1]) || bytes[position + 1] == 0x5F {
          lexNameHole(context, part)
          part = Part(start: position, line: line, isHead: false)
          continue
        }
        position += 1
      case Byte.hash where context.holes == .ruby && bytes[position + 1] == Byte.openBrace:
        beginHole(context, part, .openBrace, 0x7D, 2)
        return
      case context.opener where context.opener != 0:
        context.nesting += 1
        position += 1
      default:
        position += 1
      }
    }
    finish(context, part)
  }

  /// Goes over a backslash and what it escapes.
  private mutating func skipEscape() {
    position += 1
    if bytes[position] == 0x0D, bytes[position + 1] == 0x0A { position += 1 }
    if bytes[position] == 0x0A { line &+= 1 }
    position += 1
  }

  private func closes(_ context: TemplateContext) -> Bool {
    for offset in 1..<max(context.quotes, 1) where bytes[position + offset] != context.quote {
      return false
    }
    if context.holes != .csharp {
      for offset in 0..<context.signs where bytes[position + context.quotes + offset] != Byte.hash {
        return false
      }
    }
    return true
  }

  private func opensSwiftHole(_ context: TemplateContext) -> Bool {
    for offset in 0..<context.signs where bytes[position + 1 + offset] != Byte.hash { return false }
    return bytes[position + 1 + context.signs] == 0x28
  }

  /// Ends the string here.
  private mutating func finish(
    _ context: TemplateContext, _ part: Part
  ) {
    position = min(position, bytes.count)
    append(
      part.isHead ? .string : .templateTail, from: part.start, to: position, line: part.line,
      flags: context.flags)
  }

  /// Ends a string that its line leaves open, with those that it is nested in on the same line.
  private mutating func abandon(
    _ context: TemplateContext, _ part: Part
  ) {
    finish(context, part)
    while let hole = holes.last, brackets[hole].context.endsAtLine {
      while brackets.count > hole { _ = popBracket() }
      append(.templateTail, from: position, to: position)
    }
  }

  private mutating func beginHole(
    _ context: TemplateContext, _ part: Part,
    _ symbol: Symbol, _ closer: UInt8, _ width: Int
  ) {
    append(
      part.isHead ? .templateHead : .templateMiddle, from: part.start, to: position,
      line: part.line, flags: context.flags)
    openBracket(symbol, closer: closer, width: width, flags: .hole, context: context)
  }

  /// Reads a brace in a Python or C# string. Gives whether it began a hole.
  private mutating func lexBraceHole(
    _ context: TemplateContext, _ part: Part
  ) -> Bool {
    let needed = context.holes == .csharp ? max(context.signs, 1) : 1
    if needed == 1, bytes[position + 1] == Byte.openBrace, context.formats == 0 {
      position += 2
      return false
    }
    var braces = 0
    while bytes[position + braces] == Byte.openBrace, braces < needed { braces += 1 }
    guard braces == needed else {
      position += braces
      return false
    }
    beginHole(context, part, .openBrace, 0x7D, needed)
    return true
  }

  /// Reads `$name` in a string: a hole around a name.
  private mutating func lexNameHole(
    _ context: TemplateContext, _ part: Part
  ) {
    beginHole(context, part, .openBrace, 0x7D, language == .php ? 0 : 1)
    var end = position + 1
    while Byte.isIdentifier(bytes[end]), bytes[end] != 0x24 { end += 1 }
    append(.name, from: position, to: end)
    position = end
    _ = closeBracket(.closeBrace, 0x7D, width: 0)
  }
}
