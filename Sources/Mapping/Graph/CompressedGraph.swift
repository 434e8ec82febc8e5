/// A weighted directed graph in compressed adjacency form, both directions, 20 bytes an edge.
///
/// Nodes are numbers. The edges that leave a node are one range of the columns; those that enter it
/// are one range of `reverseEdges`. Cost is −ln p, so that the cheapest path is the likeliest.
///
/// An object, as it is handed around while its columns never change.
final class CompressedGraph: Sendable {
  let nodeCount: Int
  let starts: [Int32]
  let heads: [Int32]
  let costs: [Float]
  /// What the edge stands for; edges of one label are cut together.
  let labels: [Int32]
  let reverseStarts: [Int32]
  let reverseTails: [Int32]
  let reverseEdges: [Int32]

  typealias Emit = (_ tail: Int32, _ head: Int32, _ cost: Float, _ label: Int32) -> Void

  /// Takes the edges from `edges`, which is called twice and must say the same both times: once to
  /// count and once to fill, so that no list of edges is ever held.
  init(nodeCount: Int, edges: (Emit) -> Void) {
    self.nodeCount = nodeCount
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    var reverseStarts = starts
    edges { tail, head, _, _ in
      starts[Int(tail) + 1] += 1
      reverseStarts[Int(head) + 1] += 1
    }
    for node in 0..<nodeCount {
      starts[node + 1] += starts[node]
      reverseStarts[node + 1] += reverseStarts[node]
    }
    let count = Int(starts[nodeCount])
    var heads = [Int32](repeating: 0, count: count)
    var costs = [Float](repeating: 0, count: count)
    var labels = [Int32](repeating: 0, count: count)
    var reverseTails = [Int32](repeating: 0, count: count)
    var reverseEdges = [Int32](repeating: 0, count: count)
    // The starts serve as cursors while the columns are filled, and are then moved back by one node.
    edges { tail, head, cost, label in
      let slot = Int(starts[Int(tail)])
      starts[Int(tail)] += 1
      heads[slot] = head
      costs[slot] = cost
      labels[slot] = label
      let reverseSlot = Int(reverseStarts[Int(head)])
      reverseStarts[Int(head)] += 1
      reverseTails[reverseSlot] = tail
      reverseEdges[reverseSlot] = Int32(slot)
    }
    CompressedGraph.restore(&starts)
    CompressedGraph.restore(&reverseStarts)
    self.starts = starts
    self.heads = heads
    self.costs = costs
    self.labels = labels
    self.reverseStarts = reverseStarts
    self.reverseTails = reverseTails
    self.reverseEdges = reverseEdges
  }

  private static func restore(_ starts: inout [Int32]) {
    for node in stride(from: starts.count - 2, to: 0, by: -1) { starts[node] = starts[node - 1] }
    if starts.count > 1 { starts[0] = 0 }
  }

  var edgeCount: Int { heads.count }

  func outgoing(_ node: Int32) -> Range<Int> {
    Int(starts[Int(node)])..<Int(starts[Int(node) + 1])
  }

  /// Positions in `reverseTails` and `reverseEdges`.
  func incoming(_ node: Int32) -> Range<Int> {
    Int(reverseStarts[Int(node)])..<Int(reverseStarts[Int(node) + 1])
  }

  /// The node that the edge leaves, by bisection: paths ask, traversals never do.
  func tail(of edge: Int32) -> Int32 {
    var (low, high) = (0, nodeCount)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle + 1] > edge { high = middle } else { low = middle + 1 }
    }
    return Int32(low)
  }
}
