import Estate

/// One way in which a pattern holds.
struct PatternMatch: Sendable {
  /// What the slots that the pattern binds stand for, in the order of `PatternPlan.binds`.
  let bound: [Int32]
  /// The asset at the first node of the pattern.
  let start: Int32
  /// The relations of each edge, as the pattern reads.
  let hops: [[Int32]]

  var hopCount: Int { hops.reduce(0) { $0 + $1.count } }
}

extension PathPattern {
  /// Adds numbers that order matches as a search in the order of ids does, from the first node on,
  /// shorter repetitions first. So the match that is shown never depends on the plan of the search.
  func order(of match: PatternMatch, in estate: Estate, into order: inout [Int64]) {
    order.append(Int64(match.start))
    for (edge, relations) in zip(edges, match.hops) {
      let kindCount = Int64(edge.kinds.count)
      for relation in relations {
        let row = estate.relation(at: Int(relation))
        let reached = Int64(edge.isForward ? row.head : row.tail)
        let kind = Int64(edge.kinds.firstIndex(of: row.kind) ?? 0)
        order.append(1 + reached * kindCount + (kindCount - 1 - kind))
      }
      order.append(0)
    }
  }
}
