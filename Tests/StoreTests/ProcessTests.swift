import Estate
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("Processes that share a record or die", .serialized)
struct ProcessTests {
  /// Scan n of the probe saw 50 + n % 7 agents, each with the claim n.
  private func isWhole(_ estate: Estate, scan: Int64, source: String) -> Bool {
    let agents = estate.assets.filter { $0.kind == .agent && $0.id.text.contains("\(source)/") }
    return agents.count == 50 + Int(scan) % 7
      && agents.allSatisfy { $0.properties["log_retention_days"] == .integer(Int(scan)) }
  }

  private func integrity(_ path: String) throws -> [String] {
    try DatabaseQueue(path: path).read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check")
        + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "\($0)" }
    }
  }

  @Test("kill -9 at any moment loses at most the running scan")
  func killed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("isobar.db")
    var committed = 0
    var interrupted = 0
    for round in 0..<40 {
      let output = folder.file("out\(round)")
      let probe = try ProbeProcess(record: path, source: "src", count: 10_000, output: output)
      if round < 12 {
        // These die anywhere from before the record is made.
        usleep(UInt32.random(in: 1_000...80_000))
      } else {
        // These die anywhere within a scan, however slow the machine is.
        while try !String(contentsOfFile: output, encoding: .utf8).contains(/committed|error/) {
          usleep(2_000)
        }
        usleep(UInt32.random(in: 0...30_000))
      }
      probe.kill()
      #expect(probe.wait() == -SIGKILL)
      let said = try String(contentsOfFile: output, encoding: .utf8)
      #expect(!said.contains("error"))
      committed += said.components(separatedBy: "committed ").count - 1

      let record = try RecordStore.open(path: path)
      #expect(try integrity(path) == ["ok"])
      let scans = try record.scans()
      #expect(scans.allSatisfy { $0.status == .complete || $0.status == .interrupted })
      let complete = scans.filter { $0.status == .complete }
      // A scan may be recorded though its process died before it could say so.
      #expect(complete.count >= committed && complete.count <= committed + round + 1)
      interrupted = scans.count - complete.count
      for scan in complete.suffix(3) {
        let estate = try record.estate(asOf: .scan(scan.id))
        #expect(isWhole(estate, scan: scan.id.rawValue, source: "src"))
      }
    }
    #expect(committed > 0 && interrupted > 0)
  }

  @Test("processes that commit at the same time wait for each other")
  func concurrent() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("isobar.db")
    let probes = try ["one", "two", "three"].map { source in
      try ProbeProcess(record: path, source: source, count: 20, output: folder.file(source))
    }
    for probe in probes { #expect(probe.wait() == 0) }
    let record = try RecordStore.open(path: path)
    let scans = try record.scans()
    #expect(scans.count == 60 && scans.allSatisfy { $0.status == .complete })
    #expect(try integrity(path) == ["ok"])
    let estate = try record.estate(asOf: .now)
    for source in ["one", "two", "three"] {
      let last = try #require(scans.last { $0.start.targets == [source] })
      #expect(isWhole(estate, scan: last.id.rawValue, source: source))
    }
  }

  @Test("a scan that runs in a living process is not taken for interrupted")
  func running() throws {
    let test = try TestRecord()
    let scan = try test.begin()
    let probe = try ProbeProcess(
      record: test.path, source: "x", count: 1, output: test.folder.file("out"))
    #expect(probe.wait() == 0)
    let other = try RecordStore.open(path: test.path)
    #expect(try other.scans().map(\.status) == [.running, .complete])
    _ = try test.commit(scan, ["a"], estate(["one"]))
    #expect(try other.scans().map(\.status) == [.complete, .complete])
  }

  @Test("a scan can be committed once, and only after it was begun")
  func once() throws {
    let test = try TestRecord()
    let scan = try test.scan(["a"], estate(["one"]))
    #expect(throws: StoreError(.invalid, "scan 1 is complete, not running")) {
      try test.commit(scan.id, ["a"], .empty)
    }
    #expect(throws: StoreError(.invalid, "there is no scan 9")) {
      try test.commit(ScanID(rawValue: 9), ["a"], .empty)
    }
    let twice = try test.begin()
    #expect(throws: StoreError(.invalid, "scan 2 lists source 'a' twice")) {
      try test.commit(twice, ["a", "a"], .empty)
    }
    #expect(throws: StoreError(.invalid, "scan 7 is not recorded")) {
      try test.record.estate(asOf: .scan(ScanID(rawValue: 7)))
    }
  }
}
