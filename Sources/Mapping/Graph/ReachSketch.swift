/// How many of a set of groups each node leads to, or is led to from, for all nodes at once: exact
/// below `size`, estimated above (bottom-k sketch after Cohen, some 1/√(size − 2) off).
///
/// Groups are searched in a random order of fixed seed. A node that has been found by `size` of them
/// is full and passed by, because whatever leads to it is full as well; the rank of the last one
/// found is all that the estimate needs, so that a node takes five bytes.
struct ReachSketch: Sendable {
  static let size = 16

  private let counts: [UInt8]
  private let lastRanks: [Int32]
  private let groupCount: Int

  /// Counts groups of nodes that lie ahead (`toTargets`) or behind (`fromSources`).
  init(in graph: CompressedGraph, _ direction: BestPaths.Direction, groups: [[Int32]]) {
    var counts = [UInt8](repeating: 0, count: graph.nodeCount)
    var lastRanks = [Int32](repeating: 0, count: graph.nodeCount)
    var visits = [Int32](repeating: -1, count: graph.nodeCount)
    let forward = direction == .fromSources
    let starts = forward ? graph.starts : graph.reverseStarts
    let neighbors = forward ? graph.heads : graph.reverseTails
    var queue: [Int32] = []
    for (rank, group) in Self.shuffled(groups.count).enumerated() {
      func visit(_ node: Int32) {
        let index = Int(node)
        guard visits[index] != Int32(rank), counts[index] < Self.size else { return }
        visits[index] = Int32(rank)
        counts[index] += 1
        lastRanks[index] = Int32(rank) + 1
        queue.append(node)
      }
      for node in groups[group] { visit(node) }
      while let node = queue.popLast() {
        for slot in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) { visit(neighbors[slot]) }
      }
    }
    self.counts = counts
    self.lastRanks = lastRanks
    groupCount = groups.count
  }

  func isExact(_ node: Int32) -> Bool { counts[Int(node)] < Self.size }

  func count(_ node: Int32) -> Int {
    let count = Int(counts[Int(node)])
    if count < Self.size { return count }
    // The k-th of n ranks drawn from N without replacement lies at k·(N + 1)/(n + 1).
    let estimate = Double(count * (groupCount + 1)) / Double(lastRanks[Int(node)]) - 1
    return min(groupCount, max(count, Int(estimate.rounded())))
  }

  /// A permutation that is the same on every run.
  private static func shuffled(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    var state: UInt64 = 0x1505_BA12
    for index in stride(from: count - 1, to: 0, by: -1) {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      order.swapAt(index, Int(mixed % UInt64(index + 1)))
    }
    return order
  }
}
