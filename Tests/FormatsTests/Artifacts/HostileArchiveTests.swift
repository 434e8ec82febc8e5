import Formats
import Testing

@Suite("Hostile model archives") struct HostileArchiveTests {
  /// A zip archive, written field by field so that it may lie.
  private struct Archive {
    var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt64 = 0

    private static func number(_ value: UInt64, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    mutating func add(
      _ name: String, _ content: [UInt8], method: UInt64 = 0, size: Int? = nil, offset: Int? = nil
    ) {
      let start = offset ?? bytes.count
      let sizes =
        Self.number(UInt64(content.count), 4) + Self.number(UInt64(size ?? content.count), 4)
      let common =
        Self.number(0, 2) + Self.number(method, 2) + [UInt8](repeating: 0, count: 8) + sizes
        + Self.number(UInt64(name.utf8.count), 2)
      if offset == nil {
        bytes += [0x50, 0x4B, 3, 4, 20, 0] + common + [0, 0] + Array(name.utf8) + content
      }
      directory +=
        [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common + [UInt8](repeating: 0, count: 12)
        + Self.number(UInt64(start), 4) + Array(name.utf8)
      count += 1
    }

    func finished(claiming claim: UInt64? = nil) -> [UInt8] {
      let entries = Self.number(min(claim ?? count, 0xFFFF), 2)
      return bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + entries + entries
        + Self.number(UInt64(directory.count), 4) + Self.number(UInt64(bytes.count), 4) + [0, 0]
    }
  }

  private let pickle: [UInt8] = [0x80, 0x02, 0x7D, 0x2E]

  private func torch() -> Archive {
    var archive = Archive()
    archive.add("a/data.pkl", pickle)
    archive.add("a/version", Array("3\n".utf8))
    return archive
  }

  private func read(_ bytes: [UInt8]) throws -> ArtifactHeader? {
    try ArtifactRecognition(announced: [.pytorch]).read(BufferedBytes(bytes))
  }

  @Test("an honest archive has no fault") func honest() throws {
    let seen = try #require(try read(torch().finished()))
    #expect(seen.format == .pytorch)
    #expect(seen.fault == nil)
  }

  @Test("members that share bytes are malformed, and still read") func overlapping() throws {
    var archive = torch()
    archive.add("a/data/0", pickle, offset: 0)
    let seen = try #require(try read(archive.finished()))
    #expect(seen.fault == .malformed("zip members that overlap"))
    #expect(seen.version == "3")
  }

  @Test("a directory of fewer members than it claims is malformed") func fewerMembers() throws {
    let seen = try #require(try read(torch().finished(claiming: 60_000)))
    #expect(seen.fault == .malformed("a zip directory of fewer than its 60000 members"))
  }

  @Test("a million members are refused without being read") func manyMembers() throws {
    var archive = torch()
    // The wide record states the number; the directory need not hold them.
    let wide: [UInt8] = [0x50, 0x4B, 6, 6] + [UInt8](repeating: 0, count: 28)
    let million: [UInt8] = [0x40, 0x42, 0x0F, 0, 0, 0, 0, 0]
    let start = archive.bytes.count
    archive.bytes += [UInt8](wide.prefix(24)) + million + million + [UInt8](repeating: 0, count: 16)
    archive.bytes += [0x50, 0x4B, 6, 7, 0, 0, 0, 0]
    archive.bytes += (0..<8).map { UInt8(truncatingIfNeeded: start >> (8 * $0)) } + [1, 0, 0, 0]
    let end: [UInt8] =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 12) + [0, 0]
    let seen = try #require(try read(archive.bytes + end))
    #expect(seen.fault == .limit("a zip archive of 1000000 members, more than 262144"))
  }

  @Test("a member that expands a thousandfold is read up to a bound") func bomb() throws {
    // DEFLATE: one literal zero, then matches of 258 zeros at distance 1, by fixed codes.
    var bits: [Bool] = [true, true, false]
    func code(_ value: Int, _ count: Int) -> [Bool] {
      (0..<count).reversed().map { value >> $0 & 1 == 1 }
    }
    bits += code(0x30, 8)
    for _ in 0..<200_000 { bits += code(0xC5, 8) + code(0, 5) }
    bits += code(0, 7)
    var packed = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() where bit { packed[index / 8] |= 1 << UInt8(index % 8) }
    var archive = Archive()
    archive.add("a/data.pkl", packed, method: 8, size: 51_600_001)
    archive.add("a/version", Array("3\n".utf8))
    let seen = try #require(try read(archive.finished()))
    #expect(seen.format == .pytorch)
    #expect(seen.fault != nil)
  }

  @Test("a plain archive is no model, however its members are called") func plain() throws {
    var archive = Archive()
    archive.add("deep/er/data.pkl", pickle)
    archive.add("data.pkl.txt", pickle)
    archive.add("config.json", Array("{}".utf8))
    #expect(try read(archive.finished()) == nil)
  }
}
