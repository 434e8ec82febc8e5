import Estate

/// What is known of the files of a target since its last scan, read from one file: a row a file in the
/// order of the paths, then the paths, then the outcomes of those in which something was seen, then what
/// files mean together.
///
/// Only what a scan asks for is decoded: most rows are compared and no more.
struct OutcomeTable: Sendable {
  /// A row has a fixed size, so that it is found by its number.
  enum Row {
    static let identity = 0
    static let digest = 40
    static let bytes = 72
    static let pathEnd = 80
    static let outcomeEnd = 84
    static let repository = 88
    static let flags = 92
    static let size = 96
  }

  struct Flags: OptionSet {
    let rawValue: UInt32

    static let isBinary = Flags(rawValue: 1)
    static let hasDigest = Flags(rawValue: 2)
    /// Whether the same identity means the same content, see `FileIdentity.isSettled`.
    static let isSettled = Flags(rawValue: 4)
  }

  static let magic = Array("ISOBARFC".utf8)
  static let format: UInt32 = 2
  /// Largest file that is read or written: 1 GiB.
  static let sizeLimit = 1 << 30

  /// How many files are known.
  let count: Int
  let repositories: [RepositoryIdentity]
  let content: [UInt8]
  private let rows: Int
  private let paths: Int
  private let outcomes: Int
  private let outcomesEnd: Int
  /// What `LinkMemory` wrote down, by its digest.
  let links: [FileDigest: ArraySlice<UInt8>]

  /// Takes what `OutcomeTableBuilder` made; nil where any byte is not as it was written, or it was
  /// written for another basis.
  init?(_ content: [UInt8], basis: FileDigest) {
    let end = content.count - FileDigest.size
    guard end >= Self.magic.count, content.starts(with: Self.magic) else { return nil }
    var reader = ByteReader(content, in: Self.magic.count..<end)
    do throws(ByteReader.Damage) {
      guard try reader.fixed(UInt32.self) == Self.format,
        try reader.raw(FileDigest.size).elementsEqual(basis.bytes)
      else { return nil }
      let count = Int(try reader.fixed(UInt32.self))
      let pathBytes = Int(try reader.fixed(UInt32.self))
      let outcomeBytes = Int(try reader.fixed(UInt32.self))
      let linkBytes = Int(try reader.fixed(UInt32.self))
      repositories = try Self.repositories(&reader)
      // All are below 2^32, so that nothing overflows.
      outcomesEnd = end - linkBytes
      outcomes = outcomesEnd - outcomeBytes
      paths = outcomes - pathBytes
      rows = paths - count * Row.size
      guard rows == reader.position else { return nil }
      self.count = count
      links = try Self.links(ByteReader(content, in: outcomesEnd..<end))
    } catch {
      return nil
    }
    guard FileDigest(of: content[..<end]).bytes.elementsEqual(content[end...]) else {
      return nil
    }
    self.content = content
  }

  private static func repositories(
    _ reader: inout ByteReader
  ) throws(ByteReader.Damage) -> [RepositoryIdentity] {
    var repositories: [RepositoryIdentity] = []
    for _ in 0..<(try reader.count()) {
      let texts = (try reader.text(), try reader.text(), try reader.text())
      repositories.append(
        RepositoryIdentity(id: AssetID(trusted: texts.0), name: texts.1, folder: texts.2))
    }
    return repositories
  }

  private static func links(
    _ reader: consuming ByteReader
  ) throws(ByteReader.Damage) -> [FileDigest: ArraySlice<UInt8>] {
    var links: [FileDigest: ArraySlice<UInt8>] = [:]
    while !reader.isAtEnd {
      links[FileDigest(kept: try reader.raw(FileDigest.size))] = try reader.counted()
    }
    return links
  }

  func identity(of row: Int) -> FileIdentity {
    func number(_ position: Int) -> UInt64 { load(row, Row.identity + position * 8) }
    return FileIdentity(
      size: Int64(bitPattern: number(0)), modified: Int64(bitPattern: number(1)),
      changed: Int64(bitPattern: number(2)), inode: number(3), device: number(4))
  }

  /// Where the columns lie that do not depend on the rows before.
  func ownColumns(of row: Int) -> Range<Int> {
    let start = rows + row * Row.size
    return start..<start + Row.pathEnd
  }

  func flags(of row: Int) -> Flags { Flags(rawValue: load(row, Row.flags)) }

  /// Position of its repository among `repositories`, if the row is not damaged.
  func repository(of row: Int) -> Int { Int(load(row, Row.repository) as UInt32) }

  /// Bytes of the file that were looked at.
  func bytes(of row: Int) -> Int { Int(clamping: load(row, Row.bytes) as UInt64) }

  /// Digest of the content; nil where the file was not read whole.
  func digest(of row: Int) -> FileDigest? {
    guard flags(of: row).contains(.hasDigest) else { return nil }
    let start = rows + row * Row.size + Row.digest
    return FileDigest(kept: content[start..<start + FileDigest.size])
  }

  /// Where the path lies in `content`; empty where the row is damaged.
  func path(of row: Int) -> Range<Int> { range(row, Row.pathEnd, within: paths..<outcomes) }

  /// Where the outcome lies in `content`; empty where nothing was seen.
  func outcome(of row: Int) -> Range<Int> {
    range(row, Row.outcomeEnd, within: outcomes..<outcomesEnd)
  }

  /// From the end of the row before to that of this one.
  private func range(_ row: Int, _ column: Int, within bounds: Range<Int>) -> Range<Int> {
    let start = row == 0 ? 0 : Int(load(row - 1, column) as UInt32)
    let end = Int(load(row, column) as UInt32)
    guard start <= end, end <= bounds.count else { return 0..<0 }
    return bounds.lowerBound + start..<bounds.lowerBound + end
  }

  private func load<Number: FixedWidthInteger>(_ row: Int, _ column: Int) -> Number {
    precondition(row >= 0 && row < count)
    return content.withUnsafeBytes {
      Number(
        littleEndian: $0.loadUnaligned(
          fromByteOffset: rows + row * Row.size + column, as: Number.self))
    }
  }
}
