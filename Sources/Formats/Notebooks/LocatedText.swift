/// A text put together from strings of a file, with where each of its lines starts there.
struct LocatedText {
  private(set) var bytes: [UInt8] = []
  private(set) var lineOffsets: [Int] = []
  /// Where its last byte ends in the file.
  private(set) var end = 0
  private var startsLine = true
  /// Bytes beyond which nothing is kept.
  let limit: Int
  private(set) var isCut = false

  init(limit: Int) { self.limit = limit }

  mutating func append(_ byte: UInt8, at offset: Int) {
    guard bytes.count < limit else {
      isCut = true
      return
    }
    if startsLine { lineOffsets.append(offset) }
    startsLine = byte == 0x0A
    end = offset + 1
    bytes.append(byte)
  }

  mutating func append(_ scalar: UnicodeScalar, at offset: Int) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte, at: offset) }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
