/// Values as compact JSON: keys sorted, whole numbers exact, doubles by their shortest digits, always
/// with a point or an exponent. The same value gives the same bytes, and reads back as itself.
public enum ValueJSON {
  /// Nesting beyond this is written as null and refused when read.
  static let depthLimit = 512

  public static func encode(_ value: Value) -> String {
    var bytes: [UInt8] = []
    encode(value, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the JSON of the value. Numbers that JSON cannot say (NaN, infinities) become null.
  public static func encode(_ value: Value, into bytes: inout [UInt8]) {
    write(value, into: &bytes, depth: 0)
  }

  /// Appends the text as a JSON string, quoted; slashes and text beyond ASCII stay as they are.
  public static func encode(text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      var start = 0
      for (index, byte) in text.enumerated() where mustEscape(byte) {
        bytes.append(contentsOf: text[start..<index])
        escape(byte, into: &bytes)
        start = index + 1
      }
      bytes.append(contentsOf: text[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }

  /// Reads one JSON document and nothing after it.
  public static func decode(_ text: String) throws(ValueJSONError) -> Value {
    try decode(Array(text.utf8))
  }

  /// Reads one JSON document and nothing after it. Of a key given twice the last holds.
  public static func decode(_ bytes: [UInt8]) throws(ValueJSONError) -> Value {
    var reader = ValueJSONReader(bytes)
    return try reader.document()
  }

  private static func write(_ value: Value, into bytes: inout [UInt8], depth: Int) {
    guard depth <= depthLimit else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value):
      bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
    case .text(let value): encode(text: value, into: &bytes)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(value, into: &bytes, depth: depth + 1)
      }
      bytes.append(UInt8(ascii: "]"))
    case .map(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        encode(text: entry.key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(entry.value, into: &bytes, depth: depth + 1)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

/// Why a text is not JSON, and at which byte.
public struct ValueJSONError: Error, Sendable, Hashable, CustomStringConvertible {
  public let reason: String
  public let offset: Int

  public var description: String { "\(reason) at byte \(offset)" }
}
