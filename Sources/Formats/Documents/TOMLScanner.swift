/// The words of TOML: keys, strings, numbers and dates.
struct TOMLScanner {
  let bytes: [UInt8]
  var index = 0
  var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 { index += 1 }
  }

  /// Passes over white space, line ends and comments.
  mutating func skipLines() throws(DocumentError) {
    while let byte = peek {
      switch byte {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x0A:
        index += 1
        line += 1
      case Byte.hash: skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while let byte = peek, byte != 0x0A { index += 1 }
  }

  mutating func expect(_ byte: UInt8) throws(DocumentError) {
    skipSpace()
    guard peek == byte else {
      throw unexpected("where '\(Character(UnicodeScalar(byte)))' belongs")
    }
    index += 1
  }

  /// The end of a statement: nothing but a comment may follow on its line.
  mutating func endLine() throws(DocumentError) {
    skipSpace()
    if peek == Byte.hash { skipComment() }
    if peek == 0x0D { index += 1 }
    guard let byte = peek else { return }
    guard byte == 0x0A else { throw unexpected("where the line ends") }
    index += 1
    line += 1
  }

  mutating func key() throws(DocumentError) -> String {
    if peek == Byte.quote || peek == Byte.apostrophe { return try string(allowsLines: false) }
    let start = index
    while let byte = peek, Self.isBare(byte) { index += 1 }
    guard index > start else { throw unexpected("where a key belongs") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  static func isBare(_ byte: UInt8) -> Bool {
    Byte.isLetter(byte) || Byte.isDigit(byte) || byte == 0x5F || byte == Byte.minus
  }

  mutating func string(allowsLines: Bool) throws(DocumentError) -> String {
    guard let quote = peek else { throw unexpected("where a string belongs") }
    let start = line
    if allowsLines, index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
      return try longString(quote: quote)
    }
    index += 1
    let first = index
    while let byte = peek, byte != quote, byte != 0x0A, byte != Byte.backslash { index += 1 }
    if peek == quote {
      index += 1
      return String(decoding: bytes[first..<(index - 1)], as: UTF8.self)
    }
    var text = Array(bytes[first..<index])
    while let byte = peek, byte != 0x0A {
      index += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      if byte == Byte.backslash, quote == Byte.quote {
        try escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    throw .syntax(line: start, "string without an end")
  }

  private mutating func longString(quote: UInt8) throws(DocumentError) -> String {
    let start = line
    index += 3
    if peek == 0x0D { index += 1 }
    if peek == 0x0A {
      index += 1
      line += 1
    }
    var text: [UInt8] = []
    while let byte = peek {
      if byte == quote, closes(quote) {
        index += 3
        // Up to two quotes may stand right before the closing three.
        for _ in 0..<2 where peek == quote {
          text.append(quote)
          index += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
      index += 1
      if byte == 0x0A { line += 1 }
      if byte == Byte.backslash, quote == Byte.quote {
        if isLineContinuation {
          while let space = peek, [0x20, 0x09, 0x0A, 0x0D].contains(space) {
            if space == 0x0A { line += 1 }
            index += 1
          }
        } else {
          try escape(into: &text)
        }
      } else if byte != 0x0D || peek != 0x0A {
        text.append(byte)
      }
    }
    throw .syntax(line: start, "string without an end")
  }

  private func closes(_ quote: UInt8) -> Bool {
    index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
  }

  /// Whether only white space stands between the index and the end of its line.
  private var isLineContinuation: Bool {
    var ahead = index
    while ahead < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[ahead]) { ahead += 1 }
    return ahead < bytes.count && bytes[ahead] == 0x0A
  }

  private mutating func escape(into text: inout [UInt8]) throws(DocumentError) {
    guard let byte = peek else { throw unexpected("in a string") }
    index += 1
    switch byte {
    case Byte.quote, Byte.backslash: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x65: text.append(0x1B)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75: try unicode(digits: 4, into: &text)
    case 0x55: try unicode(digits: 8, into: &text)
    default: throw .syntax(line: line, "unknown escape in a string")
    }
  }

  private mutating func unicode(digits: Int, into text: inout [UInt8]) throws(DocumentError) {
    var code: UInt32 = 0
    for _ in 0..<digits {
      guard let byte = peek, let digit = Byte.hexadecimal(byte) else {
        throw .syntax(line: line, "escape without its hexadecimal digits")
      }
      code = code << 4 | digit
      index += 1
    }
    guard let scalar = UnicodeScalar(code) else {
      throw .syntax(line: line, "escape that is no character")
    }
    text += String(Character(scalar)).utf8
  }

  func unexpected(_ place: String) -> DocumentError {
    guard let byte = peek else { return .syntax(line: line, "ends too early") }
    let shown = byte > 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
    return .syntax(line: line, "unexpected \(shown) \(place)")
  }
}
