/// A strict reader of JSON (RFC 8259) into values. A number without point or exponent that fits is whole.
struct ValueJSONReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(ValueJSONError) -> Value {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("text after the document") }
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ reason: String) -> ValueJSONError {
    ValueJSONError(reason: reason, offset: position)
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(ValueJSONError) -> Value {
    skipSpace()
    switch current {
    case UInt8(ascii: "{") where depth > ValueJSON.depthLimit,
      UInt8(ascii: "[") where depth > ValueJSON.depthLimit:
      throw error("nested too deeply")
    case UInt8(ascii: "{"): return try map(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw error("ends too early")
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: Value) throws(ValueJSONError) -> Value {
    guard bytes[position...].starts(with: word.utf8) else { throw error("not a value") }
    position += word.utf8.count
    return value
  }

  private mutating func list(depth: Int) throws(ValueJSONError) -> Value {
    position += 1
    var values: [Value] = []
    skipSpace()
    if take("]") { return .list([]) }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .list(values) }
      guard take(",") else { throw error("expected ',' or ']'") }
    }
  }

  private mutating func map(depth: Int) throws(ValueJSONError) -> Value {
    position += 1
    var entries: [String: Value] = [:]
    skipSpace()
    if take("}") { return .map([:]) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("expected a key") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw error("expected ':'") }
      entries[key] = try value(depth: depth + 1)
      skipSpace()
      if take("}") { return .map(entries) }
      guard take(",") else { throw error("expected ',' or '}'") }
    }
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func number() throws(ValueJSONError) -> Value {
    let start = position
    _ = take("-")
    let leadingZero = current == 0x30
    let count = digits()
    guard count > 0, !(leadingZero && count > 1) else { throw error("not a value") }
    var whole = true
    if take(".") {
      whole = false
      guard digits() > 0 else { throw error("expected a digit") }
    }
    if take("e") || take("E") {
      whole = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw error("expected a digit") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if whole, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw error("number out of range") }
    return .number(number)
  }

  private mutating func string() throws(ValueJSONError) -> String {
    position += 1
    var start = position
    var text: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text += bytes[start..<position]
        guard let valid = String(validating: text, as: UTF8.self) else {
          throw error("text that is not UTF-8")
        }
        position += 1
        return valid
      case UInt8(ascii: "\\"):
        text += bytes[start..<position]
        position += 1
        text += Array(String(Character(try escaped())).utf8)
        start = position
      case 0..<0x20: throw error("control character in a text")
      default: position += 1
      }
    }
    throw error("ends within a text")
  }

  private mutating func escaped() throws(ValueJSONError) -> Unicode.Scalar {
    guard let byte = current else { throw error("ends within a text") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw error("unknown escape")
    }
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800..<0xDC00).contains(unit), take("\\"), take("u") else {
      throw error("half of a surrogate pair")
    }
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    else { throw error("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimal() throws(ValueJSONError) -> UInt32 {
    guard bytes.count - position >= 4 else { throw error("ends within a text") }
    var unit: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error("expected a hexadecimal digit")
      }
      unit = unit << 4 | UInt32(digit)
    }
    position += 4
    return unit
  }
}
