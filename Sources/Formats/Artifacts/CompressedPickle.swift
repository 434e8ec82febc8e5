/// A pickle that joblib compressed.
enum CompressedPickle {
  private static let limit = 16 << 20

  static func matches(_ head: [UInt8]) -> Bool { offset(head) != nil }

  /// Where the DEFLATE data starts behind a zlib or gzip header; nil for anything else.
  private static func offset(_ head: [UInt8]) -> Int? {
    guard head.count > 18 else { return nil }
    if head[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(head[1]) { return 2 }
    guard head.starts(with: [0x1F, 0x8B, 0x08]), head[3] & 0xE0 == 0 else { return nil }
    var index = 10
    if head[3] & 4 != 0 { index += 2 + Int(head[10]) + Int(head[11]) << 8 }
    for flag in [UInt8(8), 16] where head[3] & flag != 0 {
      guard index < head.count, let end = head[index...].firstIndex(of: 0) else { return nil }
      index = end + 1
    }
    if head[3] & 2 != 0 { index += 2 }
    return index < head.count ? index : nil
  }

  static func read(
    _ source: any ByteSource, head: [UInt8], isNamed: Bool, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    guard let offset = offset(head) else { throw .unrelated }
    let start: (bytes: [UInt8], isWhole: Bool)
    do {
      start = try Inflate.prefix(
        of: BufferedBytes(head), from: offset, limit: 4096, tolerant: true)
    } catch { throw .unrelated }
    guard PickleFile.matches(start.bytes) else { throw .unrelated }
    let (bytes, isWhole) = try Inflate.prefix(
      of: source, from: offset, limit: limit, tolerant: true)
    let isCut = !isWhole && bytes.count < limit
    do {
      try PickleFile.read(BufferedBytes(bytes), isNamed: isNamed, into: &header)
    } catch .truncated where !isWhole {
      if isCut { throw .truncated(expected: source.size + 1) }
      throw .limit("more than \(limit >> 20) MiB when decompressed")
    }
    if header.format == .pickle { header.format = .joblib }
    if isCut { throw .truncated(expected: source.size + 1) }
  }
}
