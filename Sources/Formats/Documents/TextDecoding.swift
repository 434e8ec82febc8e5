/// Brings text in the encodings that files come in to UTF-8.
public enum TextDecoding {
  /// The bytes as UTF-8 without a byte order mark. UTF-16 is known by its mark; text without a mark
  /// that is no UTF-8 is taken as Latin-1.
  public static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    let unmarked = withoutMark(bytes)
    if isUTF8(unmarked) { return unmarked }
    var converted: [UInt8] = []
    converted.reserveCapacity(unmarked.count + unmarked.count / 8)
    for byte in unmarked {
      if byte < 0x80 {
        converted.append(byte)
      } else {
        converted.append(0xC0 | byte >> 6)
        converted.append(0x80 | byte & 0x3F)
      }
    }
    return converted
  }

  /// The bytes as text, decoded as `utf8` does.
  public static func text(_ bytes: [UInt8]) -> String {
    String(decoding: utf8(bytes), as: UTF8.self)
  }

  /// The bytes without a byte order mark; UTF-16 with a mark becomes UTF-8. Anything else stays as it
  /// is, invalid sequences included.
  public static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xFF, 0xFE]) { return fromUTF16(bytes, low: 0, high: 1) }
    if bytes.starts(with: [0xFE, 0xFF]) { return fromUTF16(bytes, low: 1, high: 0) }
    return bytes
  }

  /// Whether all of it is valid UTF-8.
  public static func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      if buffer.allSatisfy({ $0 < 0x80 }) { return true }
      return String(validating: buffer, as: UTF8.self) != nil
    }
  }

  private static func fromUTF16(_ bytes: [UInt8], low: Int, high: Int) -> [UInt8] {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).lazy.map { index in
      UInt16(bytes[index + low]) | UInt16(bytes[index + high]) << 8
    }
    return Array(String(decoding: Array(units), as: UTF16.self).utf8)
  }
}
