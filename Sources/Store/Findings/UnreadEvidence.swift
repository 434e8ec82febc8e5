import Estate
import GRDB

/// Tells whether a finding that a scan no longer reports may stand all the same: it was not judged to
/// the end, or what it rests on was seen where the scan could not read.
struct UnreadEvidence {
  private let database: Database
  private let sources: ScannedSources
  private var assets: [AssetID: Bool] = [:]

  init(_ database: Database, sources: ScannedSources) {
    self.database = database
    self.sources = sources
  }

  /// - Parameter number: that of the finding.
  mutating func mayStand(_ number: Int64) throws -> Bool {
    if sources.unread.isEmpty, sources.unread.rules.isEmpty { return false }
    let document = try String.fetchOne(
      database,
      sql: "SELECT document FROM finding_version WHERE finding = ? AND closed IS NULL",
      arguments: [number])
    guard let finding = document.flatMap(FindingDocument.decode) else { return false }
    if sources.unread.rules.contains(finding.rule) { return true }
    if sources.unread.isEmpty { return false }
    if finding.locations.contains(where: { sources.unread.contains($0.path) }) { return true }
    for asset in finding.assets where try isSeenAtUnread(asset) { return true }
    return false
  }

  /// Whether anything that holds of the asset was seen at such a place.
  private mutating func isSeenAtUnread(_ asset: AssetID) throws -> Bool {
    if let known = assets[asset] { return known }
    var isSeen = false
    for table in [FactTable.sighting, .claim, .signal, .relation] where !isSeen {
      let subject = table.name == FactTable.relation.name ? "tail" : "asset"
      let select = try database.cachedStatement(
        sql: """
          SELECT DISTINCT path FROM \(table.name) WHERE source = ? AND closed IS NULL
          AND \(subject) = (SELECT number FROM asset WHERE id = ?)
          """)
      for source in sources.complete where !isSeen {
        isSeen = try Int32.fetchAll(select, arguments: [source, asset.text])
          .contains(where: sources.unread.contains)
      }
    }
    assets[asset] = isSeen
    return isSeen
  }
}
