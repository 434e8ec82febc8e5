/// A selection of an estate, told in columns as it is read: relations come in any order, and the same
/// one as often as it was seen.
public struct SelectedEstate: Sendable {
  private var assets: [Asset]
  private var seen: [Bool]
  private var unseen: Int
  private var kinds: [UInt8] = []
  private var tails: [Int32] = []
  private var heads: [Int32] = []
  private var bases: [Basis] = []
  private var confidences: [Float] = []
  private var collected: Set<RelationKind> = []

  /// Takes the assets that there may be; those that nothing speaks of are left out in the end. Nil
  /// unless they are sorted by id, each once.
  public init?(assets: [Asset]) {
    guard zip(assets, assets.dropFirst()).allSatisfy({ $0.id < $1.id }),
      assets.count <= Int(Int32.max)
    else { return nil }
    self.assets = assets
    seen = Array(repeating: false, count: assets.count)
    unseen = assets.count
  }

  /// Whether all assets were spoken of.
  public var isComplete: Bool { unseen == 0 }

  /// States that some source looked for relations of that kind.
  public mutating func collects(_ kind: RelationKind) { collected.insert(kind) }

  /// States that something speaks of the asset. Nothing happens where the index is out of bounds.
  public mutating func see(_ asset: Int) {
    guard seen.indices.contains(asset), !seen[asset] else { return }
    seen[asset] = true
    unseen -= 1
  }

  /// Adds a relation between assets by index, as it was seen once. Nothing is added where an index is
  /// out of bounds.
  public mutating func add(
    _ kind: RelationKind, from tail: Int, to head: Int, _ basis: Basis, confidence: Double
  ) {
    guard assets.indices.contains(tail), assets.indices.contains(head) else { return }
    see(tail)
    see(head)
    collects(kind)
    kinds.append(kind.rawValue)
    tails.append(Int32(tail))
    heads.append(Int32(head))
    bases.append(basis)
    confidences.append(Float(confidence))
  }

  public consuming func build() -> Estate {
    if !isComplete { leaveOutUnseen() }
    let order = RelationOrder(
      kinds: kinds, tails: tails, heads: heads, assetCount: assets.count
    ).sorted
    // Each relation once, with the strongest basis and the highest confidence.
    var firsts: [Int32] = []
    firsts.reserveCapacity(order.count)
    for number in order.lazy.map(Int.init) {
      guard let first = firsts.last.map(Int.init), tails[first] == tails[number],
        kinds[first] == kinds[number], heads[first] == heads[number]
      else {
        firsts.append(Int32(number))
        continue
      }
      bases[first] = max(bases[first], bases[number])
      confidences[first] = max(confidences[first], confidences[number])
    }
    return Estate(
      assets: assets, signals: [],
      relations: RelationColumns(
        kinds: firsts.map { kinds[Int($0)] }, tails: firsts.map { tails[Int($0)] },
        heads: firsts.map { heads[Int($0)] }, bases: firsts.map { bases[Int($0)] },
        confidences: firsts.map { confidences[Int($0)] }, assetCount: assets.count),
      collected: collected)
  }

  private mutating func leaveOutUnseen() {
    var position = [Int32](repeating: -1, count: assets.count)
    var kept: [Asset] = []
    kept.reserveCapacity(assets.count - unseen)
    for (index, asset) in assets.enumerated() where seen[index] {
      position[index] = Int32(kept.count)
      kept.append(asset)
    }
    assets = kept
    for index in kinds.indices {
      tails[index] = position[Int(tails[index])]
      heads[index] = position[Int(heads[index])]
    }
  }
}
