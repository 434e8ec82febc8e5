/// A checksum within a secret that can be computed without a network.
enum TokenChecksum: String, Sendable {
  /// The last 6 characters are the CRC-32 of the 30 before them, in base 62.
  case crc32Base62 = "crc32-base62"

  func isRight(_ body: [UInt8]) -> Bool {
    guard body.count >= 36 else { return false }
    let sum = Self.crc32(body[body.count - 36..<body.count - 6])
    return Self.base62(sum).elementsEqual(body[(body.count - 6)...])
  }

  /// CRC-32 of IEEE 802.3.
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  /// Six digits, the most significant first.
  private static func base62(_ number: UInt32) -> [UInt8] {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    var rest = number
    var text = [UInt8](repeating: digits[0], count: 6)
    for index in text.indices.reversed() {
      text[index] = digits[Int(rest % 62)]
      rest /= 62
    }
    return text
  }
}
