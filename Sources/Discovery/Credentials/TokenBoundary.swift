/// Whether a secret begins and ends where it seems to, or is a piece of something longer.
enum TokenBoundary {
  static func isLeft(_ bytes: [UInt8], _ start: Int, of shape: TokenShape) -> Bool {
    guard start > 0 else { return true }
    let before = bytes[start - 1]
    switch shape.parts.first {
    case .run(let set, _):
      return !set.contains(before) && before != UInt8(ascii: "-") || endsEscape(bytes, start)
    case .text(let text) where text.contains(UInt8(ascii: "_")):
      return !isWord(before) || endsEscape(bytes, start)
    default:
      return !ByteSet.alphanumeric.contains(before) || endsEscape(bytes, start)
    }
  }

  static func isRight(_ bytes: [UInt8], _ end: Int, of shape: TokenShape) -> Bool {
    guard end < bytes.count else { return true }
    return !ByteSet.alphanumeric.contains(bytes[end]) && !shape.alphabet.contains(bytes[end])
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    ByteSet.alphanumeric.contains(byte) || byte == UInt8(ascii: "_")
  }

  /// Whether the letter before is the end of `\n`, `\u0022` or `%22`, hence no letter.
  private static func endsEscape(_ bytes: [UInt8], _ start: Int) -> Bool {
    func isHexadecimal(_ range: Range<Int>) -> Bool {
      bytes[range].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
    if start >= 2, bytes[start - 2] == UInt8(ascii: "\\") {
      return "nrtbfv".utf8.contains(bytes[start - 1])
    }
    if start >= 3, bytes[start - 3] == UInt8(ascii: "%") {
      return isHexadecimal(start - 2..<start)
    }
    return start >= 6 && bytes[start - 6] == UInt8(ascii: "\\")
      && bytes[start - 5] == UInt8(ascii: "u") && isHexadecimal(start - 4..<start)
  }
}
