/// The cheapest path to every node from a set of sources (Dijkstra), or from every node to a set of
/// targets.
struct BestPaths: Sendable {
  /// Where a search starts, and at which cost.
  struct Source: Sendable, Hashable {
    let node: Int32
    let cost: Float
  }

  enum Direction: Sendable { case fromSources, toTargets }

  /// Cost of the cheapest path; infinite where there is none.
  let costs: [Float]
  /// The edge by which each node is reached or, towards targets, left; −1 at the ends.
  let edges: [Int32]
  let direction: Direction

  init(
    in graph: CompressedGraph, _ direction: Direction, _ sources: [Source],
    without removed: Set<Int32> = [], edgeCosts: [Float]? = nil
  ) {
    self.direction = direction
    var costs = [Float](repeating: .infinity, count: graph.nodeCount)
    var edges = [Int32](repeating: -1, count: graph.nodeCount)
    var heap = CostHeap()
    for source in sources where source.cost < costs[Int(source.node)] {
      costs[Int(source.node)] = source.cost
      heap.push(source.node, source.cost)
    }
    let forward = direction == .fromSources
    let starts = forward ? graph.starts : graph.reverseStarts
    let neighbors = forward ? graph.heads : graph.reverseTails
    let reverseEdges = graph.reverseEdges
    let weights = edgeCosts ?? graph.costs
    let labels = graph.labels
    while let (node, cost) = heap.pop() {
      if cost > costs[Int(node)] { continue }
      for slot in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) {
        let edge = forward ? slot : Int(reverseEdges[slot])
        let next = Int(neighbors[slot])
        let total = cost + weights[edge]
        guard total < costs[next] else { continue }
        if !removed.isEmpty, removed.contains(labels[edge]) { continue }
        costs[next] = total
        edges[next] = Int32(edge)
        heap.push(Int32(next), total)
      }
    }
    self.costs = costs
    self.edges = edges
  }

  func reaches(_ node: Int32) -> Bool { costs[Int(node)] < .infinity }

  /// The edges of the cheapest path to that node, or from it towards a target, in the direction of
  /// the graph; nil where there is none.
  func path(_ node: Int32, in graph: CompressedGraph) -> [Int32]? {
    guard reaches(node) else { return nil }
    var path: [Int32] = []
    var current = node
    while edges[Int(current)] >= 0 {
      let edge = edges[Int(current)]
      path.append(edge)
      current = direction == .fromSources ? graph.tail(of: edge) : graph.heads[Int(edge)]
    }
    return direction == .fromSources ? path.reversed() : path
  }
}
