import Estate
import Foundation
import GRDB

/// Writes the rows of scans.
struct ScanWriter {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func insert(_ start: ScanStart) throws -> ScanID {
    try database.execute(
      sql: """
        INSERT INTO scan (started, status, version, targets, catalogue) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        start.started.microseconds, ScanStatus.running.rawValue, start.version,
        ValueJSON.encode(.texts(start.targets)), start.catalogueDigest,
      ])
    return ScanID(rawValue: database.lastInsertedRowID)
  }

  /// Marks the running scans that no living process holds.
  func markInterrupted(path: String) throws {
    for scan in try ScanReader(database).running() {
      guard try FileLock(path: path).take(scan.rawValue) else { continue }
      try database.execute(
        sql: "UPDATE scan SET status = ? WHERE number = ?",
        arguments: [ScanStatus.interrupted.rawValue, scan.rawValue])
    }
  }

  /// Ends a running scan and returns the revision that its facts belong to.
  func finish(_ outcome: ScanOutcome, now: Date) throws -> Int64 {
    let number = outcome.scan.rawValue
    let row = try Row.fetchOne(
      database, sql: "SELECT status, targets FROM scan WHERE number = ?", arguments: [number])
    guard let row else { throw StoreError(.invalid, "there is no scan \(number)") }
    let (status, targets): (String, String) = (row[0], row[1])
    guard status == ScanStatus.running.rawValue else {
      throw StoreError(.invalid, "scan \(number) is \(status), not running")
    }
    try database.execute(
      sql: "UPDATE scan SET finished = ?, status = ?, summary = ?, skipped = ? WHERE number = ?",
      arguments: [
        now.microseconds, outcome.status.rawValue, ValueJSON.encode(.map(outcome.summary)),
        try skippedList(outcome.skipped, targets: targets), number,
      ])
    try database.execute(
      sql: "INSERT INTO revision (time, scan) VALUES (?, ?)",
      arguments: [now.microseconds, number])
    return database.lastInsertedRowID
  }

  /// Number of the list: that of the last scan of the same targets where it is the same.
  private func skippedList(_ skipped: [Skipped], targets: String) throws -> Int64? {
    guard !skipped.isEmpty else { return nil }
    let entries = ValueJSON.encode(
      .list(skipped.sorted().map { .list([.text($0.path), .text($0.reason)]) }))
    let last = try Row.fetchOne(
      database,
      sql: """
        SELECT skipped_list.number, skipped_list.entries FROM scan
        JOIN skipped_list ON skipped_list.number = scan.skipped
        WHERE scan.targets = ? ORDER BY scan.number DESC LIMIT 1
        """, arguments: [targets])
    if let last, (last[1] as String) == entries { return last[0] }
    try database.execute(
      sql: "INSERT INTO skipped_list (entries) VALUES (?)", arguments: [entries])
    return database.lastInsertedRowID
  }
}
