/// The typed graph of everything that was seen, immutable, with provenance.
///
/// Assets are sorted by id and addressed by their index. Relations are kept in columns, sorted by
/// tail, kind and head, so that those that leave an asset are one range; those that enter it are
/// found through `incoming`.
public struct Estate: Sendable {
  public let assets: [Asset]
  /// Sorted by asset, name and location.
  public let signals: [Signal]
  /// Kinds of relation that some source looked for: the absence of any other is unknown, not "none".
  public let collected: Set<RelationKind>
  let relations: RelationColumns
  private let signalStarts: [Int32]

  init(
    assets: [Asset], signals: [Signal], relations: RelationColumns, collected: Set<RelationKind>
  ) {
    self.assets = assets
    self.signals = signals
    self.relations = relations
    self.collected = collected
    var starts = [Int32](repeating: 0, count: assets.count + 1)
    for signal in signals { starts[signal.asset + 1] += 1 }
    for index in assets.indices { starts[index + 1] += starts[index] }
    signalStarts = starts
  }

  /// An estate without assets.
  public static let empty = EstateBuilder().build()

  public var relationCount: Int { relations.count }

  /// Index of the asset with that id.
  public func index(of id: AssetID) -> Int? {
    var (low, high) = (0, assets.count)
    while low < high {
      let middle = (low + high) / 2
      if assets[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < assets.count && assets[low].id == id ? low : nil
  }

  public func relation(at index: Int) -> Relation { relations[index] }

  /// Index of the asset at the tail of that relation.
  public func tail(ofRelationAt index: Int) -> Int { Int(relations.tails[index]) }

  /// Index of the asset at the head of that relation.
  public func head(ofRelationAt index: Int) -> Int { Int(relations.heads[index]) }

  /// Kind of the relation, for scans that need no more of it.
  public func kind(ofRelationAt index: Int) -> RelationKind {
    RelationKind(rawValue: relations.kinds[index])
  }

  public func relationProperties(at index: Int) -> [String: Value] {
    relations.properties[Int32(index)] ?? [:]
  }

  /// Who saw the relation, sorted.
  public func sightings(ofRelationAt index: Int) -> [Sighting] { relations.sightings(at: index) }

  /// Indices of the relations whose tail is that asset, sorted by kind and head.
  public func outgoing(_ asset: Int) -> Range<Int> { relations.outgoing(asset) }

  /// Indices of the relations of that kind whose tail is that asset, sorted by head.
  public func outgoing(_ asset: Int, _ kind: RelationKind) -> Range<Int> {
    relations.outgoing(asset, kind)
  }

  /// Indices of the relations whose head is that asset, sorted by kind and tail.
  public func incoming(_ asset: Int) -> ArraySlice<Int32> { relations.incoming(asset) }

  /// Indices of the relations of that kind whose head is that asset, sorted by tail.
  public func incoming(_ asset: Int, _ kind: RelationKind) -> ArraySlice<Int32> {
    relations.incoming(asset, kind)
  }

  /// Signals on that asset, sorted by name and location.
  public func signals(of asset: Int) -> ArraySlice<Signal> {
    signals[Int(signalStarts[asset])..<Int(signalStarts[asset + 1])]
  }
}
