/// Reads forward through a range of a source, 64 KiB at a time.
struct ByteCursor {
  private static let windowSize = 1 << 16

  let source: any ByteSource
  private(set) var position: Int
  /// Where the range ends.
  let end: Int
  private var window: [UInt8] = []
  private var windowStart = 0

  init(_ source: any ByteSource) {
    self.source = source
    position = 0
    end = source.size
  }

  /// Reads a range, cut off at the end of the source.
  init(_ source: any ByteSource, _ range: Range<Int>) {
    self.source = source
    position = min(max(range.lowerBound, 0), source.size)
    end = max(position, min(range.upperBound, source.size))
  }

  /// Reads from an offset to the end of the source.
  init(_ source: any ByteSource, from offset: Int) {
    let start = min(max(offset, 0), source.size)
    self.init(source, start..<source.size)
  }

  var remaining: Int { end - position }
  var isAtEnd: Bool { position >= end }

  mutating func byte() throws(ArtifactError) -> UInt8 {
    let index = position - windowStart
    if index >= 0, index < window.count, position < end {
      position += 1
      return window[index]
    }
    try demand(1)
    try fill()
    position += 1
    return window[position - 1 - windowStart]
  }

  /// The bytes that follow; callers bound the count.
  mutating func bytes(_ count: Int) throws(ArtifactError) -> [UInt8] {
    try demand(count)
    let index = position - windowStart
    defer { position += count }
    if index >= 0, index + count <= window.count { return Array(window[index..<index + count]) }
    let bytes = try source.read(at: position, count: count)
    guard bytes.count == count else { throw .unreadable("the file changed while it was read") }
    return bytes
  }

  mutating func skip(_ count: Int) throws(ArtifactError) {
    try demand(count)
    position += count
  }

  mutating func seek(_ offset: Int) throws(ArtifactError) {
    guard offset >= 0 else { throw .malformed("an offset before the start") }
    guard offset <= end else { throw .truncated(expected: offset) }
    position = offset
  }

  mutating func integer<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type, bigEndian: Bool = false
  ) throws(ArtifactError) -> Number {
    let width = Number.bitWidth / 8
    var value: Number = 0
    for index in 0..<width {
      let byte = Number(truncatingIfNeeded: try byte())
      value |= byte << Number((bigEndian ? width - 1 - index : index) * 8)
    }
    return value
  }

  /// Bytes up to the separator, which is consumed but not given.
  mutating func line(
    limit: Int, separator: UInt8 = 0x0A
  ) throws(ArtifactError) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let byte = try byte()
      if byte == separator { return line }
      guard line.count < limit else { throw .malformed("a line longer than \(limit) bytes") }
      line.append(byte)
    }
  }

  private func demand(_ count: Int) throws(ArtifactError) {
    guard count >= 0 else { throw .malformed("a negative length") }
    guard count <= end - position else {
      let (needed, overflow) = position.addingReportingOverflow(count)
      throw overflow ? .malformed("a length beyond any file") : .truncated(expected: needed)
    }
  }

  private mutating func fill() throws(ArtifactError) {
    windowStart = position
    window = try source.read(at: position, count: min(Self.windowSize, end - position))
    guard !window.isEmpty else { throw .unreadable("the file changed while it was read") }
  }
}

extension ByteCursor {
  /// A length from the file as a number that fits; what does not is malformed.
  static func length(_ value: UInt64, _ what: String) throws(ArtifactError) -> Int {
    guard let length = Int(exactly: value), length < 1 << 56 else {
      throw .malformed("\(what) of \(value)")
    }
    return length
  }
}
