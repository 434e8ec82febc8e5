import Estate
import Foundation
import GRDB

/// Reads findings as they stood after a revision.
struct FindingReader {
  let database: Database
  let revision: Int64
  /// When acceptances are looked at: those that have expired are open again.
  let moment: Date

  func findings(_ filter: FindingFilter) throws -> [RecordedFinding] {
    var conditions = ["finding_version.severity >= ?"]
    var arguments: [any DatabaseValueConvertible] = [filter.minimumSeverity.rank]
    if let rule = filter.rule {
      conditions.append("finding.rule = ?")
      arguments.append(rule)
    }
    if let asset = filter.asset {
      conditions.append("finding.asset = (SELECT number FROM asset WHERE id = ?)")
      arguments.append(asset.text)
    }
    return try read(conditions, arguments)
      .filter { filter.statuses.contains($0.status) }
      .sorted(by: Self.precedes)
  }

  /// Findings whose id starts so, at most two.
  func findings(prefix: String) throws -> [RecordedFinding] {
    try read(
      ["finding.id >= ?", "finding.id < ? || char(0x10FFFF)"], [prefix, prefix], limit: 2)
  }

  func history(of id: String) throws -> [FindingEvent] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT finding_event.event, revision.time, revision.scan, finding_event.actor,
        finding_event.reason, finding_event.expires FROM finding_event
        JOIN finding ON finding.number = finding_event.finding
        JOIN revision ON revision.number = finding_event.revision
        WHERE finding.id = ? ORDER BY finding_event.number
        """, arguments: [id]
    ).compactMap { row in
      guard let kind = FindingEvent.Kind(rawValue: row[0]) else { return nil }
      let (time, scan, expires): (Int64, Int64?, Int64?) = (row[1], row[2], row[5])
      return FindingEvent(
        kind: kind, time: Date(microseconds: time), scan: scan.map(ScanID.init(rawValue:)),
        actor: row[3], reason: row[4], expires: expires.map(Date.init(microseconds:)))
    }
  }

  private func read(
    _ conditions: [String], _ arguments: [any DatabaseValueConvertible], limit: Int = -1
  ) throws -> [RecordedFinding] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT finding_version.document, event.event, first.finished, last.finished, event.expires
        FROM finding
        JOIN finding_version ON finding_version.finding = finding.number
        JOIN finding_state ON finding_state.finding = finding.number
        JOIN finding_event event ON event.number = (
          SELECT max(number) FROM finding_event
          WHERE finding = finding_version.finding AND revision <= \(revision))
        JOIN scan first ON first.number = finding.first_scan
        JOIN scan last ON last.number = finding_state.last_scan
        WHERE finding_version.opened <= \(revision)
        AND (finding_version.closed IS NULL OR finding_version.closed > \(revision))
        AND \(conditions.joined(separator: " AND ")) ORDER BY finding.id LIMIT \(limit)
        """, arguments: StatementArguments(arguments))
    var findings: [RecordedFinding] = []
    while let row = try rows.next() {
      guard let finding = FindingDocument.decode(row[0]),
        let event = FindingEvent.Kind(rawValue: row[1])
      else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unreadable finding") }
      let expires: Int64? = row[4]
      let isExpired = event == .accepted && expires.map { $0 <= moment.microseconds } ?? false
      findings.append(
        RecordedFinding(
          finding: finding, status: isExpired ? .reopened : event.status,
          firstSeen: Date(microseconds: row[2]),
          lastSeen: Date(microseconds: row[3])))
    }
    return findings
  }

  /// The more urgent first: by decision, score, severity and id.
  private static func precedes(_ left: RecordedFinding, _ right: RecordedFinding) -> Bool {
    let (a, b) = (left.finding, right.finding)
    let (first, second) = (a.priority?.decision, b.priority?.decision)
    if first != second {
      guard let first else { return false }
      guard let second else { return true }
      return first < second
    }
    let (score, other) = (a.priority?.score ?? -1, b.priority?.score ?? -1)
    if score != other { return score > other }
    return a.severity != b.severity ? a.severity > b.severity : a.id < b.id
  }
}
