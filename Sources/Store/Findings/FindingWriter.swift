import Estate
import Foundation
import GRDB

/// Brings the findings to what a scan judged: opens, reopens and fixes them.
struct FindingWriter {
  let database: Database
  let scan: ScanID
  let revision: Int64
  let now: Date
  let sources: ScannedSources
  var estate: EstateWriter
  private var changes = ScanChanges()
  private var observers: FindingObservers

  init(
    _ database: Database, scan: ScanID, revision: Int64, sources: ScannedSources,
    estate: EstateWriter, now: Date
  ) throws {
    self.database = database
    self.scan = scan
    self.revision = revision
    self.sources = sources
    self.estate = estate
    self.now = now
    observers = try FindingObservers(database, complete: sources.complete)
  }

  mutating func write(_ outcome: ScanOutcome) throws -> ScanChanges {
    for finding in outcome.findings {
      let groups = try groups(of: finding, in: outcome.estate)
      // Nothing is left where every source of it was read again by a later scan.
      guard !groups.isEmpty else { continue }
      let number = try record(finding)
      for group in groups { try observers.see(Observer(finding: number, sources: group)) }
    }
    var unread = UnreadEvidence(database, sources: sources)
    for number in try observers.retire(unless: { try unread.mayStand($0) }) { try fix(number) }
    changes.opened.sort()
    changes.reopened.sort()
    changes.fixed.sort()
    return changes
  }

  /// The sources that report the finding. One that saw all its key assets does so alone; else those
  /// that saw some do so together.
  private mutating func groups(of finding: Finding, in known: Estate) throws -> [[Int32]] {
    var common: Set<Int32>?
    var union: Set<Int32> = []
    for asset in [finding.asset] + finding.assets {
      let seenBy = try estate.observers(of: asset, in: known).intersection(sources.listed)
      if seenBy.isEmpty { continue }
      common = common?.intersection(seenBy) ?? seenBy
      union.formUnion(seenBy)
    }
    if union.isEmpty { union = sources.listed }
    let groups =
      common.map { $0.isEmpty ? [union.sorted()] : $0.sorted().map { [$0] } } ?? [union.sorted()]
    return groups.filter { !$0.isEmpty && sources.outdated.isDisjoint(with: $0) }
  }

  private mutating func record(_ finding: Finding) throws -> Int64 {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT finding.number, finding_state.status, finding_version.document FROM finding
        JOIN finding_state ON finding_state.finding = finding.number
        JOIN finding_version ON finding_version.finding = finding.number
        WHERE finding.id = ? AND finding_version.closed IS NULL
        """, arguments: [finding.id])
    let document = FindingDocument.encode(finding)
    guard let row else { return try open(finding, document) }
    let (number, status, previous): (Int64, String, String) = (row[0], row[1], row[2])
    var newStatus = status
    let isBack =
      try status == FindingStatus.fixed.rawValue
      || (status == FindingStatus.accepted.rawValue
        && FindingAcceptance.hasExpired(number, in: database, now: now))
    if isBack {
      newStatus = FindingStatus.reopened.rawValue
      changes.reopened.append(finding.id)
      try add(.reopened, to: number)
    }
    if document != previous {
      try database.execute(
        sql: "UPDATE finding_version SET closed = ? WHERE finding = ? AND closed IS NULL",
        arguments: [revision, number])
      try insertVersion(of: finding, number, document)
    }
    try database.cachedStatement(
      sql: "UPDATE finding_state SET status = ?, last_scan = ? WHERE finding = ?"
    ).execute(arguments: [newStatus, scan.rawValue, number])
    return number
  }

  private mutating func open(_ finding: Finding, _ document: String) throws -> Int64 {
    try database.cachedStatement(
      sql: "INSERT INTO finding (id, rule, asset, first_scan) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [
      finding.id, finding.rule, try estate.numbers.asset(finding.asset), scan.rawValue,
    ])
    let number = database.lastInsertedRowID
    try database.cachedStatement(
      sql: "INSERT INTO finding_state (finding, status, last_scan) VALUES (?, ?, ?)"
    ).execute(arguments: [number, FindingStatus.open.rawValue, scan.rawValue])
    try insertVersion(of: finding, number, document)
    try add(.opened, to: number)
    changes.opened.append(finding.id)
    return number
  }

  private func insertVersion(of finding: Finding, _ number: Int64, _ document: String) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO finding_version (finding, opened, severity, decision, score, document)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (finding, opened) DO UPDATE
        SET closed = NULL, severity = excluded.severity, decision = excluded.decision,
        score = excluded.score, document = excluded.document
        """
    ).execute(arguments: [
      number, revision, finding.severity.rank, finding.priority?.decision.rawValue,
      finding.priority?.score, document,
    ])
  }

  private mutating func fix(_ number: Int64) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT finding.id FROM finding
        JOIN finding_state ON finding_state.finding = finding.number
        WHERE finding.number = ? AND finding_state.status <> 'fixed'
        """, arguments: [number])
    guard let id: String = row?[0] else { return }
    try database.cachedStatement(
      sql: "UPDATE finding_state SET status = 'fixed' WHERE finding = ?"
    ).execute(arguments: [number])
    try add(.fixed, to: number)
    changes.fixed.append(id)
  }

  private func add(_ event: FindingEvent.Kind, to number: Int64) throws {
    try database.cachedStatement(
      sql: "INSERT INTO finding_event (finding, revision, event) VALUES (?, ?, ?)"
    ).execute(arguments: [number, revision, event.rawValue])
  }
}
