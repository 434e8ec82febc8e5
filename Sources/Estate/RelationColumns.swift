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

  /// Takes rows that are sorted by tail, kind and head.
  init(
    rows: [RelationRow], sightings: [[PackedSighting]], properties: [Int32: [String: Value]],
    names: SightingNames, assetCount: Int
  ) {
    kinds = rows.map(\.kind)
    tails = rows.map(\.tail)
    heads = rows.map(\.head)
    bases = rows.map(\.basis)
    confidences = rows.map(\.confidence)
    self.properties = properties
    self.names = names
    var starts: [Int32] = [0]
    var flat: [PackedSighting] = []
    starts.reserveCapacity(rows.count + 1)
    flat.reserveCapacity(rows.count)
    for list in sightings {
      flat += list
      starts.append(Int32(flat.count))
    }
    sightingStarts = starts
    packed = flat

    var out = [Int32](repeating: 0, count: assetCount + 1)
    var into = out
    for row in rows {
      out[Int(row.tail) + 1] += 1
      into[Int(row.head) + 1] += 1
    }
    for index in 0..<assetCount {
      out[index + 1] += out[index]
      into[index + 1] += into[index]
    }
    outgoingStarts = out
    incomingStarts = into
    // Stable counting sort by head; each bucket is then ordered by kind and tail.
    var next = into
    var order = [Int32](repeating: 0, count: rows.count)
    for (index, row) in rows.enumerated() {
      order[Int(next[Int(row.head)])] = Int32(index)
      next[Int(row.head)] += 1
    }
    for asset in 0..<assetCount where into[asset + 1] - into[asset] > 1 {
      order[Int(into[asset])..<Int(into[asset + 1])].sort {
        let (a, b) = (rows[Int($0)], rows[Int($1)])
        return (a.kind, a.tail) < (b.kind, b.tail)
      }
    }
    incomingOrder = order
  }

  var count: Int { kinds.count }

  subscript(index: Int) -> Relation {
    Relation(
      kind: RelationKind(rawValue: kinds[index]), tail: Int(tails[index]), head: Int(heads[index]),
      basis: bases[index], confidence: confidences[index].decimal)
  }

  func sightings(at index: Int) -> [Sighting] {
    packed[Int(sightingStarts[index])..<Int(sightingStarts[index + 1])].map(names.unpack)
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

/// One relation while the columns are made.
struct RelationRow: Sendable {
  var kind: UInt8
  var tail: Int32
  var head: Int32
  var basis: Basis
  var confidence: Float
}
