import Estate
import Foundation
import Testing

@testable import Store

@Suite("The estate over time")
struct EstateHistoryTests {
  /// Everything that an estate can hold.
  private func rich(step: Int) -> Estate {
    var builder = EstateBuilder()
    let kinds = AssetKind.all
    for index in 0..<40 where (index + step) % 5 != 0 {
      let id = AssetID(kinds[index % kinds.count], "test", "n\(index)")
      for place in 0...(index % 3) {
        let sighting = Sighting(
          source: ["a", "b"][(index + place) % 2], detector: "d\(place)",
          location: place == 0
            ? nil : Location(path: "p/\(index).py", line: index + step / 2, cell: place),
          confidence: [1, 0.6, 0.35][place])
        builder.add(
          AssetObservation(
            id: id, kind: kinds[index % kinds.count], name: "name \(index) \(place)",
            properties: [
              "tags": ["x", .integer(index)], "public": .boolean(place == 0),
              "description": .text(index % 7 == 0 ? "step \(step)" : "naïve \"x\" \n 🦉"),
              "extra": .map(["n": .number(Double(index)), "z": .integer(index)]),
            ], sighting: sighting))
        builder.add(
          RelationObservation(
            kind: RelationKind.all[(index * 3 + place) % RelationKind.all.count], tail: id,
            head: AssetID(.model, "bare", "m\((index + step) % 9)"),
            basis: Basis.allCases[(index + place) % 3],
            properties: index % 4 == 0 ? ["w": .number(0.5), "step": .integer(step)] : [:],
            sighting: sighting))
        var observations = Observations()
        observations.signals = [
          SignalObservation(
            signal: "s.\(index % 4)", asset: id, detail: index % 2 == 0 ? [:] : ["k": [1, 2.0]],
            sighting: sighting),
          SignalObservation(
            signal: "s.bare", asset: AssetID(.tool, "bare", "t\(index % 3)"), sighting: sighting),
        ]
        builder.add(observations)
      }
    }
    if step > 1 { builder.collects([.ownedBy]) }
    return builder.build()
  }

  @Test("the estate after each scan reads back exactly as it was recorded")
  func asOf() throws {
    let test = try TestRecord()
    var recorded: [(id: ScanID, time: Date, lines: [String])] = []
    for step in [0, 1, 2, 0, 4] {
      let estate = rich(step: step)
      let scan = try test.scan(["a", "b"], estate)
      recorded.append((scan.id, test.clock, lines(estate)))
    }
    #expect(Set(recorded.map(\.lines)).count == 4)
    let reopened = try RecordStore.open(path: test.path)
    for scan in recorded {
      #expect(lines(try reopened.estate(asOf: .scan(scan.id))) == scan.lines)
      #expect(lines(try reopened.estate(asOf: .time(scan.time))) == scan.lines)
      #expect(lines(try reopened.estate(asOf: .time(scan.time + 600))) == scan.lines)
    }
    #expect(lines(try reopened.estate(asOf: .now)) == recorded.last?.lines)
    #expect(try reopened.estate(asOf: .time(recorded[0].time - 1)).assets.isEmpty)
  }

  @Test("what was seen where a later scan could not read is kept, with names and relations")
  func unread() throws {
    let test = try TestRecord()
    let before = estate(["one", "two"])
    try test.scan(["a"], before)
    for path in ["one.py", "two.py"] {
      try test.scan(["a"], estate(["two"]), skipped: [Skipped(path: path, reason: "not UTF-8")])
      let kept = lines(try test.record.estate(asOf: .now))
      #expect(kept == lines(path == "one.py" ? before : estate(["two"])))
    }
  }

  @Test("a folder that could not be read keeps all that was seen below it, and nothing beside it")
  func unreadFolder() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["in/one", "in/sub/two", "inside", "in!three", "m.zip!four"]))
    try test.scan(
      ["a"], .empty,
      skipped: [Skipped(path: "in/", reason: "no"), Skipped(path: "m.zip", reason: "no")])
    let agents = try test.record.estate(asOf: .now).assets.filter { $0.kind == .agent }
    #expect(agents.map(\.name).sorted() == ["in!three", "in/one", "in/sub/two", "m.zip!four"])
  }

  @Test("the same scan again adds a row for the scan and nothing else")
  func sameAgain() throws {
    let test = try TestRecord()
    let estate = rich(step: 1)
    let unknown = [UnknownJudgement(rule: "R", asset: estate.assets[3].id, missing: ["x"])]
    let skipped = [Skipped(path: "big.bin", reason: "too large")]
    let id = try #require(estate.assets.first { $0.sightings.count == 2 }).id
    var after: [[String: Int]] = []
    var seen: [Date] = []
    for _ in 0..<3 {
      try test.scan(
        ["a", "b"], estate, findings: [finding("f1", on: ["x"])], unknown: unknown,
        skipped: skipped)
      after.append(try test.rowCounts())
      seen.append(try #require(try test.record.asset(id)).lastSeen)
    }
    let perScan = ["scan": 1, "revision": 1, "source_scan": 2]
    for (table, count) in after[2] {
      #expect(count == (after[1][table] ?? 0) + (perScan[table] ?? 0), "\(table)")
      #expect(after[1][table] == (after[0][table] ?? 0) + (perScan[table] ?? 0), "\(table)")
    }
    #expect(seen == seen.sorted() && Set(seen).count == 3)
    #expect(try test.record.unknown(asOf: .now) == unknown)
    #expect(try test.record.latestScan()?.skipped == skipped)
  }

  @Test("a scan of one source retires nothing that another source saw")
  func twoSources() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one", "shared"], source: "a"))
    try test.scan(["b"], estate(["two", "shared"], source: "b"))
    #expect(try test.record.estate(asOf: .now).assets.count == 4)
    try test.scan(["a"], estate(["one"], source: "a"))
    let shared = try #require(try test.record.asset(agentID("shared")))
    #expect(shared.present)
    #expect(shared.asset.sightings.map(\.source) == ["b"])
    try test.scan(["b"], estate(["two"], source: "b"))
    let gone = try #require(try test.record.asset(agentID("shared")))
    #expect(!gone.present)
    #expect(gone.asset.name == "shared")
    #expect(gone.asset.properties["framework"] == "test")
    #expect(gone.lastSeen < test.clock)
    #expect(
      try test.record.estate(asOf: .now).assets.map(\.id.text) == [
        "agent:repo:one", "agent:repo:two", "model:openai:gpt-4o",
      ])
  }

  @Test(
    "a scan that was cut short retires nothing, and replaces what it saw anew",
    arguments: [SourceOutcome.Status.partial, .failed])
  func cutShort(status: SourceOutcome.Status) throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one", "two"], line: 1))
    try test.scan(["a"], estate(["one", "three"], line: 5), status: status)
    let merged = try test.record.estate(asOf: .now)
    #expect(
      merged.assets.map(\.name) == ["one", "three", "two", "gpt-4o"])
    #expect(merged.assets[0].sightings.map(\.location?.line) == [5])
    #expect(merged.assets[2].sightings.map(\.location?.line) == [1])
    #expect(
      try test.record.latestScan()?.status == (status == .failed ? .failed : .partial))
    try test.scan(["a"], estate(["one"]))
    #expect(try test.record.estate(asOf: .now).assets.map(\.name) == ["one", "gpt-4o"])
  }

  @Test("an older scan that ends late does not undo what a newer one saw")
  func overtaken() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"]), findings: [finding("f1", on: ["one"])])
    let slow = try test.begin()
    let newer = estate(["two"])
    try test.scan(["a"], newer)
    let changes = try test.commit(
      slow, ["a"], estate(["one"]), findings: [finding("f1", on: ["one"])])
    #expect(changes == ScanChanges())
    #expect(lines(try test.record.estate(asOf: .now)) == lines(newer))
    #expect(try test.record.finding("f1")?.status == .fixed)
  }

  @Test("sightings of a source that the scan does not list are added and never retired by it")
  func unlisted() throws {
    let test = try TestRecord()
    try test.scan(["a"], estate(["one"], source: "a"))
    var builder = EstateBuilder()
    add(["one"], model: "gpt-4o", source: "a", to: &builder)
    add(["two"], model: "gpt-4o", source: "b", to: &builder)
    try test.scan(["b"], builder.build())
    try test.scan(["b"], estate([], source: "b"))
    #expect(try test.record.estate(asOf: .now).assets.map(\.name) == ["one", "gpt-4o"])
    #expect(try test.record.asset(agentID("nobody"))?.present == nil)
  }

  @Test("a bare end of a relation is present for as long as the relation is")
  func bare() throws {
    let test = try TestRecord()
    var builder = EstateBuilder()
    let head = AssetID(.model, "openai", "bare")
    builder.add(
      RelationObservation(
        kind: .usesModel, tail: agentID("x"), head: head,
        sighting: Sighting(source: "a", detector: "test")))
    try test.scan(["a"], builder.build())
    #expect(try test.record.asset(head)?.present == true)
    try test.scan(["a"], .empty)
    #expect(try test.record.asset(head)?.present == false)
  }
}
