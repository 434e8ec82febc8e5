/// Takes numbers and texts from bytes that may be damaged.
struct ByteReader {
  /// The bytes are not what was written.
  struct Damage: Error {}

  private let bytes: [UInt8]
  /// Where the next byte is taken from.
  private(set) var position: Int
  private let end: Int

  /// - Parameter range: within the bytes.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { position == end }

  mutating func byte() throws(Damage) -> UInt8 {
    guard position < end else { throw Damage() }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(Damage) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Damage()
  }

  mutating func signed() throws(Damage) -> Int {
    let folded = try number()
    return Int(Int64(bitPattern: (folded >> 1) ^ (0 &- (folded & 1))))
  }

  /// A count of things that take a byte or more each.
  mutating func count() throws(Damage) -> Int {
    guard let count = Int(exactly: try number()), count <= end - position else { throw Damage() }
    return count
  }

  /// A number in as many bytes as its type has.
  mutating func fixed<Number: FixedWidthInteger>(_: Number.Type) throws(Damage) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= end - position else { throw Damage() }
    defer { position += size }
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self))
    }
  }

  /// So many bytes.
  mutating func raw(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
    guard count >= 0, count <= end - position else { throw Damage() }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// Bytes with their count.
  mutating func counted() throws(Damage) -> ArraySlice<UInt8> { try raw(count()) }

  mutating func text() throws(Damage) -> String { String(decoding: try counted(), as: UTF8.self) }
}
