/// The central directory of a zip archive, zip64 included.
/// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
struct ZipDirectory {
  struct Entry: Sendable {
    let name: String
    let method: UInt16
    let compressedSize: Int
    let size: Int
    /// Where its local header stands.
    let offset: Int
  }

  private static let mostEntries = 1 << 18
  private static let largestDirectory = 32 << 20
  private static let entrySignature: UInt32 = 0x0201_4B50
  private static let localSignature: UInt32 = 0x0403_4B50
  private static let endSignature = Array("PK\u{05}\u{06}".utf8)

  let entries: [Entry]
  /// A rule of the format that the archive breaks, while it still can be read.
  let defect: String?
  private let source: any ByteSource

  static func matches(_ head: [UInt8]) -> Bool { head.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  init(_ source: any ByteSource) throws(ArtifactError) {
    self.source = source
    guard let end = try Self.endRecord(source) else {
      throw .truncated(expected: source.size + 22)
    }
    var (offset, size, count) = (Int(end.offset), Int(end.size), Int(end.count))
    if end.count == 0xFFFF || end.size == 0xFFFF_FFFF || end.offset == 0xFFFF_FFFF,
      let wide = try Self.wideEnd(source, before: end.position)
    {
      (offset, size, count) = wide
    }
    guard offset >= 0, size >= 0, offset <= source.size, size <= source.size - offset else {
      throw .malformed("a zip directory outside the archive")
    }
    guard size <= Self.largestDirectory else {
      throw .limit("a zip directory of \(size >> 20) MiB")
    }
    guard count <= Self.mostEntries else {
      throw .limit("a zip archive of \(count) members, more than \(Self.mostEntries)")
    }
    var cursor = ByteCursor(source, offset..<offset + size)
    var entries: [Entry] = []
    do {
      for _ in 0..<count { entries.append(try Self.entry(&cursor)) }
    } catch .truncated {
      throw .malformed("a zip directory of fewer than its \(count) members")
    }
    self.entries = entries
    defect = Self.defect(of: entries, before: offset)
  }

  /// What members break: two that share bytes, or one that lies outside the archive.
  private static func defect(of entries: [Entry], before directory: Int) -> String? {
    var free = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      let least = entry.offset + 30 + entry.name.utf8.count
      guard entry.offset >= free else { return "zip members that overlap" }
      guard least <= directory, entry.compressedSize <= directory - least else {
        return "a zip member outside the archive"
      }
      free = least + entry.compressedSize
    }
    return nil
  }

  private static func endRecord(
    _ source: any ByteSource
  ) throws(ArtifactError) -> (position: Int, count: UInt16, size: UInt32, offset: UInt32)? {
    for reach in [22, 22 + 0xFFFF] {
      let start = max(0, source.size - reach)
      let tail = try source.read(at: start, count: source.size - start)
      guard tail.count >= 22 else { return nil }
      for index in stride(from: tail.count - 22, through: 0, by: -1)
      where tail[index] == 0x50 && tail[index..<index + 4].elementsEqual(endSignature) {
        var cursor = ByteCursor(source, from: start + index)
        try cursor.skip(10)
        return (
          start + index, try cursor.integer(UInt16.self), try cursor.integer(UInt32.self),
          try cursor.integer(UInt32.self)
        )
      }
    }
    return nil
  }

  private static func wideEnd(
    _ source: any ByteSource, before end: Int
  ) throws(ArtifactError) -> (offset: Int, size: Int, count: Int)? {
    guard end >= 20 else { return nil }
    var locator = ByteCursor(source, end - 20..<end)
    guard try locator.integer(UInt32.self) == 0x0706_4B50 else { return nil }
    try locator.skip(4)
    let position = try ByteCursor.length(locator.integer(UInt64.self), "an offset")
    guard position <= end - 76 else { throw .malformed("a zip64 record outside the archive") }
    var cursor = ByteCursor(source, position..<end)
    guard try cursor.integer(UInt32.self) == 0x0606_4B50 else {
      throw .malformed("a zip64 record that is none")
    }
    try cursor.skip(28)
    let count = try ByteCursor.length(cursor.integer(UInt64.self), "a number of members")
    let size = try ByteCursor.length(cursor.integer(UInt64.self), "a directory size")
    let offset = try ByteCursor.length(cursor.integer(UInt64.self), "an offset")
    return (offset, size, count)
  }

  private static func entry(_ cursor: inout ByteCursor) throws(ArtifactError) -> Entry {
    guard try cursor.integer(UInt32.self) == entrySignature else {
      throw .malformed("a zip directory that ends early")
    }
    try cursor.skip(6)
    let method = try cursor.integer(UInt16.self)
    try cursor.skip(8)
    var compressed = UInt64(try cursor.integer(UInt32.self))
    var size = UInt64(try cursor.integer(UInt32.self))
    let nameLength = Int(try cursor.integer(UInt16.self))
    let extraLength = Int(try cursor.integer(UInt16.self))
    let commentLength = Int(try cursor.integer(UInt16.self))
    try cursor.skip(8)
    var offset = UInt64(try cursor.integer(UInt32.self))
    let name = String(decoding: try cursor.bytes(nameLength), as: UTF8.self)
    let extraEnd = cursor.position + extraLength
    while cursor.position + 4 <= extraEnd {
      let id = try cursor.integer(UInt16.self)
      let length = Int(try cursor.integer(UInt16.self))
      guard id == 1 else {
        try cursor.skip(min(length, extraEnd - cursor.position))
        continue
      }
      if size == 0xFFFF_FFFF { size = try cursor.integer(UInt64.self) }
      if compressed == 0xFFFF_FFFF { compressed = try cursor.integer(UInt64.self) }
      if offset == 0xFFFF_FFFF { offset = try cursor.integer(UInt64.self) }
      break
    }
    guard cursor.position <= extraEnd else { throw .malformed("a zip member's extra field") }
    try cursor.seek(extraEnd)
    try cursor.skip(commentLength)
    return Entry(
      name: name, method: method,
      compressedSize: try ByteCursor.length(compressed, "a member size"),
      size: try ByteCursor.length(size, "a member size"),
      offset: try ByteCursor.length(offset, "a member offset"))
  }
}

extension ZipDirectory {
  /// The bytes of a member, decompressed up to a limit.
  func open(_ entry: Entry, limit: Int = 16 << 20) throws(ArtifactError) -> any ByteSource {
    var cursor = ByteCursor(source)
    try cursor.seek(entry.offset)
    guard try cursor.integer(UInt32.self) == Self.localSignature else {
      throw .malformed("a zip member without its header")
    }
    try cursor.skip(22)
    let nameLength = Int(try cursor.integer(UInt16.self))
    let extraLength = Int(try cursor.integer(UInt16.self))
    try cursor.skip(nameLength + extraLength)
    let start = cursor.position
    switch entry.method {
    case 0: return ByteSlice(of: source, start..<start + entry.compressedSize)
    case 8:
      let compressed = ByteSlice(of: source, start..<start + entry.compressedSize)
      return BufferedBytes(try Inflate.prefix(of: compressed, from: 0, limit: limit).bytes)
    default: throw .limit("a zip member compressed by method \(entry.method)")
    }
  }

  /// The name of the first member, read without the directory; nil where there is none.
  static func firstName(_ head: [UInt8]) -> String? {
    guard matches(head), head.count > 30 else { return nil }
    let end = 30 + Int(head[26]) + Int(head[27]) << 8
    guard end <= head.count else { return nil }
    return String(decoding: head[30..<end], as: UTF8.self)
  }
}
