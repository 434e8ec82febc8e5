import Estate
import TestSupport
import Testing

@testable import Discovery

@Suite struct OutcomeTableTests {
  private static let basis = FileDigest(of: Array("basis".utf8)[...])
  private static let repository = RepositoryIdentity(
    id: AssetID(.repository, "local", "x"), name: "x", folder: "")

  private static func identity(_ number: Int) -> FileIdentity {
    FileIdentity(
      size: Int64(number), modified: 7, changed: Int64(number) << 40, inode: .max, device: 3)
  }

  private static func content(_ count: Int = 20) throws -> [UInt8] {
    var builder = OutcomeTableBuilder(repositories: [repository])
    for number in 0..<count {
      builder.add(
        FilePath.root.appending("f\(number + 100)"),
        OutcomeTableBuilder.Entry(
          identity: identity(number),
          digest: number % 3 == 0 ? nil : FileDigest(of: [UInt8(number)][...]),
          isSettled: number % 2 == 0, repository: 0, isBinary: number % 5 == 0,
          bytes: number * 11),
        outcome: Array("outcome".utf8.prefix(number % 8)))
    }
    return try #require(builder.content(basis: basis))
  }

  private static func path(_ row: Int, _ table: OutcomeTable) -> String {
    String(decoding: table.content[table.path(of: row)], as: UTF8.self)
  }

  @Test func `a table gives back what was put in, also after rows were copied`() throws {
    let first = try #require(OutcomeTable(Self.content(), basis: Self.basis))
    var builder = OutcomeTableBuilder(repositories: first.repositories)
    for row in 0..<first.count where row != 3 { builder.copy(row, of: first, repository: 0) }
    let content = try #require(builder.content(basis: Self.basis))
    let copied = try #require(OutcomeTable(content, basis: Self.basis))
    for (table, numbers) in [(first, Array(0..<20)), (copied, (0..<20).filter { $0 != 3 })] {
      #expect(table.count == numbers.count)
      #expect(table.repositories == [Self.repository])
      for (row, number) in numbers.enumerated() {
        #expect(Self.path(row, table) == "f\(number + 100)")
        #expect(table.identity(of: row) == Self.identity(number))
        #expect(table.bytes(of: row) == number * 11)
        #expect((table.digest(of: row) == nil) == (number % 3 == 0))
        if let digest = table.digest(of: row) {
          #expect(digest == FileDigest(of: [UInt8(number)][...]))
        }
        #expect(table.flags(of: row).contains(.isSettled) == (number % 2 == 0))
        #expect(table.flags(of: row).contains(.isBinary) == (number % 5 == 0))
        #expect(
          table.content[table.outcome(of: row)].elementsEqual("outcome".utf8.prefix(number % 8)))
      }
    }
  }

  @Test func `whatever was cut off or changed, the table is as if it were not there`() throws {
    let content = try Self.content(4)
    for end in content.indices {
      #expect(OutcomeTable(Array(content[..<end]), basis: Self.basis) == nil)
    }
    for index in content.indices {
      var damaged = content
      damaged[index] ^= 0x10
      #expect(OutcomeTable(damaged, basis: Self.basis) == nil)
    }
    #expect(OutcomeTable(content + [0], basis: Self.basis) == nil)
    #expect(OutcomeTable(content, basis: FileDigest(of: [][...])) == nil)
    #expect(OutcomeTable(content, basis: Self.basis) != nil)
  }

  @Test(arguments: 0..<300)
  func `a table that was made up to do harm does none`(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    var content = try Self.content()
    content.removeLast(FileDigest.size)
    // What follows the magic number, the format and the basis.
    for _ in 0...Int.random(in: 0...8, using: &random) {
      let index = Int.random(in: 44..<content.count, using: &random)
      content[index] = [0, 1, 0x7F, 0xFF].randomElement(using: &random) ?? 0
    }
    content += FileDigest(of: content[...]).bytes
    guard let table = OutcomeTable(content, basis: Self.basis) else { return }
    let found = FileWalk.Result(
      files: (0..<20).map {
        FileWalk.File(
          path: FilePath.root.appending("f\($0 + 100)"), repository: 0,
          identity: Self.identity($0))
      },
      repositories: [
        GitRepository.Metadata(
          identity: Self.repository, commit: nil, host: nil, exclude: nil,
          tracked: nil)
      ])
    let plan = RereadPlan(found, table)
    var builder = OutcomeTableBuilder(repositories: [Self.repository])
    for row in plan.rows where row >= 0 {
      #expect(table.outcome(of: Int(row)).isEmpty)
      builder.copy(Int(row), of: table, repository: 0)
    }
    for row in plan.pending.compactMap(\.row) {
      let range = table.outcome(of: row)
      _ = try? OutcomeReader.outcome(
        from: ByteReader(table.content, in: range), path: "", source: "", detectors: ["one"])
      _ = (table.digest(of: row), table.bytes(of: row))
    }
    #expect(builder.content(basis: Self.basis) != nil)
  }

  @Test func `a file that changed within a tick of the scan is not trusted by its times`() {
    let now: Int64 = 1_800_000_000_123_456_789
    func isSettled(modified: Int64, changed: Int64) -> Bool {
      FileIdentity(size: 0, modified: modified, changed: changed, inode: 1, device: 1)
        .isSettled(before: now)
    }
    let second: Int64 = 1_000_000_000
    #expect(!isSettled(modified: now, changed: now))
    #expect(!isSettled(modified: now - second, changed: now - 10_000_000))
    #expect(!isSettled(modified: now + second, changed: now - second))
    #expect(isSettled(modified: now - second, changed: now - 30_000_000))
    // Whole seconds come from a file system that has no finer ones.
    let whole = now / second * second
    #expect(!isSettled(modified: whole - 2 * second, changed: whole - 2 * second))
    #expect(isSettled(modified: whole - 5 * second, changed: whole - 5 * second))
  }
}
