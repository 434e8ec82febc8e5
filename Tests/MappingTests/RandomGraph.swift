import TestSupport
@testable import Mapping

/// A small graph with its edges written out, for comparison with brute force.
struct RandomGraph {
  struct Edge {
    let tail: Int32
    let head: Int32
    let cost: Float
  }

  let graph: CompressedGraph
  /// In the order of the graph's edges.
  let edges: [Edge]
  let sources: [Int32]
  let targets: [Int32]

  /// Two to eight nodes, self loops, parallel edges, cycles and certain steps included.
  init(_ generator: inout SeededGenerator) {
    let count = Int32.random(in: 2...8, using: &generator)
    var edges: [Edge] = []
    for _ in 0..<Int.random(in: 0...14, using: &generator) {
      let certain = Int.random(in: 0..<4, using: &generator) == 0
      edges.append(
        Edge(
          tail: .random(in: 0..<count, using: &generator),
          head: .random(in: 0..<count, using: &generator),
          cost: certain ? 0 : .random(in: 0...3, using: &generator)))
    }
    graph = CompressedGraph(nodeCount: Int(count)) { emit in
      for (label, edge) in edges.enumerated() {
        emit(edge.tail, edge.head, edge.cost, Int32(label))
      }
    }
    let labels = graph.labels
    self.edges = labels.map { edges[Int($0)] }
    sources = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
      .random(in: 0..<count, using: &generator)
    }
    targets = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
      .random(in: 0..<count, using: &generator)
    }
  }

  var nodes: Range<Int32> { 0..<Int32(graph.nodeCount) }

  /// What the nodes lead to, edge by edge until nothing changes, without a node or a set of edges.
  func closure(
    from start: some Sequence<Int32>, withoutNode: Int32? = nil, withoutEdges: Set<Int> = []
  ) -> Set<Int32> {
    var reached = Set(start.filter { $0 != withoutNode })
    var changed = true
    while changed {
      changed = false
      for (number, edge) in edges.enumerated() where !withoutEdges.contains(number) {
        if reached.contains(edge.tail), edge.head != withoutNode,
          reached.insert(edge.head).inserted
        {
          changed = true
        }
      }
    }
    return reached
  }

  /// Cheapest costs by Bellman and Ford.
  func costs() -> [Float] {
    var costs = [Float](repeating: .infinity, count: graph.nodeCount)
    for source in sources { costs[Int(source)] = 0 }
    for _ in nodes {
      for edge in edges {
        costs[Int(edge.head)] = min(costs[Int(edge.head)], costs[Int(edge.tail)] + edge.cost)
      }
    }
    return costs
  }
}
