extension CompressedGraph {
  /// Up to `limit` different paths from the sources to one of the targets, the likeliest first: after
  /// each, its edges become four times as costly, so that the next one looks elsewhere.
  func diversePaths(
    from sources: [BestPaths.Source], to targets: [Int32], limit: Int
  ) -> [[Int32]] {
    /// What counts as the cost of a certain step once it was used, so that it can grow too.
    let leastPenalty: Float = 0.1
    var weights = costs
    var found: [[Int32]] = []
    // A run may return a path that is known already; its edges then grow once more.
    for _ in 0..<(2 * limit) where found.count < limit {
      let best = BestPaths(in: self, .fromSources, sources, edgeCosts: weights)
      let nearest = targets.min {
        (best.costs[Int($0)], $0) < (best.costs[Int($1)], $1)
      }
      guard let nearest, let path = best.path(nearest, in: self), !path.isEmpty else { break }
      if !found.contains(path) { found.append(path) }
      for edge in path {
        // A weight that overflows to infinity would make the edge look absent.
        weights[Int(edge)] = min(1_000_000, max(leastPenalty, weights[Int(edge)]) * 4)
      }
    }
    return found.enumerated()
      .sorted { (cost(of: $0.element), $0.offset) < (cost(of: $1.element), $1.offset) }
      .map(\.element)
  }

  func cost(of path: [Int32]) -> Float { path.reduce(0) { $0 + costs[Int($1)] } }
}
