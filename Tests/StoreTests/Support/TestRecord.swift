import TestSupport
import Estate
import Foundation
import GRDB

@testable import Store

/// A record in a temporary folder, with a clock that ticks an hour a scan.
final class TestRecord {
  let folder: TemporaryFolder
  let path: String
  let record: RecordStore
  private(set) var clock = Date(timeIntervalSince1970: 1_760_000_000)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("isobar.db")
    record = try RecordStore.open(path: path)
  }

  func begin() throws -> ScanID {
    clock += 3600
    return try record.begin(
      ScanStart(started: clock, version: "1.2.3", targets: ["."], catalogueDigest: "abc"))
  }

  /// Records a scan of these sources, all complete unless said otherwise.
  @discardableResult
  func scan(
    _ sources: [String], _ estate: Estate, findings: [Finding] = [],
    unknown: [UnknownJudgement] = [], skipped: [Skipped] = [],
    status: SourceOutcome.Status = .complete
  ) throws -> (id: ScanID, changes: ScanChanges) {
    let id = try begin()
    let changes = try commit(
      id, sources, estate, findings: findings, unknown: unknown, skipped: skipped, status: status)
    return (id, changes)
  }

  func commit(
    _ id: ScanID, _ sources: [String], _ estate: Estate, findings: [Finding] = [],
    unknown: [UnknownJudgement] = [], skipped: [Skipped] = [],
    status: SourceOutcome.Status = .complete
  ) throws -> ScanChanges {
    clock += 60
    return try record.commit(
      ScanOutcome(
        scan: id, sources: sources.map { SourceOutcome(id: $0, kind: "files", status: status) },
        estate: estate, findings: findings, unknown: unknown, skipped: skipped,
        summary: ["assets": .integer(estate.assets.count)]), now: clock)
  }

  /// Rows of every table.
  func rowCounts() throws -> [String: Int] {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      return try Dictionary(
        uniqueKeysWithValues: tables.map { table in
          (table, try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
        })
    }
  }
}

/// What one source sees: agents that use models.
func estate(
  _ agents: [String], model: String = "gpt-4o", source: String = "a", line: Int = 1
) -> Estate {
  var builder = EstateBuilder()
  add(agents, model: model, source: source, line: line, to: &builder)
  return builder.build()
}

func add(
  _ agents: [String], model: String, source: String, line: Int = 1,
  to builder: inout EstateBuilder
) {
  let modelID = AssetID(.model, "openai", model)
  for agent in agents {
    let sighting = Sighting(
      source: source, detector: "test", location: Location(path: "\(agent).py", line: line),
      confidence: 0.9)
    let id = agentID(agent)
    builder.add(
      AssetObservation(
        id: id, kind: .agent, name: agent, properties: ["framework": "test"], sighting: sighting))
    builder.add(
      AssetObservation(id: modelID, kind: .model, name: model, sighting: sighting))
    builder.add(
      RelationObservation(kind: .usesModel, tail: id, head: modelID, sighting: sighting))
  }
}

func agentID(_ name: String) -> AssetID { AssetID(.agent, "repo", name) }

func finding(
  _ id: String, on agents: [String], severity: Severity = .high, score: Double = 50,
  line: Int = 1
) -> Finding {
  let assets = agents.map(agentID)
  return Finding(
    id: id, rule: "ISO-AGT-001", title: "Title", category: "agent", severity: severity,
    asset: assets[0], assets: assets, message: "Message",
    locations: [Location(path: "x.py", line: line)],
    path: [PathStep(from: assets[0], relation: .usesModel, to: AssetID(.model, "openai", "m"))],
    fix: "Fix", controls: [ControlReference(framework: "owasp", control: "LLM01")],
    priority: Priority(decision: .attend, score: score, explanation: ["severity": 0.8]))
}
