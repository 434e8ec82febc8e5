import Estate
import Foundation
import GRDB

/// Reads the rows of scans, and finds the revision of a point in time.
struct ScanReader {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The newest revision at that point; 0 before the first.
  func revision(at point: PointInTime) throws -> Int64 {
    switch point {
    case .now:
      return try Int64.fetchOne(database, sql: "SELECT max(number) FROM revision") ?? 0
    case .time(let time):
      return try Int64.fetchOne(
        database, sql: "SELECT max(number) FROM revision WHERE time <= ?",
        arguments: [time.microseconds]) ?? 0
    case .scan(let scan):
      let revision = try Int64.fetchOne(
        database, sql: "SELECT number FROM revision WHERE scan = ?", arguments: [scan.rawValue])
      guard let revision else {
        throw StoreError(.invalid, "scan \(scan) is not recorded")
      }
      return revision
    }
  }

  /// The time at that point, by which decisions have expired or not.
  func moment(of point: PointInTime) throws -> Date {
    switch point {
    case .now: return Date()
    case .time(let time): return time
    case .scan(let scan):
      let time = try Int64.fetchOne(
        database, sql: "SELECT time FROM revision WHERE scan = ?", arguments: [scan.rawValue])
      return time.map(Date.init(microseconds:)) ?? .distantPast
    }
  }

  func running() throws -> [ScanID] {
    try Int64.fetchAll(
      database, sql: "SELECT number FROM scan WHERE status = 'running' ORDER BY number"
    ).map(ScanID.init(rawValue:))
  }

  func latest() throws -> Scan? {
    try scans(
      "WHERE scan.number = (SELECT scan FROM revision WHERE scan IS NOT NULL "
        + "ORDER BY number DESC LIMIT 1)"
    ).first
  }

  func all() throws -> [Scan] { try scans("ORDER BY scan.number") }

  private func scans(_ condition: String) throws -> [Scan] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT scan.number, started, finished, status, version, targets, catalogue, summary, entries
        FROM scan LEFT JOIN skipped_list ON skipped_list.number = scan.skipped \(condition)
        """
    ).map(scan)
  }

  private func scan(_ row: Row) throws -> Scan {
    guard let status = ScanStatus(rawValue: row[3]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown status of a scan")
    }
    let (number, started, finished): (Int64, Int64, Int64?) = (row[0], row[1], row[2])
    let targets = try ValueJSON.decode(row[5] as String).list ?? []
    var summary: [String: Value] = [:]
    if let text: String = row[7], case .map(let map) = try ValueJSON.decode(text) { summary = map }
    let skipped = try (row[8] as String?).map { try ValueJSON.decode($0).list ?? [] } ?? []
    return Scan(
      id: ScanID(rawValue: number),
      start: ScanStart(
        started: Date(microseconds: started), version: row[4], targets: targets.compactMap(\.text),
        catalogueDigest: row[6]),
      finished: finished.map(Date.init(microseconds:)), status: status,
      sources: try sources(of: number), summary: summary,
      skipped: skipped.compactMap { entry in
        guard let parts = entry.list?.compactMap(\.text), parts.count == 2 else { return nil }
        return Skipped(path: parts[0], reason: parts[1])
      })
  }

  private func sources(of scan: Int64) throws -> [SourceOutcome] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT id, kind, status, reason, files, bytes FROM source_scan
        JOIN source ON source.number = source_scan.source WHERE scan = ? ORDER BY id
        """, arguments: [scan]
    ).map { row in
      SourceOutcome(
        id: row[0], kind: row[1], status: SourceOutcome.Status(rawValue: row[2]) ?? .failed,
        reason: row[3], files: row[4], bytes: row[5])
    }
  }
}
