/// The part of the attack graph that lies on some way from an entry point to a target: everything
/// that can be asked of paths is asked here, where few states are left.
public struct RouteMap: Sendable {
  public let analysis: AttackAnalysis
  /// Targets that some attacker reaches.
  public let targets: [AttackTarget]
  let part: Subgraph
  let sources: [BestPaths.Source]

  /// For all targets, or for those given.
  public init(_ analysis: AttackAnalysis, to chosen: [AttackTarget]? = nil) {
    self.analysis = analysis
    let steps = analysis.graph.steps
    targets = (chosen ?? analysis.targets).filter { target in
      target.nodes.contains(where: analysis.best.reaches)
    }
    var members = steps.reaching(targets.flatMap(\.nodes))
    var reached = BitSet(count: steps.nodeCount)
    for node in 0..<Int32(steps.nodeCount) where analysis.best.reaches(node) {
      reached.insert(node)
    }
    members.formIntersection(reached)
    let part = Subgraph(of: steps, within: members)
    self.part = part
    sources = analysis.entries.compactMap(\.source).compactMap { source in
      part.number(of: source.node).map { BestPaths.Source(node: $0, cost: source.cost) }
    }
  }

  public var stateCount: Int { part.graph.nodeCount }

  func numbers(of target: AttackTarget) -> [Int32] { target.nodes.compactMap(part.number(of:)) }

  /// Up to `limit` different ways to the targets, the likeliest first.
  public func diversePaths(limit: Int = 5) -> [AttackPath] {
    let ends = targets.flatMap(numbers(of:))
    return part.graph.diversePaths(from: sources, to: ends, limit: limit).map(path)
  }

  /// The fewest relations (and hijacks of agents) whose removal parts the targets from every entry
  /// point; nil where they cannot be parted, as where an entry point is a target itself.
  public func severingSet() -> [AttackPath.Hop]? {
    let cut = MinimumCut(
      of: part.graph, from: sources.map(\.node), to: targets.flatMap(numbers(of:))
    ) { AttackStep.isCuttable(label: part.graph.labels[Int($0)]) ? 1 : nil }
    var seen: Set<Int32> = []
    return cut.edges?.filter { seen.insert(part.graph.labels[Int($0)]).inserted }.map(hop)
  }

  func hop(_ edge: Int32) -> AttackPath.Hop {
    let whole = part.edges[Int(edge)]
    let steps = analysis.graph.steps
    let from = AttackState(node: steps.tail(of: whole))
    return AttackPath([whole], from: from, entry: nil, in: steps).hops[0]
  }

  private func path(_ edges: [Int32]) -> AttackPath {
    let whole = edges.map { part.edges[Int($0)] }
    let end = whole.last.map { analysis.graph.steps.heads[Int($0)] } ?? 0
    return analysis.path(whole, endingAt: AttackState(node: end))
  }
}
