/// The fewest edges whose removal parts all sources from all targets (Dinic), on a small graph.
struct MinimumCut: Sendable {
  /// Edges of the cut, ascending; nil where no removal of edges that may be cut is enough.
  let edges: [Int32]?

  /// `capacity` is what it costs to cut an edge, nil where it cannot be cut.
  init(
    of graph: CompressedGraph, from sources: [Int32], to targets: [Int32],
    capacity: (Int32) -> Int32?
  ) {
    var network = FlowNetwork(nodeCount: graph.nodeCount + 2)
    let (source, sink) = (Int32(graph.nodeCount), Int32(graph.nodeCount + 1))
    for node in sources { network.connect(source, node, FlowNetwork.unlimited) }
    for node in targets { network.connect(node, sink, FlowNetwork.unlimited) }
    for node in 0..<Int32(graph.nodeCount) {
      for edge in graph.outgoing(node) {
        network.connect(
          node, graph.heads[edge], capacity(Int32(edge)) ?? FlowNetwork.unlimited)
      }
    }
    guard network.saturate(from: source, to: sink) else {
      edges = nil
      return
    }
    let side = network.side(of: source)
    edges = (0..<Int32(graph.edgeCount)).filter { edge in
      side.contains(graph.tail(of: edge)) && !side.contains(graph.heads[Int(edge)])
    }
  }
}

/// Arcs in pairs, each beside its reverse.
private struct FlowNetwork {
  static let unlimited = Int32.max / 4

  private var firsts: [Int32]
  private var nexts: [Int32] = []
  private var heads: [Int32] = []
  private var rests: [Int32] = []

  init(nodeCount: Int) { firsts = [Int32](repeating: -1, count: nodeCount) }

  mutating func connect(_ tail: Int32, _ head: Int32, _ capacity: Int32) {
    for (from, to, rest) in [(tail, head, capacity), (head, tail, 0)] {
      heads.append(to)
      rests.append(rest)
      nexts.append(firsts[Int(from)])
      firsts[Int(from)] = Int32(heads.count - 1)
    }
  }

  /// Whether the flow is bounded; afterwards the arcs hold what is left of them.
  mutating func saturate(from source: Int32, to sink: Int32) -> Bool {
    var total = 0
    while let levels = levels(from: source, to: sink) {
      var cursors = firsts
      while let pushed = push(from: source, to: sink, levels, &cursors) {
        total += Int(pushed)
        if pushed >= Self.unlimited || total >= Int(Self.unlimited) { return false }
      }
    }
    return true
  }

  /// Nodes that the source still leads to.
  func side(of source: Int32) -> Set<Int32> {
    var seen: Set<Int32> = [source]
    var queue = [source]
    while let node = queue.popLast() {
      var arc = firsts[Int(node)]
      while arc >= 0 {
        if rests[Int(arc)] > 0, seen.insert(heads[Int(arc)]).inserted {
          queue.append(heads[Int(arc)])
        }
        arc = nexts[Int(arc)]
      }
    }
    return seen
  }

  private func levels(from source: Int32, to sink: Int32) -> [Int32]? {
    var levels = [Int32](repeating: -1, count: firsts.count)
    levels[Int(source)] = 0
    var queue = [source]
    var position = 0
    while position < queue.count {
      let node = queue[position]
      position += 1
      var arc = firsts[Int(node)]
      while arc >= 0 {
        let head = Int(heads[Int(arc)])
        if rests[Int(arc)] > 0, levels[head] < 0 {
          levels[head] = levels[Int(node)] + 1
          queue.append(Int32(head))
        }
        arc = nexts[Int(arc)]
      }
    }
    return levels[Int(sink)] < 0 ? nil : levels
  }

  /// One more path of the level graph, without recursion.
  private mutating func push(
    from source: Int32, to sink: Int32, _ levels: [Int32], _ cursors: inout [Int32]
  ) -> Int32? {
    var path: [Int32] = []
    var node = source
    while node != sink {
      let arc = cursors[Int(node)]
      if arc < 0 {
        guard let last = path.popLast() else { return nil }
        node = heads[Int(last ^ 1)]
        cursors[Int(node)] = nexts[Int(last)]
      } else if rests[Int(arc)] > 0, levels[Int(heads[Int(arc)])] == levels[Int(node)] + 1 {
        path.append(arc)
        node = heads[Int(arc)]
      } else {
        cursors[Int(node)] = nexts[Int(arc)]
      }
    }
    let flow = path.reduce(Self.unlimited) { min($0, rests[Int($1)]) }
    for arc in path {
      rests[Int(arc)] -= flow
      // The reverse of an unlimited arc must not overflow.
      rests[Int(arc ^ 1)] = min(Self.unlimited, rests[Int(arc ^ 1)]) + flow
    }
    return flow
  }
}
