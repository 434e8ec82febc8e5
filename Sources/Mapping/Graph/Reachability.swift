extension CompressedGraph {
  /// All nodes that some source leads to, the sources included.
  func reachable(from sources: some Sequence<Int32>) -> BitSet {
    search(from: sources, starts: starts, neighbors: heads)
  }

  /// All nodes that lead to some target, the targets included.
  func reaching(_ targets: some Sequence<Int32>) -> BitSet {
    search(from: targets, starts: reverseStarts, neighbors: reverseTails)
  }

  private func search(
    from sources: some Sequence<Int32>, starts: [Int32], neighbors: [Int32]
  ) -> BitSet {
    var seen = BitSet(count: nodeCount)
    var queue: [Int32] = []
    for source in sources where seen.insert(source) { queue.append(source) }
    while let node = queue.popLast() {
      for slot in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) {
        let next = neighbors[slot]
        if seen.insert(next) { queue.append(next) }
      }
    }
    return seen
  }
}
