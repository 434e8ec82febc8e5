import Estate
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("The file of the record", .serialized)
struct RecordFileTests {
  private func error(_ body: () throws -> Void) -> StoreError? {
    do {
      try body()
      return nil
    } catch { return error as? StoreError }
  }

  private func run(_ command: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("a new record and its folder are for the owner alone")
  func permissions() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deep/er/isobar.db")
    let record = try RecordStore.open(path: path)
    _ = try record.scans()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("deep/er"))
    #expect(files.contains("isobar.db") && files.contains("isobar.db-wal"))
    for file in files {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: folder.file("deep/er/\(file)"))
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("deep/er"))
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test("a scan reads back as it was recorded")
  func scan() throws {
    let test = try TestRecord()
    #expect(try test.record.latestScan()?.id == nil)
    let id = try test.begin()
    let started = test.clock
    let sources = [
      SourceOutcome(id: "a", kind: "files", status: .complete, files: 3, bytes: 1 << 40),
      SourceOutcome(id: "b", kind: "aws", status: .partial, reason: "denied"),
    ]
    try test.record.commit(
      ScanOutcome(
        scan: id, sources: sources, estate: .empty,
        skipped: [Skipped(path: "b", reason: "r"), Skipped(path: "a", reason: "ü")],
        summary: ["n": 1, "x": 2.0]), now: started + 5)
    let scan = try #require(try test.record.latestScan())
    #expect(scan.id == id && scan.status == .partial)
    #expect(scan.start.started == started && scan.finished == started + 5)
    #expect(scan.start.targets == ["."] && scan.start.version == "1.2.3")
    #expect(scan.start.catalogueDigest == "abc")
    #expect(scan.sources == sources)
    #expect(scan.summary == ["n": 1, "x": 2.0])
    #expect(scan.skipped.map(\.path) == ["a", "b"])
  }

  @Test("a file that is no database is refused and left as it was")
  func notADatabase() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("notes.txt")
    try Data("hello".utf8).write(to: URL(filePath: path))
    let error = error { _ = try RecordStore.open(path: path) }
    #expect(error?.reason == .notARecord)
    #expect(error?.message == "\(path) is not a record of Isobar, nor any SQLite database")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello")
  }

  @Test("a record whose maker died before its first table is made again")
  func unfinished() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("isobar.db")
    try DatabaseQueue(path: path).write {
      try $0.execute(
        sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    }
    #expect(try RecordStore.open(path: path).scans().isEmpty)
  }

  @Test("another program's database is refused and left as it was")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.db")
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    let before = try Data(contentsOf: URL(filePath: path))
    let error = error { _ = try RecordStore.open(path: path) }
    #expect(error?.reason == .notARecord)
    #expect(error?.message == "\(path) is a SQLite database, but not a record of Isobar")
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["other.db"])
  }

  @Test("a record of a newer version is refused")
  func newer() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("isobar.db")
    _ = try RecordStore.open(path: path)
    try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 7") }
    #expect(
      throws: StoreError(
        .newerFormat, "\(path) was written by a newer Isobar (format 7; this one knows 2)")
    ) { try RecordStore.open(path: path) }
  }

  @Test("a folder in place of the file is refused in one line")
  func folder() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: StoreError(.unavailable, "\(folder.path) cannot be opened: Is a directory")
    ) { try RecordStore.open(path: folder.path) }
    try Data().write(to: URL(filePath: folder.file("file")))
    #expect(
      throws: StoreError(.unavailable, "cannot make the folder \(folder.file("file/deep"))")
    ) { try RecordStore.open(path: folder.file("file/deep/isobar.db")) }
  }

  @Test("a damaged record is reported as such, wherever the damage is")
  func damaged() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate((0..<2000).map { "agent\($0)" }))
    let source = test.folder.file("whole.db")
    try DatabaseQueue(path: test.path).write { try $0.execute(sql: "PRAGMA user_version = 1") }
    let queue = try DatabaseQueue(path: test.path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(source)'") }
    let whole = try Data(contentsOf: URL(filePath: source))
    var reported = 0
    for round in 0..<40 {
      var data = whole
      let start = 100 + (whole.count - 4196) * round / 40
      data.replaceSubrange(
        start..<start + 4096, with: repeatElement(UInt8(round | 0x80), count: 4096))
      let path = test.folder.file("damaged\(round).db")
      try data.write(to: URL(filePath: path))
      let error = error {
        let record = try RecordStore.open(path: path)
        _ = try record.estate(asOf: .now)
        _ = try record.findings(FindingFilter())
        _ = try record.latestScan()
      }
      guard let error else { continue }
      reported += 1
      #expect(error.reason == .corrupt || error.reason == .notARecord, "\(error)")
      #expect(!error.message.contains("\n"))
    }
    #expect(reported > 20)
  }

  @Test(
    "a full disk gives one line, and leaves the record as it was",
    .enabled(if: geteuid() == 0, "only root can mount the small file system that it fills"))
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let mounted = try run("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.path]) == 0
    try #require(mounted)
    defer { _ = try? run("umount", ["-l", folder.path]) }
    let path = folder.file("isobar.db")
    let record = try RecordStore.open(path: path)
    func begin() throws -> ScanID {
      try record.begin(
        ScanStart(started: Date(), version: "", targets: [], catalogueDigest: ""))
    }
    func commit(_ scan: ScanID, _ estate: Estate) throws {
      try record.commit(
        ScanOutcome(
          scan: scan, sources: [SourceOutcome(id: "a", kind: "files", status: .complete)],
          estate: estate), now: Date())
    }
    let small = estate(["one"])
    try commit(try begin(), small)
    let scan = try begin()
    let error = error { try commit(scan, estate((0..<20_000).map { "agent\($0)" })) }
    #expect(
      error
        == StoreError(
          .diskFull, "\(path) cannot grow: the disk is full; nothing of this was recorded"))
    #expect(lines(try record.estate(asOf: .now)) == lines(small))
    let integrity = try DatabaseQueue(path: path).read {
      try String.fetchAll($0, sql: "PRAGMA integrity_check")
    }
    #expect(integrity == ["ok"])
    // The scan still runs: less of it fits.
    try commit(scan, estate(["two"]))
    #expect(try record.estate(asOf: .now).assets.map(\.name) == ["two", "gpt-4o"])

    // Full to the last byte, before the record is even opened.
    _ = try run("dd", ["if=/dev/zero", "of=\(folder.file("filler"))", "bs=1k"])
    let other = folder.file("other.db")
    let second = self.error { _ = try RecordStore.open(path: other) }
    #expect(second?.reason == .diskFull, "\(String(describing: second))")
  }

  @Test("a read-only folder gives one line")
  func readOnly() throws {
    let folder = try TemporaryFolder()
    _ = try RecordStore.open(path: folder.file("isobar.db"))
    if geteuid() == 0 {
      // No permission stops root; a read-only mount does.
      try #require(try run("mount", ["--bind", folder.path, folder.path]) == 0)
      try #require(try run("mount", ["-o", "remount,ro,bind", folder.path]) == 0)
    } else {
      try #require(try run("chmod", ["-R", "a-w", folder.path]) == 0)
    }
    defer {
      _ =
        try? geteuid() == 0
        ? run("umount", ["-l", folder.path]) : run("chmod", ["-R", "u+w", folder.path])
    }
    for name in ["isobar.db", "new.db"] {
      let path = folder.file(name)
      #expect(
        throws: StoreError(
          .readOnly, "\(path) cannot be written: it or its folder is read-only")
      ) { try RecordStore.open(path: path) }
    }
  }
}
