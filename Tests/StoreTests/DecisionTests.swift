import Estate
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct DecisionTests {
  private func approval(_ subject: String, _ state: String) -> AssetDecision {
    AssetDecision(
      kind: .approval, subject: subject, value: state, owner: "board", reason: "AIR-1",
      expires: "2027-01-01T23:59:59Z")
  }

  @Test func `the newest decision on a subject holds, and every earlier moment is still there`()
    throws
  {
    let test = try TestRecord()
    let first = test.clock + 10
    try test.record.decide(approval("model:a:b", "pending"), by: "ann", now: first)
    try test.record.decide(approval("model:*", "rejected"), by: "ann", now: first + 10)
    try test.record.decide(approval("model:a:b", "approved"), by: "lee", now: first + 20)
    let now = try test.record.decisions(asOf: .now)
    #expect(
      now.map(\.decision) == [approval("model:*", "rejected"), approval("model:a:b", "approved")])
    #expect(now.last?.actor == "lee" && now.last?.time == first + 20)
    let then = try test.record.decisions(asOf: .time(first + 5))
    #expect(then.map(\.decision) == [approval("model:a:b", "pending")])
    #expect(try test.record.decisions(asOf: .time(first - 5)).isEmpty)
    #expect(try test.record.decisionHistory().map(\.number) == [1, 2, 3])
  }

  @Test func `an owner and an approval of one subject are two decisions`() throws {
    let test = try TestRecord()
    try test.record.decide(approval("model:a:b", "approved"), by: "ann", now: test.clock)
    try test.record.decide(
      AssetDecision(kind: .owner, subject: "model:a:b", value: "ml"), by: "ann", now: test.clock)
    #expect(try test.record.decisions(asOf: .now).map(\.decision.kind) == [.approval, .owner])
  }

  @Test func `a record of the first format gains decisions and keeps what it has`() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"]), findings: [finding("f1", on: ["one"])])
    try DatabaseQueue(path: test.path).write { database in
      try database.execute(
        sql: """
          DROP TABLE decision; ALTER TABLE finding_event DROP COLUMN expires;
          DELETE FROM grdb_migrations WHERE identifier = '2'; PRAGMA user_version = 1;
          """)
    }
    let record = try RecordStore.open(path: test.path)
    #expect(try record.finding("f1")?.status == .open)
    try record.decide(approval("model:a:b", "approved"), by: "ann", now: test.clock)
    #expect(try record.decisions(asOf: .now).count == 1)
    #expect(
      try DatabaseQueue(path: test.path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        == 2)
  }

  @Test func `an acceptance that expires leaves the finding open, and it can be accepted anew`()
    throws
  {
    let test = try TestRecord()
    let (one, finding) = (estate(["one"]), finding("f1", on: ["one"]))
    try test.scan(["a"], one, findings: [finding])
    let accepted = test.clock
    let expiry = accepted + 10_000
    try test.record.accept(
      finding: "f1", by: "ann", reason: "until the move", until: expiry, now: accepted)
    func status(at time: Date) throws -> FindingStatus? {
      let all = FindingFilter(statuses: Set(FindingStatus.allCases), asOf: .time(time))
      return try test.record.findings(all).first?.status
    }
    #expect(try status(at: accepted + 1) == .accepted)
    #expect(try status(at: expiry - 1) == .accepted)
    #expect(try status(at: expiry) == .reopened)
    let early = try test.scan(["a"], one, findings: [finding])
    #expect(early.changes.reopened.isEmpty)
    try test.scan(["a"], one, findings: [finding])
    let late = try test.scan(["a"], one, findings: [finding])
    #expect(late.changes.reopened == ["f1"])
    let history = try test.record.history(of: "f1")
    #expect(history.map(\.kind) == [.opened, .accepted, .reopened])
    #expect(history[1].expires == expiry)
    try test.record.accept(
      finding: "f1", by: "ann", reason: "again", until: test.clock + 60, now: test.clock)
    try test.record.accept(
      finding: "f1", by: "ann", reason: "and again", until: test.clock + 600, now: test.clock + 120)
    #expect(throws: StoreError(.invalid, "the acceptance would have expired already")) {
      try test.record.accept(
        finding: "f1", by: "ann", reason: "late", until: test.clock, now: test.clock + 1000)
    }
  }
}
