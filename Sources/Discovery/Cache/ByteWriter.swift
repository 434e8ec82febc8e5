/// Puts numbers and texts one after another, as `ByteReader` takes them.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  /// A number in seven bits a byte, the lowest first.
  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func number(_ value: Int) { number(UInt64(bitPattern: Int64(value))) }

  /// A number that may be negative: small either way is short.
  mutating func signed(_ value: Int) {
    number(UInt64(bitPattern: Int64((value << 1) ^ (value >> (Int.bitWidth - 1)))))
  }

  /// A number in as many bytes as its type has.
  mutating func fixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  mutating func raw(_ more: some Collection<UInt8>) { bytes += more }

  /// Bytes with their count.
  mutating func counted(_ more: some Collection<UInt8>) {
    number(more.count)
    bytes += more
  }
}
