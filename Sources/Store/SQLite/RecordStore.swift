public import Estate
public import Foundation
import GRDB
import Synchronization

/// The record in one SQLite file.
///
///     let record = try RecordStore.open(path: "isobar.db")
///     let scan = try record.begin(start)
///     try record.commit(ScanOutcome(scan: scan, sources: sources, estate: estate), now: Date())
public final class RecordStore: Record {
  let path: String
  private let pool: DatabasePool
  /// Locks of the scans that run in this process.
  private let leases = Mutex<[ScanID: FileLock]>([:])

  private init(path: String, pool: DatabasePool) {
    self.path = path
    self.pool = pool
  }

  /// Opens the record, made if it is not there. Scans of processes that died are marked interrupted.
  public static func open(path: String) throws(StoreError) -> RecordStore {
    let store = RecordStore(path: path, pool: try RecordFile(path: path).open())
    let running = try store.read { try ScanReader($0).running() }
    if !running.isEmpty {
      try store.write { try ScanWriter($0).markInterrupted(path: path) }
    }
    return store
  }

  public func begin(_ start: ScanStart) throws(StoreError) -> ScanID {
    let lock = try FileLock(path: path)
    let scan = try write { database in
      let scans = ScanWriter(database)
      try scans.markInterrupted(path: path)
      let scan = try scans.insert(start)
      // Held before others can see the scan, or they would take it for interrupted.
      guard lock.take(scan.rawValue) else {
        throw StoreError(.busy, "\(path): scan \(scan) is locked by another process")
      }
      return scan
    }
    leases.withLock { $0[scan] = lock }
    return scan
  }

  @discardableResult
  public func commit(_ outcome: ScanOutcome, now: Date) throws(StoreError) -> ScanChanges {
    let changes = try write { database in
      let scans = ScanWriter(database)
      let revision = try scans.finish(outcome, now: now)
      var numbers = try NameNumbers(database, scan: outcome.scan)
      let sources = try ScannedSources(
        database, outcomes: outcome.sources, skipped: outcome.skipped, scan: outcome.scan,
        numbers: &numbers)
      var estate = EstateWriter(
        database, scan: outcome.scan, revision: revision, sources: sources,
        numbers: numbers)
      try estate.write(outcome)
      var findings = try FindingWriter(
        database, scan: outcome.scan, revision: revision, sources: sources, estate: estate,
        now: now)
      return try findings.write(outcome)
    }
    leases.withLock { $0[outcome.scan] = nil }
    return changes
  }

  public func latestScan() throws(StoreError) -> Scan? {
    try read { try ScanReader($0).latest() }
  }

  public func scans() throws(StoreError) -> [Scan] {
    try read { try ScanReader($0).all() }
  }

  public func estate(asOf point: PointInTime) throws(StoreError) -> Estate {
    try read { database in
      try EstateReader(database, revision: try ScanReader(database).revision(at: point)).estate()
    }
  }

  public func estate(
    _ selection: EstateSelection, asOf point: PointInTime
  ) throws(StoreError) -> Estate {
    try read { database in
      let revision = try ScanReader(database).revision(at: point)
      return try SelectionReader(database, revision: revision, selection).estate()
    }
  }

  public func estate(
    of assets: [AssetID], asOf point: PointInTime
  ) throws(StoreError) -> Estate {
    try read { database in
      let revision = try ScanReader(database).revision(at: point)
      return try EstateReader(database, revision: revision, preloaded: false).estate(of: assets)
    }
  }

  public func unknown(asOf point: PointInTime) throws(StoreError) -> [UnknownJudgement] {
    try read { database in
      try EstateReader(database, revision: try ScanReader(database).revision(at: point)).unknown()
    }
  }

  public func findings(_ filter: FindingFilter) throws(StoreError) -> [RecordedFinding] {
    try read { database in
      let revision = try ScanReader(database).revision(at: filter.asOf)
      return try FindingReader(
        database: database, revision: revision,
        moment: try ScanReader(database).moment(of: filter.asOf)
      ).findings(filter)
    }
  }

  public func finding(_ prefix: String) throws(StoreError) -> RecordedFinding? {
    guard !prefix.isEmpty else { throw StoreError(.invalid, "the id of a finding is empty") }
    let findings = try read { database in
      let revision = try ScanReader(database).revision(at: .now)
      return try FindingReader(database: database, revision: revision, moment: Date())
        .findings(prefix: prefix)
    }
    if let exact = findings.first(where: { $0.finding.id == prefix }) { return exact }
    guard findings.count < 2 else {
      throw StoreError(.invalid, "'\(prefix)' begins several findings; give more of the id")
    }
    return findings.first
  }

  public func history(of finding: String) throws(StoreError) -> [FindingEvent] {
    try read {
      try FindingReader(database: $0, revision: .max, moment: Date()).history(of: finding)
    }
  }

  public func accept(
    finding: String, by actor: String, reason: String, until expiry: Date? = nil, now: Date
  ) throws(StoreError) {
    try write { database in
      try FindingAcceptance(finding: finding, actor: actor, reason: reason, expiry: expiry)
        .record(in: database, now: now)
    }
  }

  public func decide(_ decision: AssetDecision, by actor: String, now: Date) throws(StoreError) {
    try write { try DecisionTable(database: $0).insert(decision, by: actor, now: now) }
  }

  public func decisions(asOf point: PointInTime) throws(StoreError) -> [RecordedDecision] {
    try read { database in
      try DecisionTable(database: database)
        .inForce(revision: try ScanReader(database).revision(at: point))
    }
  }

  public func decisionHistory() throws(StoreError) -> [RecordedDecision] {
    try read { try DecisionTable(database: $0).history() }
  }

  public func asset(_ id: AssetID) throws(StoreError) -> RecordedAsset? {
    try read { try AssetReader(database: $0).asset(id) }
  }

  private func read<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    try StoreError.catching(path) { try pool.read(body) }
  }

  /// Runs the body in one transaction that begins by waiting for other writers.
  private func write<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    try StoreError.catching(path) { try pool.write(body) }
  }
}
