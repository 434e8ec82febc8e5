/// Dominators of a graph that is entered through a set of roots (Lengauer and Tarjan): a node
/// dominates another where every path from every root goes through it.
struct DominatorTree: Sendable {
  /// The nearest dominator of each node: −1 for the virtual root above all roots, −2 where the node
  /// cannot be reached.
  let parents: [Int32]
  /// Reached nodes, each after its dominator.
  let order: [Int32]

  init(of graph: CompressedGraph, roots: [Int32]) {
    // Numbers are those of the depth-first search; 0 is the virtual root.
    let search = DepthFirstSearch(graph, roots: roots)
    let count = search.nodes.count
    var forest = Forest(count: count)
    var parents = [Int32](repeating: 0, count: count)
    var buckets = [Int32](repeating: -1, count: count)
    var bucketNext = [Int32](repeating: -1, count: count)
    let rootSet = Set(roots)
    for number in stride(from: count - 1, to: 0, by: -1) {
      let node = search.nodes[number]
      var semi = Int32(number)
      if rootSet.contains(node) { semi = 0 }
      for slot in graph.incoming(node) {
        let before = search.numbers[Int(graph.reverseTails[slot])]
        guard before >= 0 else { continue }
        semi = min(semi, forest.semi[Int(forest.lowest(before))])
      }
      forest.semi[number] = semi
      bucketNext[number] = buckets[Int(semi)]
      buckets[Int(semi)] = Int32(number)
      let parent = search.parents[number]
      forest.link(Int32(number), to: parent)
      // All whose semidominator is the parent now have their lowest ancestor in the forest.
      var waiting = buckets[Int(parent)]
      buckets[Int(parent)] = -1
      while waiting >= 0 {
        let lowest = forest.lowest(waiting)
        parents[Int(waiting)] = forest.semi[Int(lowest)] < parent ? lowest : parent
        waiting = bucketNext[Int(waiting)]
      }
    }
    for number in 1..<max(1, count) where parents[number] != forest.semi[number] {
      parents[number] = parents[Int(parents[number])]
    }
    var byNode = [Int32](repeating: -2, count: graph.nodeCount)
    for number in 1..<max(1, count) {
      let parent = Int(parents[number])
      byNode[Int(search.nodes[number])] = parent == 0 ? -1 : search.nodes[parent]
    }
    self.parents = byNode
    order = Array(search.nodes.dropFirst())
  }

  /// The nearest node that dominates them all; −1 for the virtual root, nil where none is reached.
  func nearest(dominating nodes: some Sequence<Int32>) -> Int32? {
    var common: Int32?
    for node in nodes where parents[Int(node)] != -2 {
      guard let current = common else {
        common = node
        continue
      }
      common = meet(current, node)
    }
    return common
  }

  private func meet(_ left: Int32, _ right: Int32) -> Int32 {
    var above: Set<Int32> = []
    var node = left
    while node >= 0 {
      above.insert(node)
      node = parents[Int(node)]
    }
    node = right
    while node >= 0, !above.contains(node) { node = parents[Int(node)] }
    return node
  }
}

/// Depth-first numbers from a virtual root above the roots, without recursion.
private struct DepthFirstSearch {
  private(set) var nodes: [Int32] = [-1]
  /// −1 where the node is not reached.
  private(set) var numbers: [Int32]
  private(set) var parents: [Int32] = [0]

  init(_ graph: CompressedGraph, roots: [Int32]) {
    numbers = [Int32](repeating: -1, count: graph.nodeCount)
    var stack: [(node: Int32, next: Int)] = []
    for root in roots where numbers[Int(root)] < 0 {
      visit(root, from: 0)
      stack.append((root, graph.outgoing(root).lowerBound))
      while let (node, next) = stack.last {
        guard next < graph.outgoing(node).upperBound else {
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let head = graph.heads[next]
        guard numbers[Int(head)] < 0 else { continue }
        visit(head, from: numbers[Int(node)])
        stack.append((head, graph.outgoing(head).lowerBound))
      }
    }
  }

  private mutating func visit(_ node: Int32, from parent: Int32) {
    numbers[Int(node)] = Int32(nodes.count)
    nodes.append(node)
    parents.append(parent)
  }
}

/// The link-eval forest with path compression, without recursion.
private struct Forest {
  var semi: [Int32]
  private var ancestors: [Int32]
  private var labels: [Int32]
  private var trail: [Int32] = []

  init(count: Int) {
    semi = (0..<Int32(count)).map { $0 }
    labels = semi
    ancestors = [Int32](repeating: -1, count: count)
  }

  mutating func link(_ node: Int32, to parent: Int32) { ancestors[Int(node)] = parent }

  /// The node of lowest semidominator on the way up to, but without, the root of its tree.
  mutating func lowest(_ node: Int32) -> Int32 {
    guard ancestors[Int(node)] >= 0 else { return labels[Int(node)] }
    trail.removeAll(keepingCapacity: true)
    var current = node
    while ancestors[Int(ancestors[Int(current)])] >= 0 {
      trail.append(current)
      current = ancestors[Int(current)]
    }
    while let below = trail.popLast() {
      let above = ancestors[Int(below)]
      if semi[Int(labels[Int(above)])] < semi[Int(labels[Int(below)])] {
        labels[Int(below)] = labels[Int(above)]
      }
      ancestors[Int(below)] = ancestors[Int(above)]
    }
    return labels[Int(node)]
  }
}
