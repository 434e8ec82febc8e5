/// Reads JSON forward from a source of any size, keeping nothing but what is asked for.
///
/// Values that are skipped are looked at only as far as needed to find their end.
struct JSONStream {
  private static let windowSize = 256 << 10

  private let source: any ByteSource
  private var window: [UInt8] = []
  private var index = 0
  private var windowStart = 0
  private var isAtEnd = false
  /// Why the source could not be read further.
  private(set) var failure: String?
  /// Line of the next byte, counted from 1.
  private(set) var line = 1

  init(_ source: any ByteSource) { self.source = source }

  /// Offset of the next byte in the source.
  var offset: Int { windowStart + index }

  /// The next byte; nil at the end.
  mutating func peek() -> UInt8? {
    if index < window.count { return window[index] }
    guard !isAtEnd else { return nil }
    windowStart += window.count
    index = 0
    do {
      window = try source.read(at: windowStart, count: Self.windowSize)
    } catch {
      window = []
      if case .unreadable(let reason) = error { failure = reason } else { failure = "\(error)" }
    }
    isAtEnd = window.count < Self.windowSize
    return window.first
  }

  /// The next byte that is no white space.
  mutating func peekToken() -> UInt8? {
    while let byte = peek() {
      switch byte {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x0A:
        index += 1
        line += 1
      default: return byte
      }
    }
    return nil
  }

  /// Passes a byte order mark.
  mutating func skipMark() {
    guard peek() == 0xEF, window.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    index = 3
  }

  mutating func take(_ byte: UInt8, _ place: String) throws(DocumentError) {
    guard peekToken() == byte else { throw unexpected(place) }
    index += 1
  }

  /// Passes the byte if it is the next one.
  mutating func takes(_ byte: UInt8) -> Bool {
    guard peekToken() == byte else { return false }
    index += 1
    return true
  }

  /// Reads the string that follows into a text.
  mutating func string(into text: inout LocatedText) throws(DocumentError) {
    try take(Byte.quote, "where a string belongs")
    while let byte = peek() {
      let start = offset
      index += 1
      switch byte {
      case Byte.quote: return
      case Byte.backslash: try escape(into: &text, at: start)
      case 0x0A: throw .syntax(line: line, "string without an end")
      default: text.append(byte, at: start)
      }
    }
    throw failed("string without an end")
  }

  /// The string that follows, cut off where it is long.
  mutating func string() throws(DocumentError) -> String {
    var text = LocatedText(limit: 256)
    try string(into: &text)
    return text.text
  }

  /// Passes the value that follows, however deep it is.
  mutating func skipValue() throws(DocumentError) {
    var depth = 0
    repeat {
      guard let byte = peekToken() else { throw unexpected("where a value belongs") }
      switch byte {
      case Byte.quote: try skipString()
      case Byte.openBrace, Byte.openBracket:
        depth += 1
        index += 1
      case Byte.closeBrace, Byte.closeBracket:
        guard depth > 0 else { throw unexpected("where a value belongs") }
        depth -= 1
        index += 1
      case Byte.comma, Byte.colon:
        guard depth > 0 else { throw unexpected("where a value belongs") }
        index += 1
      default: try skipScalar()
      }
    } while depth > 0
  }

  private mutating func skipString() throws(DocumentError) {
    index += 1
    while peek() != nil {
      let found = window.withUnsafeBufferPointer { bytes in
        var index = index
        while index < bytes.count {
          let byte = bytes[index]
          if byte == Byte.quote || byte == Byte.backslash || byte == 0x0A { break }
          index &+= 1
        }
        return index
      }
      index = found
      guard found < window.count else { continue }
      let byte = window[found]
      if byte == 0x0A { throw .syntax(line: line, "string without an end") }
      index += 1
      if byte == Byte.quote { return }
      if peek() != nil { index += 1 }
    }
    throw failed("string without an end")
  }

  /// A number or a word, `NaN` among them.
  private mutating func skipScalar() throws(DocumentError) {
    let start = offset
    while let byte = peek(),
      Byte.isIdentifier(byte) || byte == Byte.minus || byte == Byte.plus
        || byte == Byte.dot
    {
      index += 1
    }
    guard offset > start else { throw unexpected("where a value belongs") }
  }

  private mutating func escape(
    into text: inout LocatedText, at start: Int
  ) throws(DocumentError) {
    guard let byte = peek() else { throw failed("string without an end") }
    index += 1
    switch byte {
    case Byte.quote, Byte.backslash, Byte.slash: text.append(byte, at: start)
    case 0x62: text.append(0x08, at: start)
    case 0x66: text.append(0x0C, at: start)
    case 0x6E: text.append(0x0A, at: start)
    case 0x72: text.append(0x0D, at: start)
    case 0x74: text.append(0x09, at: start)
    case 0x75: try unicodeEscape(into: &text, at: start)
    default: throw .syntax(line: line, "unknown escape in a string")
    }
  }

  /// What follows `\u`; half a surrogate pair becomes U+FFFD.
  private mutating func unicodeEscape(
    into text: inout LocatedText, at start: Int
  ) throws(DocumentError) {
    var unit = try hexadecimal()
    while (0xD800..<0xDC00).contains(unit), peek() == Byte.backslash {
      index += 1
      guard peek() == 0x75 else {
        text.append("\u{FFFD}", at: start)
        return try escape(into: &text, at: start)
      }
      index += 1
      let low = try hexadecimal()
      if (0xDC00..<0xE000).contains(low) {
        let value = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        return text.append(UnicodeScalar(value) ?? "\u{FFFD}", at: start)
      }
      text.append("\u{FFFD}", at: start)
      unit = low
    }
    text.append(UnicodeScalar(unit) ?? "\u{FFFD}", at: start)
  }

  private mutating func hexadecimal() throws(DocumentError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Byte.hexadecimal(byte) else {
        throw failed("escape without its hexadecimal digits")
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  private func failed(_ message: String) -> DocumentError {
    .syntax(line: line, failure ?? message)
  }

  mutating func unexpected(_ place: String) -> DocumentError {
    guard let byte = peekToken() else { return failed("ends too early") }
    let shown = byte > 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
    return .syntax(line: line, "unexpected \(shown) \(place)")
  }
}
