import Estate

/// How a pattern is searched: from which node, in which order, and what is checked on the way.
final class PatternPlan: Sendable {
  struct Step: Sendable {
    let edge: Int
    /// Position of the node that the step leaves, and of that which it reaches.
    let from: Int
    let to: Int
  }

  let pattern: PathPattern
  /// Position of the node at which the search starts.
  let start: Int
  let steps: [Step]
  /// Conditions that must not be false, by the number of steps made when all that they read is bound.
  let filters: [[Expression]]
  /// Slots of the pattern that are bound before it: what its matches depend on.
  let key: [Int]
  /// Slots that the pattern binds.
  let binds: [Int]

  /// Starts from a bound node where there is one, else from the rarest kind.
  init(
    _ pattern: PathPattern, bound: Set<Int>, conditions: [Expression], index: KindIndex
  ) {
    self.pattern = pattern
    let nodes = pattern.nodes
    let boundStart = nodes.indices.first {
      nodes[$0].variable.map { bound.contains($0.slot) } ?? false
    }
    let start =
      boundStart
      ?? nodes.indices.min { index.count(of: nodes[$0]) < index.count(of: nodes[$1]) } ?? 0
    self.start = start
    let right = (start..<pattern.edges.count).map { Step(edge: $0, from: $0, to: $0 + 1) }
    let left = (0..<start).reversed().map { Step(edge: $0, from: $0 + 1, to: $0) }
    steps = right + left
    key = pattern.slots.intersection(bound).sorted()
    binds = pattern.slots.subtracting(bound).sorted()

    var known = bound.intersection(pattern.slots)
    var waiting = conditions
    var filters: [[Expression]] = []
    for made in 0...steps.count {
      if made == 0 {
        known.formUnion(nodes[start].variable.map { [$0.slot] } ?? [])
      } else {
        let step = steps[made - 1]
        known.formUnion(nodes[step.to].variable.map { [$0.slot] } ?? [])
        known.formUnion(pattern.edges[step.edge].variable.map { [$0.slot] } ?? [])
      }
      filters.append(waiting.filter { $0.slots.isSubset(of: known) })
      waiting.removeAll { $0.slots.isSubset(of: known) }
    }
    self.filters = filters
  }
}

/// The assets of each kind, in the order of their ids.
final class KindIndex: Sendable {
  private let byKind: [[Int32]]
  private let all: [Int32]

  init(_ estate: Estate) {
    var byKind = [[Int32]](repeating: [], count: AssetKind.all.count)
    for (index, asset) in estate.assets.enumerated() {
      byKind[Int(asset.kind.rawValue)].append(Int32(index))
    }
    self.byKind = byKind
    all = estate.assets.indices.map(Int32.init)
  }

  func count(of node: PathPattern.Node) -> Int {
    guard let kinds = node.kinds else { return all.count }
    return kinds.indices.reduce(0) { $0 + (kinds[$1] ? byKind[$1].count : 0) }
  }

  /// The assets that fit a node, sorted.
  func assets(for node: PathPattern.Node) -> [Int32] {
    guard let kinds = node.kinds else { return all }
    let lists = kinds.indices.filter { kinds[$0] }.map { byKind[$0] }
    return lists.count == 1 ? lists[0] : lists.joined().sorted()
  }
}
