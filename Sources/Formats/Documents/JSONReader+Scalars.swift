extension JSONReader {
  /// The string that starts at the index; leaves the index after its closing quote.
  mutating func string(quote: UInt8) throws(DocumentError) -> String {
    index += 1
    let start = index
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte == quote {
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        index += 1
        return text
      }
      if byte == Byte.backslash || byte < 0x20 { break }
      index += 1
    }
    return try escapedString(quote: quote, start: start)
  }

  /// The rest of a string from its first escape on.
  private mutating func escapedString(
    quote: UInt8, start: Int
  ) throws(DocumentError) -> String {
    var unescaped = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case quote: return String(decoding: unescaped, as: UTF8.self)
      case Byte.backslash: try escape(into: &unescaped)
      case 0..<0x20:
        guard dialect != .strict, byte != 0x0A else {
          throw .syntax(line: currentLine, "control character in a string")
        }
        unescaped.append(byte)
      default: unescaped.append(byte)
      }
    }
    throw .syntax(line: line, "string without an end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(DocumentError) {
    guard let byte = peek else { throw .syntax(line: line, "string without an end") }
    index += 1
    switch byte {
    case Byte.quote, Byte.backslash, Byte.slash: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75: text += String(Character(try unicodeEscape())).utf8
    case 0x0A where dialect == .json5: currentLine += 1
    case 0x0D where dialect == .json5:
      if peek == 0x0A {
        index += 1
        currentLine += 1
      }
    case 0x76 where dialect == .json5: text.append(0x0B)
    case 0x30 where dialect == .json5: text.append(0)
    case 0x78 where dialect == .json5:
      let scalar = UnicodeScalar(try hexadecimal(digits: 2)) ?? "\u{FFFD}"
      text += String(Character(scalar)).utf8
    default:
      guard dialect == .json5 else {
        throw .syntax(line: currentLine, "unknown escape in a string")
      }
      text.append(byte)
    }
  }

  /// What follows `\u`; half a surrogate pair becomes U+FFFD.
  private mutating func unicodeEscape() throws(DocumentError) -> UnicodeScalar {
    let unit = try hexadecimal(digits: 4)
    guard (0xD800..<0xDC00).contains(unit) else { return UnicodeScalar(unit) ?? "\u{FFFD}" }
    guard index + 1 < bytes.count, bytes[index] == Byte.backslash, bytes[index + 1] == 0x75 else {
      return "\u{FFFD}"
    }
    let before = index
    index += 2
    let low = try hexadecimal(digits: 4)
    guard (0xDC00..<0xE000).contains(low) else {
      index = before
      return "\u{FFFD}"
    }
    return UnicodeScalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal(digits: Int) throws(DocumentError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let byte = peek, let digit = Byte.hexadecimal(byte) else {
        throw .syntax(line: currentLine, "escape without its hexadecimal digits")
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  /// The number at the index, by the grammar of the dialect.
  mutating func number() throws(DocumentError) -> Token {
    let start = index
    var negative = false
    if peek == Byte.minus || (peek == Byte.plus && dialect == .json5) {
      negative = peek == Byte.minus
      index += 1
    }
    if take("NaN") { return .number(.nan) }
    if take("Infinity") { return .number(negative ? -.infinity : .infinity) }
    if dialect == .json5, peek == Byte.zero, index + 1 < bytes.count,
      bytes[index + 1] | 0x20 == 0x78
    {
      return try hexadecimalNumber(negative: negative)
    }
    let whole = index
    var magnitude = 0
    var overflow = false
    while let byte = peek, Byte.isDigit(byte) {
      let (product, first) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, second) = product.addingReportingOverflow(Int(byte - Byte.zero))
      overflow = overflow || first || second
      magnitude = overflow ? magnitude : sum
      index += 1
    }
    let digits = index - whole
    guard digits > 0 || (dialect == .json5 && peek == Byte.dot) else {
      index = start
      throw unexpected("where a value belongs")
    }
    guard digits < 2 || bytes[whole] != Byte.zero else {
      throw .syntax(line: line, "number with a leading zero")
    }
    var fraction = 0
    var isWhole = true
    if peek == Byte.dot {
      isWhole = false
      index += 1
      fraction = skipDigits()
      guard fraction > 0 || (dialect == .json5 && digits > 0) else { throw badNumber }
    }
    if let byte = peek, byte | 0x20 == 0x65 {
      isWhole = false
      index += 1
      if peek == Byte.plus || peek == Byte.minus { index += 1 }
      guard skipDigits() > 0 else { throw badNumber }
    }
    if isWhole, !overflow { return .integer(negative ? -magnitude : magnitude) }
    var text = String(decoding: bytes[start..<index], as: UTF8.self)
    if text.hasPrefix("+") { text.removeFirst() }
    if text.hasSuffix(".") { text.removeLast() }
    // The smallest integer has no positive counterpart.
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text) else { throw badNumber }
    return .number(value)
  }

  private mutating func hexadecimalNumber(negative: Bool) throws(DocumentError) -> Token {
    index += 2
    let start = index
    while let byte = peek, Byte.hexadecimal(byte) != nil { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard let value = Int(text, radix: 16) else { throw badNumber }
    return .integer(negative ? -value : value)
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = peek, Byte.isDigit(byte) { index += 1 }
    return index - start
  }

  private var badNumber: DocumentError { .syntax(line: line, "malformed number") }
}
