/// An estate told in columns, for generators: millions of relations without a hash of each.
public struct BulkEstate: Sendable {
  public private(set) var assets: [Asset]
  private var kinds: [UInt8] = []
  private var tails: [Int32] = []
  private var heads: [Int32] = []
  private var collected: Set<RelationKind> = []

  /// Nil unless the assets are sorted by id, each once.
  public init?(assets: [Asset]) {
    guard zip(assets, assets.dropFirst()).allSatisfy({ $0.id < $1.id }),
      assets.count <= Int(Int32.max)
    else { return nil }
    self.assets = assets
  }

  public mutating func reserve(relations count: Int) {
    kinds.reserveCapacity(count)
    tails.reserveCapacity(count)
    heads.reserveCapacity(count)
  }

  /// Adds a relation between assets by index. False, and nothing added, where an index is out of
  /// bounds or the relation does not come after the one before by tail, kind and head.
  @discardableResult
  public mutating func add(_ kind: RelationKind, from tail: Int, to head: Int) -> Bool {
    guard assets.indices.contains(tail), assets.indices.contains(head) else { return false }
    let (newTail, newHead) = (Int32(tail), Int32(head))
    if let lastTail = tails.last, let lastKind = kinds.last, let lastHead = heads.last,
      (lastTail, lastKind, lastHead) >= (newTail, kind.rawValue, newHead)
    {
      return false
    }
    kinds.append(kind.rawValue)
    tails.append(newTail)
    heads.append(newHead)
    collected.insert(kind)
    return true
  }

  public func build() -> Estate {
    Estate(
      assets: assets, signals: [],
      relations: RelationColumns(
        kinds: kinds, tails: tails, heads: heads,
        bases: [Basis](repeating: .declared, count: kinds.count),
        confidences: [Float](repeating: 1, count: kinds.count), assetCount: assets.count),
      collected: collected)
  }
}
