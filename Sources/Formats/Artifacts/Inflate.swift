/// Decompresses DEFLATE (RFC 1951), up to a bound.
struct Inflate {
  private var cursor: ByteCursor
  private var bits: UInt32 = 0
  private var bitCount: UInt32 = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// The first `limit` bytes that the data from `offset` on expands to, and whether that is all.
  ///
  /// Data cut off or damaged gives what came before where `tolerant`, an error otherwise.
  static func prefix(
    of source: any ByteSource, from offset: Int, limit: Int, tolerant: Bool = false
  ) throws(ArtifactError) -> (bytes: [UInt8], isWhole: Bool) {
    var inflate = Inflate(
      cursor: ByteCursor(source, from: offset), limit: limit)
    do {
      return (inflate.output, try inflate.run()).1
        ? (inflate.output, true) : (inflate.output, false)
    } catch {
      guard tolerant, !inflate.output.isEmpty else { throw error }
      return (inflate.output, false)
    }
  }

  private init(cursor: ByteCursor, limit: Int) {
    self.cursor = cursor
    self.limit = limit
  }

  /// Whether the end was reached before the limit.
  private mutating func run() throws(ArtifactError) -> Bool {
    while true {
      let isLast = try take(1) == 1
      let isWhole =
        switch try take(2) {
        case 0: try stored()
        case 1: try block(.fixedLiterals, .fixedDistances)
        case 2: try dynamic()
        default: throw .malformed("compressed data of an unknown kind")
        }
      if !isWhole { return false }
      if isLast { return true }
    }
  }

  private mutating func stored() throws(ArtifactError) -> Bool {
    bits = 0
    bitCount = 0
    let count = Int(try cursor.integer(UInt16.self))
    guard try cursor.integer(UInt16.self) == ~UInt16(count) else {
      throw .malformed("a compressed block whose length contradicts itself")
    }
    output += try cursor.bytes(min(count, limit - output.count))
    return output.count < limit
  }

  private mutating func dynamic() throws(ArtifactError) -> Bool {
    let literalCount = Int(try take(5)) + 257
    let distanceCount = Int(try take(5)) + 1
    let lengthCount = Int(try take(4)) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<lengthCount {
      lengths[HuffmanTable.lengthOrder[index]] = UInt8(try take(3))
    }
    let table = try HuffmanTable(lengths)
    lengths = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try decode(table)
      switch symbol {
      case 0..<16: lengths.append(UInt8(symbol))
      case 16:
        guard let last = lengths.last else { throw .malformed("nothing to repeat") }
        lengths += [UInt8](repeating: last, count: 3 + Int(try take(2)))
      case 17: lengths += [UInt8](repeating: 0, count: 3 + Int(try take(3)))
      default: lengths += [UInt8](repeating: 0, count: 11 + Int(try take(7)))
      }
    }
    guard lengths.count == literalCount + distanceCount else {
      throw .malformed("too many code lengths")
    }
    return try block(
      HuffmanTable(lengths[..<literalCount]), HuffmanTable(lengths[literalCount...]))
  }

  private mutating func block(
    _ literals: HuffmanTable, _ distances: HuffmanTable
  ) throws(ArtifactError) -> Bool {
    while true {
      guard output.count < limit else { return false }
      let symbol = try decode(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return true }
      guard symbol < 286 else { throw .malformed("an unknown length code") }
      let (lengthBase, lengthBits) = HuffmanTable.length(of: symbol - 257)
      let length = lengthBase + Int(try take(lengthBits))
      let code = try decode(distances)
      guard code < 30 else { throw .malformed("an unknown distance code") }
      let (distanceBase, distanceBits) = HuffmanTable.distance(of: code)
      let distance = distanceBase + Int(try take(distanceBits))
      guard distance <= output.count else { throw .malformed("a distance before the start") }
      for _ in 0..<min(length, limit - output.count) {
        output.append(output[output.count - distance])
      }
    }
  }

  private mutating func take(_ count: UInt32) throws(ArtifactError) -> UInt32 {
    while bitCount < count {
      bits |= UInt32(try cursor.byte()) << bitCount
      bitCount += 8
    }
    defer {
      bits >>= count
      bitCount -= count
    }
    return bits & ((1 << count) - 1)
  }

  private mutating func decode(_ table: HuffmanTable) throws(ArtifactError) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code |= Int(try take(1))
      let count = Int(table.counts[length])
      if code - count < first { return Int(table.symbols[index + code - first]) }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw .malformed("an unknown compression code")
  }
}

/// A canonical Huffman code: how many codes have each length, and their symbols in order.
struct HuffmanTable {
  static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  fileprivate var counts = [UInt16](repeating: 0, count: 16)
  fileprivate var symbols: [UInt16]

  init(_ lengths: some Collection<UInt8>) throws(ArtifactError) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1...15 {
      left = left << 1 - Int(counts[length])
      guard left >= 0 else { throw .malformed("compression codes that overlap") }
    }
    var offsets = [Int](repeating: 0, count: 17)
    for length in 1...15 { offsets[length + 1] = offsets[length] + Int(counts[length]) }
    symbols = [UInt16](repeating: 0, count: offsets[16])
    for (symbol, length) in lengths.enumerated() where length != 0 {
      symbols[offsets[Int(length)]] = UInt16(symbol)
      offsets[Int(length)] += 1
    }
  }

  private init(fixed lengths: [UInt8]) { self = (try? HuffmanTable(lengths)) ?? HuffmanTable() }

  private init() { symbols = [] }

  static let fixedLiterals = HuffmanTable(
    fixed: [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  static let fixedDistances = HuffmanTable(fixed: [UInt8](repeating: 5, count: 30))

  /// Base and extra bits of a length code, 0 to 28.
  static func length(of code: Int) -> (Int, UInt32) {
    if code < 8 { return (code + 3, 0) }
    if code == 28 { return (258, 0) }
    let extra = (code - 4) / 4
    return ((4 + code % 4) << extra + 3, UInt32(extra))
  }

  /// Base and extra bits of a distance code, 0 to 29.
  static func distance(of code: Int) -> (Int, UInt32) {
    if code < 4 { return (code + 1, 0) }
    let extra = (code - 2) / 2
    return ((2 + code % 2) << extra + 1, UInt32(extra))
  }
}
