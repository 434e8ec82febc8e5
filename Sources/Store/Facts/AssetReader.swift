import Estate
import Foundation
import GRDB

/// Reads one asset with its place in time.
struct AssetReader {
  let database: Database

  func asset(_ id: AssetID) throws -> RecordedAsset? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT asset.number, first.finished, last.finished FROM asset
        JOIN asset_seen ON asset_seen.asset = asset.number
        JOIN scan first ON first.number = asset.first_scan
        JOIN scan last ON last.number = asset_seen.scan
        WHERE asset.id = ?
        """, arguments: [id.text])
    guard let row, let kind = id.kind else { return nil }
    let (number, first, last): (Int32, Int64, Int64) = (row[0], row[1], row[2])
    let revision = try ScanReader(database).revision(at: .now)
    let reader = try EstateReader(database, revision: revision, preloaded: false)
    var asset = try reader.asset(number, id, where: "closed IS NULL")
    let present = try asset != nil || isMentioned(number)
    if !present, let closed = try lastClosed(number) {
      asset = try reader.asset(number, id, where: "closed = \(closed)")
    }
    return RecordedAsset(
      asset: asset ?? Asset(id: id, kind: kind, name: id.text),
      firstSeen: Date(microseconds: first),
      lastSeen: Date(microseconds: last), present: present)
  }

  /// Whether a relation or signal that holds is about the asset.
  private func isMentioned(_ number: Int32) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM signal WHERE source IN (SELECT number FROM source)
        AND asset = ? AND closed IS NULL)
        OR EXISTS (SELECT 1 FROM relation WHERE (tail = ? OR head = ?) AND closed IS NULL)
        """, arguments: [number, number, number]) ?? false
  }

  private func lastClosed(_ number: Int32) throws -> Int64? {
    try Int64.fetchOne(
      database,
      sql: """
        SELECT max(closed) FROM sighting
        WHERE source IN (SELECT number FROM source) AND asset = ?
        """, arguments: [number])
  }
}
