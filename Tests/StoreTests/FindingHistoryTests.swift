import Estate
import Foundation
import Testing

@testable import Store

@Suite("Findings over time")
struct FindingHistoryTests {
  private func status(_ test: TestRecord, _ id: String) throws -> FindingStatus? {
    try test.record.finding(id)?.status
  }

  @Test("a finding is opened, fixed by a complete scan, and reopened when it comes back")
  func lifeCycle() throws {
    let test = try TestRecord()
    let (one, finding) = (estate(["one"]), finding("f1", on: ["one"]))
    let first = try test.scan(["a"], one, findings: [finding])
    let opened = test.clock
    let second = try test.scan(["a"], one)
    let fixed = test.clock
    let third = try test.scan(["a"], one, findings: [finding])
    #expect(first.changes.opened == ["f1"])
    #expect(second.changes.fixed == ["f1"])
    #expect(third.changes.reopened == ["f1"])
    let history = try test.record.history(of: "f1")
    #expect(history.map(\.kind) == [.opened, .fixed, .reopened])
    #expect(history.map(\.scan) == [first.id, second.id, third.id])
    #expect(history.map(\.time) == [opened, fixed, test.clock])
    let all = Set(FindingStatus.allCases)
    let scans = [first.id, second.id, third.id]
    let then = try scans.flatMap { scan in
      try test.record.findings(FindingFilter(statuses: all, asOf: .scan(scan))).map(\.status)
    }
    #expect(then == [.open, .fixed, .reopened])
    let now = try #require(try test.record.finding("f1"))
    #expect(now.firstSeen == opened && now.lastSeen == test.clock)
  }

  @Test(
    "a scan that was cut short fixes nothing", arguments: [SourceOutcome.Status.partial, .failed])
  func cutShort(outcome: SourceOutcome.Status) throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"]), findings: [finding("f1", on: ["one"])])
    let scan = try test.scan(["a"], .empty, status: outcome)
    #expect(scan.changes == ScanChanges())
    #expect(try status(test, "f1") == .open)
  }

  @Test("a scan of another source fixes nothing")
  func otherSource() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"], source: "a"), findings: [finding("f1", on: ["one"])])
    try test.scan(["b"], estate(["one"], source: "b"))
    #expect(try status(test, "f1") == .open)
    try test.scan(["a"], estate(["one"], source: "a"))
    #expect(try status(test, "f1") == .fixed)
  }

  @Test(
    "a finding is not fixed by a scan that could not read where its evidence lies",
    arguments: ["x.py", "one.py"])
  func unread(path: String) throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"]), findings: [finding("f1", on: ["one"])])
    let scan = try test.scan(["a"], .empty, skipped: [Skipped(path: path, reason: "not UTF-8")])
    #expect(scan.changes == ScanChanges())
    #expect(try status(test, "f1") == .open)
    // Read again, and gone.
    let next = try test.scan(["a"], .empty)
    #expect(next.changes.fixed == ["f1"])
  }

  @Test("what was skipped elsewhere holds nothing open")
  func unreadElsewhere() throws {
    let test = try TestRecord()
    try test.scan(
      ["a"], estate(["one", "two"]),
      findings: [finding("f1", on: ["one"]), finding("f2", on: ["two"])])
    let skipped = [Skipped(path: "two.py", reason: "not UTF-8"), Skipped(path: "x.p", reason: "?")]
    let scan = try test.scan(["a"], .empty, skipped: skipped)
    #expect(scan.changes.fixed == ["f1"])
    #expect(try status(test, "f2") == .open)
  }

  @Test("a rule that could not be judged to its end fixes nothing")
  func unjudged() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"]), findings: [finding("f1", on: ["one"])])
    let skipped = [Skipped(path: "rule:ISO-AGT-001", reason: "error: budget")]
    try test.scan(["a"], estate(["one"]), skipped: skipped)
    #expect(try status(test, "f1") == .open)
    try test.scan(
      ["a"], estate(["one"]), skipped: [Skipped(path: "rule:ISO-AGT-002", reason: "error: budget")])
    #expect(try status(test, "f1") == .fixed)
  }

  @Test("a finding that two sources report is fixed when neither does")
  func twoReporters() throws {
    let test = try TestRecord()
    for source in ["a", "b"] {
      try test.scan(
        [source], estate(["one"], source: source), findings: [finding("f1", on: ["one"])])
    }
    try test.scan(["a"], estate(["one"], source: "a"))
    #expect(try status(test, "f1") == .open)
    try test.scan(["b"], estate(["one"], source: "b"))
    #expect(try status(test, "f1") == .fixed)
  }

  @Test("a finding that rests on two sources together is fixed only by a scan of both")
  func together() throws {
    let test = try TestRecord()
    var builder = EstateBuilder()
    add(["one"], model: "m", source: "a", to: &builder)
    add(["two"], model: "m", source: "b", to: &builder)
    let both = builder.build()
    try test.scan(["a", "b"], both, findings: [finding("f1", on: ["one", "two"])])
    try test.scan(["a"], estate(["one"], model: "m", source: "a"))
    try test.scan(["b"], estate(["two"], model: "m", source: "b"))
    #expect(try status(test, "f1") == .open)
    try test.scan(["a", "b"], both)
    #expect(try status(test, "f1") == .fixed)
  }

  @Test("a finding reads back whole, and as it was judged at the time")
  func versions() throws {
    let test = try TestRecord()
    let first = try test.scan(
      ["a"], estate(["one"]), findings: [finding("f1", on: ["one"], severity: .low, score: 12.5)])
    try test.scan(
      ["a"], estate(["one"]),
      findings: [finding("f1", on: ["one"], severity: .critical, score: 88, line: 7)])
    let then = try #require(
      try test.record.findings(FindingFilter(asOf: .scan(first.id))).first?.finding)
    let now = try #require(try test.record.finding("f1")?.finding)
    #expect(then.severity == .low && then.priority?.score == 12.5)
    #expect(now.severity == .critical && now.priority?.score == 88)
    let expected = finding("f1", on: ["one"], severity: .critical, score: 88, line: 7)
    #expect("\(now)" == "\(expected)")
    #expect(try test.record.history(of: "f1").map(\.kind) == [.opened])
  }

  @Test("an accepted finding stays accepted while it is seen, and is fixed when it goes")
  func accepted() throws {
    let test = try TestRecord()
    let (one, finding) = (estate(["one"]), finding("f1", on: ["one"]))
    let first = try test.scan(["a"], one, findings: [finding])
    try test.record.accept(finding: "f1", by: "ann", reason: "test data", now: test.clock + 60)
    try test.scan(["a"], one, findings: [finding])
    #expect(try status(test, "f1") == .accepted)
    #expect(try test.record.findings(FindingFilter()).isEmpty)
    #expect(try test.record.findings(FindingFilter(asOf: .scan(first.id))).count == 1)
    #expect(throws: StoreError(.invalid, "finding 'f1' is accepted, not open")) {
      try test.record.accept(finding: "f1", by: "ann", reason: "again", now: test.clock)
    }
    #expect(throws: StoreError(.invalid, "there is no finding 'f2'")) {
      try test.record.accept(finding: "f2", by: "ann", reason: "", now: test.clock)
    }
    try test.scan(["a"], one)
    let history = try test.record.history(of: "f1")
    #expect(history.map(\.kind) == [.opened, .accepted, .fixed])
    #expect(history[1].actor == "ann" && history[1].reason == "test data")
  }

  @Test("findings are filtered, and the most urgent comes first")
  func filter() throws {
    let test = try TestRecord()
    try test.scan(
      ["a"], estate(["one", "two"]),
      findings: [
        finding("aa1", on: ["one"], severity: .low, score: 10),
        finding("aa2", on: ["two"], severity: .critical, score: 90),
        finding("b", on: ["two"], severity: .medium, score: 40),
      ])
    func ids(_ filter: FindingFilter) throws -> [String] {
      try test.record.findings(filter).map(\.finding.id)
    }
    #expect(try ids(FindingFilter()) == ["aa2", "b", "aa1"])
    #expect(try ids(FindingFilter(minimumSeverity: .medium)) == ["aa2", "b"])
    #expect(try ids(FindingFilter(asset: agentID("one"))) == ["aa1"])
    #expect(try ids(FindingFilter(rule: "ISO-XXX-001")) == [])
    #expect(try ids(FindingFilter(statuses: [.fixed])) == [])
    #expect(try test.record.finding("b")?.finding.id == "b")
    #expect(try test.record.finding("aa2")?.finding.id == "aa2")
    #expect(try test.record.finding("c")?.finding.id == nil)
    #expect(
      throws: StoreError(.invalid, "'aa' begins several findings; give more of the id")
    ) { try test.record.finding("aa") }
    #expect(throws: StoreError(.invalid, "the id of a finding is empty")) {
      try test.record.finding("")
    }
  }
}
