/// Relations as parallel columns: some 20 bytes each, plus 20 for a sighting.
struct RelationColumns: Sendable {
  let kinds: [UInt8]
  let tails: [Int32]
  let heads: [Int32]
  let bases: [Basis]
  let confidences: [Float]
  /// Properties of the few relations that have any.
  let properties: [Int32: [String: Value]]
  private let sightingStarts: [Int32]
  private let packed: [PackedSighting]
  private let names: SightingNames
  private let outgoingStarts: [Int32]
  private let incomingStarts: [Int32]
  private let incomingOrder: [Int32]

  /// Takes what was gathered; `position` gives the index of each end, −1 where it is left out.
  init(
    _ drafts: RelationDrafts, position: [Int32], names: SightingNames, assetCount: Int
  ) {
    let order = RelationOrder(
      kinds: drafts.kinds, tails: drafts.tails.map { position[Int($0)] },
      heads: drafts.heads.map { position[Int($0)] }, assetCount: assetCount)
    kinds = order.sorted.map { drafts.kinds[Int($0)] }
    tails = order.sorted.map { position[Int(drafts.tails[Int($0)])] }
    heads = order.sorted.map { position[Int(drafts.heads[Int($0)])] }
    bases = order.sorted.map { drafts.bases[Int($0)] }
    var properties: [Int32: [String: Value]] = [:]
    var confidences: [Float] = []
    var starts: [Int32] = [0]
    var flat: [PackedSighting] = []
    confidences.reserveCapacity(order.sorted.count)
    starts.reserveCapacity(order.sorted.count + 1)
    flat.reserveCapacity(order.sorted.count)
    for (index, number) in order.sorted.enumerated() {
      let sightings = names.sorted(drafts.sightings(of: Int(number)))
      confidences.append(sightings.reduce(0) { max($0, $1.confidence) })
      flat += sightings
      starts.append(Int32(flat.count))
      if let own = drafts.properties[number] { properties[Int32(index)] = own }
    }
    self.confidences = confidences
    self.properties = properties
    self.names = names.sealed
    sightingStarts = starts
    packed = flat
    (outgoingStarts, incomingStarts, incomingOrder) = Self.adjacency(
      kinds: kinds, tails: tails, heads: heads, assetCount: assetCount)
  }

  /// Ranges of the relations that leave and enter each asset, and those that enter in order.
  private static func adjacency(
    kinds: [UInt8], tails: [Int32], heads: [Int32], assetCount: Int
  ) -> (outgoing: [Int32], incoming: [Int32], order: [Int32]) {
    var out = [Int32](repeating: 0, count: assetCount + 1)
    var into = out
    for index in kinds.indices {
      out[Int(tails[index]) + 1] += 1
      into[Int(heads[index]) + 1] += 1
    }
    for index in 0..<assetCount {
      out[index + 1] += out[index]
      into[index + 1] += into[index]
    }
    // Stable counting sort by head; each bucket is then ordered by kind and tail.
    var next = into
    var order = [Int32](repeating: 0, count: kinds.count)
    for (index, head) in heads.enumerated() {
      order[Int(next[Int(head)])] = Int32(index)
      next[Int(head)] += 1
    }
    for asset in 0..<assetCount where into[asset + 1] - into[asset] > 1 {
      order[Int(into[asset])..<Int(into[asset + 1])].sort {
        (kinds[Int($0)], tails[Int($0)]) < (kinds[Int($1)], tails[Int($1)])
      }
    }
    return (out, into, order)
  }

  /// Takes columns that are sorted by tail, kind and head, of relations without sightings.
  init(
    kinds: [UInt8], tails: [Int32], heads: [Int32], bases: [Basis], confidences: [Float],
    properties: [Int32: [String: Value]] = [:], assetCount: Int
  ) {
    self.kinds = kinds
    self.tails = tails
    self.heads = heads
    self.bases = bases
    self.confidences = confidences
    self.properties = properties
    names = SightingNames()
    sightingStarts = []
    packed = []
    (outgoingStarts, incomingStarts, incomingOrder) = Self.adjacency(
      kinds: kinds, tails: tails, heads: heads, assetCount: assetCount)
  }

  var count: Int { kinds.count }

  subscript(index: Int) -> Relation {
    Relation(
      kind: RelationKind(rawValue: kinds[index]), tail: Int(tails[index]), head: Int(heads[index]),
      basis: bases[index], confidence: confidences[index].decimal)
  }

  func sightings(at index: Int) -> [Sighting] {
    if sightingStarts.isEmpty { return [] }
    return packed[Int(sightingStarts[index])..<Int(sightingStarts[index + 1])].map(names.unpack)
  }

  func outgoing(_ asset: Int) -> Range<Int> {
    Int(outgoingStarts[asset])..<Int(outgoingStarts[asset + 1])
  }

  func outgoing(_ asset: Int, _ kind: RelationKind) -> Range<Int> {
    let all = outgoing(asset)
    let low = partition(all) { kinds[$0] >= kind.rawValue }
    return low..<partition(low..<all.upperBound) { kinds[$0] > kind.rawValue }
  }

  func incoming(_ asset: Int) -> ArraySlice<Int32> {
    incomingOrder[Int(incomingStarts[asset])..<Int(incomingStarts[asset + 1])]
  }

  func incoming(_ asset: Int, _ kind: RelationKind) -> ArraySlice<Int32> {
    let all = Int(incomingStarts[asset])..<Int(incomingStarts[asset + 1])
    let low = partition(all) { kinds[Int(incomingOrder[$0])] >= kind.rawValue }
    let high = partition(low..<all.upperBound) { kinds[Int(incomingOrder[$0])] > kind.rawValue }
    return incomingOrder[low..<high]
  }

  /// The first position of the range for which the condition, false then true, holds.
  private func partition(_ range: Range<Int>, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
