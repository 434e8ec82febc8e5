public import Estate

/// A synthetic estate as several sources see it: each a run of assets with what leaves them, every
/// asset and relation at a place of its own.
public struct SyntheticSources: Sendable {
  private let estate: Estate
  public let count: Int

  public init(of estate: Estate, count: Int = 10) {
    self.estate = estate
    self.count = max(1, count)
  }

  /// The id of a source, which counts from 0.
  public func id(_ source: Int) -> String { "files:repository:git:github.com/acme/shop\(source)" }

  /// What one source saw.
  public func estate(of source: Int) -> Estate {
    let each = (estate.assets.count + count - 1) / count
    var builder = EstateBuilder()
    for index in estate.assets.indices.dropFirst(source * each).prefix(each) {
      let asset = estate.assets[index]
      builder.add(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name, properties: asset.properties,
          sighting: sighting(source, index, line: 1)))
      for relation in estate.outgoing(index) {
        builder.add(
          RelationObservation(
            kind: estate.kind(ofRelationAt: relation), tail: asset.id,
            head: estate.assets[estate.head(ofRelationAt: relation)].id,
            sighting: sighting(source, index, line: 2 + relation % 100)))
      }
    }
    return builder.build()
  }

  private func sighting(_ source: Int, _ asset: Int, line: Int) -> Sighting {
    Sighting(
      source: id(source), detector: "estate-file",
      location: Location(
        path: "services/team\(asset % 97)/app\(asset / 10)/estate.yaml", line: line))
  }
}
