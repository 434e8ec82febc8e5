import Estate
import GRDB

/// The sources that a scan read, by number, with what may be concluded from each.
struct ScannedSources {
  /// Read to their end: what they did not see is gone.
  private(set) var complete: Set<Int32> = []
  /// Completely read since by a scan that started later: this scan has no news of them.
  private(set) var outdated: Set<Int32> = []
  private(set) var listed: Set<Int32> = []
  /// What no source was read at.
  let unread: UnreadPaths

  init(
    _ database: Database, outcomes: [SourceOutcome], skipped: [Skipped], scan: ScanID,
    numbers: inout NameNumbers
  ) throws {
    unread = try UnreadPaths(database, skipped: skipped)
    let later = try PreparedStatement(
      database,
      """
      SELECT 1 FROM source_scan JOIN scan ON scan.number = source_scan.scan
      WHERE source_scan.source = ? AND source_scan.status = 'complete'
      AND scan.started > (SELECT started FROM scan WHERE number = ?) LIMIT 1
      """)
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO source_scan (source, scan, kind, status, reason, files, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for outcome in outcomes {
      let number = try numbers.source(outcome.id)
      guard listed.insert(number).inserted else {
        throw StoreError(.invalid, "scan \(scan) lists source '\(outcome.id)' twice")
      }
      later.bind(number, 0)
      later.bind(scan.rawValue, 1)
      if try later.first({ _ in true }) == true {
        outdated.insert(number)
      } else if outcome.status == .complete {
        complete.insert(number)
      }
      try insert.execute(arguments: [
        number, scan.rawValue, outcome.kind, outcome.status.rawValue, outcome.reason,
        outcome.files, outcome.bytes,
      ])
    }
  }

  func isComplete(_ source: Int32) -> Bool { complete.contains(source) }

  /// Whether all that the source says at that path was said again, if it still holds.
  func isComplete(_ source: Int32, at path: Int32) -> Bool {
    isComplete(source) && !unread.contains(path)
  }

  func isOutdated(_ source: Int32) -> Bool { outdated.contains(source) }
  func isListed(_ source: Int32) -> Bool { listed.contains(source) }

  /// The sources of which this scan brings news.
  var current: Set<Int32> { listed.subtracting(outdated) }
}
