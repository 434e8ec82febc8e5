/// The part of a graph within a set of nodes, renumbered, order kept.
struct Subgraph: Sendable {
  let graph: CompressedGraph
  /// Node of the whole graph by node of the part, ascending.
  let nodes: [Int32]
  /// Edge of the whole graph by edge of the part.
  let edges: [Int32]

  init(of whole: CompressedGraph, within members: BitSet) {
    let nodes = members.members
    var numbers = [Int32](repeating: -1, count: whole.nodeCount)
    for (number, node) in nodes.enumerated() { numbers[Int(node)] = Int32(number) }
    graph = CompressedGraph(nodeCount: nodes.count) { emit in
      for (number, node) in nodes.enumerated() {
        for edge in whole.outgoing(node) where numbers[Int(whole.heads[edge])] >= 0 {
          emit(
            Int32(number), numbers[Int(whole.heads[edge])], whole.costs[edge], whole.labels[edge])
        }
      }
    }
    var edges: [Int32] = []
    edges.reserveCapacity(graph.edgeCount)
    for node in nodes {
      for edge in whole.outgoing(node) where numbers[Int(whole.heads[edge])] >= 0 {
        edges.append(Int32(edge))
      }
    }
    self.nodes = nodes
    self.edges = edges
  }

  /// Number within the part; nil where the node is outside.
  func number(of node: Int32) -> Int32? {
    var (low, high) = (0, nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] >= node { high = middle } else { low = middle + 1 }
    }
    return low < nodes.count && nodes[low] == node ? Int32(low) : nil
  }
}
