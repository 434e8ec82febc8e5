/// A state without which targets cannot be reached at all.
public struct ChokePoint: Sendable, Hashable {
  public let state: AttackState
  /// Number of targets that every attacker reaches through it alone.
  public let targets: Int
  /// What these targets are worth together.
  public let value: Double
}

extension RouteMap {
  /// The states that protect most, by proof: whoever makes one unreachable makes all the targets
  /// behind it unreachable. Entry points and the targets' own states are left out.
  public func chokePoints(limit: Int = 20) -> [ChokePoint] {
    let tree = DominatorTree(of: part.graph, roots: sources.map(\.node))
    var counts = [Int](repeating: 0, count: part.graph.nodeCount)
    var values = [Double](repeating: 0, count: part.graph.nodeCount)
    let own = Set(targets.flatMap(numbers(of:)))
    for target in targets {
      guard let above = tree.nearest(dominating: numbers(of: target)), above >= 0 else { continue }
      counts[Int(above)] += 1
      values[Int(above)] += target.value
    }
    for node in tree.order.reversed() where tree.parents[Int(node)] >= 0 {
      counts[Int(tree.parents[Int(node)])] += counts[Int(node)]
      values[Int(tree.parents[Int(node)])] += values[Int(node)]
    }
    let entries = Set(sources.map(\.node))
    let candidates = tree.order.filter {
      counts[Int($0)] > 0 && !own.contains($0) && !entries.contains($0)
    }
    // Of the states of one asset, the one that protects most stands for all.
    var assets: Set<Int> = []
    return candidates.sorted { (values[Int($1)], $0) < (values[Int($0)], $1) }
      .filter { assets.insert(AttackState(node: part.nodes[Int($0)]).asset).inserted }
      .prefix(max(0, limit))
      .map { node in
        ChokePoint(
          state: AttackState(node: part.nodes[Int(node)]), targets: counts[Int(node)],
          value: values[Int(node)])
      }
  }
}
