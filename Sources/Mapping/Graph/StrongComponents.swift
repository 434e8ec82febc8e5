extension CompressedGraph {
  /// Sets of two or more nodes that all lead to one another (Tarjan), each ascending, in the order of
  /// their lowest node.
  func strongComponents() -> [[Int32]] {
    var indices = [Int32](repeating: -1, count: nodeCount)
    var lows = indices
    var onStack = BitSet(count: nodeCount)
    var left = BitSet(count: nodeCount)
    var path: [Int32] = []
    var work: [(node: Int32, next: Int)] = []
    var components: [[Int32]] = []
    var counter: Int32 = 0
    func enter(_ node: Int32) {
      indices[Int(node)] = counter
      lows[Int(node)] = counter
      counter += 1
      path.append(node)
      onStack.insert(node)
      work.append((node, outgoing(node).lowerBound))
    }
    for root in 0..<Int32(nodeCount) where indices[Int(root)] < 0 {
      enter(root)
      while let (node, next) = work.last {
        if next < outgoing(node).upperBound {
          work[work.count - 1].next += 1
          let head = heads[next]
          if indices[Int(head)] < 0 {
            enter(head)
          } else if onStack.contains(head), !left.contains(head) {
            lows[Int(node)] = min(lows[Int(node)], indices[Int(head)])
          }
          continue
        }
        work.removeLast()
        if let above = work.last?.node {
          lows[Int(above)] = min(lows[Int(above)], lows[Int(node)])
        }
        guard lows[Int(node)] == indices[Int(node)] else { continue }
        var component: [Int32] = []
        while let member = path.popLast() {
          left.insert(member)
          component.append(member)
          if member == node { break }
        }
        if component.count > 1 { components.append(component.sorted()) }
      }
    }
    return components.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }
}
