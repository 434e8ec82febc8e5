extension SourceLanguage {
  /// Whether letters before a quote belong to the string.
  var hasPrefixedStrings: Bool {
    switch self {
    case .rust, .scala, .dart, .csharp: true
    default: false
    }
  }
}

extension Lexer {
  /// Reads what begins with a quote.
  mutating func lexQuoted(_ quote: UInt8) {
    if quote == 0x60 { return lexBackquoted() }
    if quote == Byte.apostrophe, !hasApostropheStrings { return lexCharacter() }
    var context = TemplateContext(quote: quote, endsAtLine: language != .php && language != .rust)
    let isTripled = bytes[position + 1] == quote && bytes[position + 2] == quote
    switch language {
    case .java, .kotlin, .scala, .swift, .dart:
      if isTripled {
        (context.quotes, context.endsAtLine) = (3, false)
        context.flags.insert(.multiline)
      }
      if language == .kotlin || language == .scala, isTripled {
        context.isRaw = true
        context.flags.insert(.raw)
      }
      if language == .kotlin || language == .dart { context.holes = .dollar }
      if language == .swift { context.holes = .swift }
    case .csharp where isTripled:
      return lexRawCSharpString(from: position, at: position, dollars: 0)
    case .php where quote == Byte.quote: context.holes = .php
    case .php: context.flags.insert(.raw)
    default: break
    }
    lexString(from: position, body: position + context.quotes, context)
  }

  private var hasApostropheStrings: Bool {
    language.isScript || language == .php || language == .dart
  }

  private mutating func lexBackquoted() {
    switch language {
    case .javascript, .typescript, .tsx:
      lexString(from: position, body: position + 1, TemplateContext(holes: .script, quote: 0x60))
    case .go:
      let context = TemplateContext(quote: 0x60, isRaw: true, flags: .raw)
      lexString(from: position, body: position + 1, context)
    default:
      var end = position + 1
      while end < bytes.count, bytes[end] != 0x60, bytes[end] != 0x0A { end += 1 }
      end = bytes[end] == 0x60 ? end + 1 : end
      append(.name, from: position, to: min(end, bytes.count))
      steps += end - position
      position = min(end, bytes.count)
    }
  }

  /// Reads a character, a Rust lifetime or a Scala symbol.
  private mutating func lexCharacter() {
    let next = bytes[position + 1]
    if next == Byte.backslash {
      lexString(
        from: position, body: position + 1,
        TemplateContext(quote: Byte.apostrophe, endsAtLine: true))
      return
    }
    var end = position + 2
    while bytes[end] & 0xC0 == 0x80 { end += 1 }
    if bytes[end] == Byte.apostrophe {
      append(.string, from: position, to: end + 1)
      position = end + 1
    } else {
      append(.sign, from: position, to: position + 1)
      position += 1
      // A lifetime's name is no operand.
      if language == .rust { while Byte.isIdentifier(bytes[position]) { position += 1 } }
    }
    steps += 2
  }

  /// Reads a string with letters before its quote, if one stands here.
  mutating func lexPrefixedString() -> Bool {
    let start = position
    switch language {
    case .csharp: return lexVerbatim()
    case .dart:
      let quote = bytes[start + 1]
      guard bytes[start] == 0x72, quote == Byte.quote || quote == Byte.apostrophe else {
        return false
      }
      var context = TemplateContext(quote: quote, isRaw: true, endsAtLine: true, flags: .raw)
      if bytes[start + 2] == quote, bytes[start + 3] == quote {
        (context.quotes, context.endsAtLine) = (3, false)
      }
      lexString(from: start, body: start + 1 + context.quotes, context)
      return true
    case .rust: return lexRustString()
    default:
      var index = start
      while index - start < 24, Byte.isIdentifier(bytes[index]) { index += 1 }
      guard bytes[index] == Byte.quote else { return false }
      var context = TemplateContext(holes: .dollar, quote: Byte.quote, endsAtLine: true)
      if bytes[index + 1] == Byte.quote, bytes[index + 2] == Byte.quote {
        (context.quotes, context.endsAtLine, context.isRaw) = (3, false, true)
        context.flags = [.raw, .multiline]
      }
      lexString(from: start, body: index + context.quotes, context)
      return true
    }
  }

  private mutating func lexRustString() -> Bool {
    let start = position
    var index = start
    while index - start < 2, bytes[index] == 0x62 || bytes[index] == 0x72 || bytes[index] == 0x63 {
      index += 1
    }
    guard index > start else { return false }
    var context = TemplateContext(quote: Byte.quote)
    if bytes[start] == 0x62 { context.flags.insert(.bytes) }
    if bytes[index - 1] == 0x72 {
      context.isRaw = true
      context.flags.insert(.raw)
      while bytes[index] == Byte.hash {
        context.signs += 1
        index += 1
      }
    }
    guard bytes[index] == Byte.quote else { return false }
    lexString(from: start, body: index + 1, context)
    return true
  }

  /// Reads a Swift string between number signs, if one stands here.
  mutating func lexRawSwiftString() -> Bool {
    var index = position
    while bytes[index] == Byte.hash { index += 1 }
    guard bytes[index] == Byte.quote else { return false }
    var context = TemplateContext(
      holes: .swift, quote: Byte.quote, signs: index - position, isRaw: true, endsAtLine: true,
      flags: .raw)
    if bytes[index + 1] == Byte.quote, bytes[index + 2] == Byte.quote {
      (context.quotes, context.endsAtLine) = (3, false)
      context.flags.insert(.multiline)
    }
    lexString(from: position, body: index + context.quotes, context)
    return true
  }

  /// Reads a C# string that begins with `@` or `$`, if one stands here.
  mutating func lexVerbatim() -> Bool {
    var index = position
    var (dollars, isVerbatim) = (0, false)
    while bytes[index] == 0x24 || bytes[index] == 0x40 {
      if bytes[index] == 0x24 { dollars += 1 } else { isVerbatim = true }
      index += 1
    }
    guard index > position, bytes[index] == Byte.quote else { return false }
    if !isVerbatim, bytes[index + 1] == Byte.quote, bytes[index + 2] == Byte.quote {
      lexRawCSharpString(from: position, at: index, dollars: dollars)
      return true
    }
    let context = TemplateContext(
      holes: dollars > 0 ? .csharp : .none, quote: Byte.quote, signs: dollars, isRaw: isVerbatim,
      doublesQuotes: isVerbatim, endsAtLine: !isVerbatim, flags: isVerbatim ? .raw : [])
    lexString(from: position, body: index + 1, context)
    return true
  }

  private mutating func lexRawCSharpString(from start: Int, at quote: Int, dollars: Int) {
    var index = quote
    while bytes[index] == Byte.quote { index += 1 }
    let context = TemplateContext(
      holes: dollars > 0 ? .csharp : .none, quote: Byte.quote, quotes: index - quote,
      signs: dollars, isRaw: true, flags: [.raw, .multiline])
    lexString(from: start, body: index, context)
  }
}
