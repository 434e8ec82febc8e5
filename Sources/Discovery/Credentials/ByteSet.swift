/// A set of bytes.
struct ByteSet: Sendable, Hashable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  /// Reads characters and ranges as within the brackets of an expression: `A-Za-z0-9_-`.
  init?(ranges: String) {
    let bytes = Array(ranges.utf8)
    guard !bytes.isEmpty else { return nil }
    var index = 0
    while index < bytes.count {
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-") {
        guard bytes[index] <= bytes[index + 2] else { return nil }
        for byte in bytes[index]...bytes[index + 2] { insert(byte) }
        index += 3
      } else {
        insert(bytes[index])
        index += 1
      }
    }
  }

  static let alphanumeric = ByteSet(ranges: "A-Za-z0-9") ?? ByteSet()

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  func union(_ other: ByteSet) -> ByteSet {
    var result = self
    result.words.0 |= other.words.0
    result.words.1 |= other.words.1
    result.words.2 |= other.words.2
    result.words.3 |= other.words.3
    return result
  }

  /// The set as a class of an expression.
  var expression: String {
    let digits = Array("0123456789abcdef")
    let members = (0...255).filter { contains(UInt8($0)) }
    return "[" + members.map { "\\x\(digits[$0 >> 4])\(digits[$0 & 15])" }.joined() + "]"
  }

  static func == (left: ByteSet, right: ByteSet) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
