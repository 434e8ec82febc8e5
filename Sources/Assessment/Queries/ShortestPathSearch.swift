import Estate

/// Finds from one asset, to each asset that fits, one path with the fewest hops: the first by ids.
struct ShortestPathSearch {
  let estate: Estate
  let edge: PathPattern.Edge
  /// Whether the search starts at the right end of the pattern.
  let isReversed: Bool

  /// A path as the pattern reads.
  typealias Found = (end: Int32, path: BoundPath)

  /// Paths to the assets that fit, the nearest first; each relation looked at costs one.
  func paths(
    from start: Int32, to fits: (Int32) -> Bool, only end: Int32?, budget: inout Int
  ) throws(WorkExceeded) -> [Found] {
    var reached: [Int32: (from: Int32, relation: Int32)] = [:]
    var found: [Found] = []
    if edge.low == 0, fits(start), end ?? start == start {
      found.append((start, BoundPath(nodes: [start], relations: [])))
    }
    var layer = [start]
    for _ in 0..<edge.high where !layer.isEmpty {
      var next: [Int32] = []
      for node in layer {
        for hop in try hops(from: node, budget: &budget)
        where hop.node != start && reached[hop.node] == nil {
          reached[hop.node] = (node, hop.relation)
          next.append(hop.node)
          guard end ?? hop.node == hop.node, fits(hop.node) else { continue }
          found.append((hop.node, path(from: start, to: hop.node, reached)))
          if end != nil { return found }
        }
      }
      layer = next
    }
    return found
  }

  /// The neighbours in the order of their ids, those by the relation that is written first before.
  private func hops(
    from node: Int32, budget: inout Int
  ) throws(WorkExceeded) -> [(node: Int32, relation: Int32)] {
    var hops: [(node: Int32, kind: Int, relation: Int32)] = []
    for (number, kind) in edge.kinds.enumerated() {
      if edge.isForward != isReversed {
        for relation in estate.outgoing(Int(node), kind) {
          hops.append((Int32(estate.head(ofRelationAt: relation)), number, Int32(relation)))
        }
      } else {
        for relation in estate.incoming(Int(node), kind) {
          hops.append((Int32(estate.tail(ofRelationAt: Int(relation))), number, relation))
        }
      }
    }
    budget -= hops.count
    if budget < 0 { throw WorkExceeded() }
    return hops.sorted { ($0.node, $0.kind) < ($1.node, $1.kind) }.map { ($0.node, $0.relation) }
  }

  private func path(
    from start: Int32, to end: Int32, _ reached: [Int32: (from: Int32, relation: Int32)]
  ) -> BoundPath {
    var (nodes, relations) = ([end], [Int32]())
    var node = end
    while node != start, let step = reached[node] {
      relations.append(step.relation)
      nodes.append(step.from)
      node = step.from
    }
    return isReversed
      ? BoundPath(nodes: nodes, relations: relations)
      : BoundPath(nodes: nodes.reversed(), relations: relations.reversed())
  }
}
