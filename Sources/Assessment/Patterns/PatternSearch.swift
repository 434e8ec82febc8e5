import Estate

/// More work than a rule may cost.
struct WorkExceeded: Error {}

/// Finds the ways in which a pattern holds: simple paths, from what is bound outwards.
struct PatternSearch {
  private let plan: PatternPlan
  private let evaluator: ExpressionEvaluator
  private let index: KindIndex
  private var bindings: Bindings
  private var budget: Int
  private var positions: [Int32]
  private var hops: [[Int32]]
  private var matches: [PatternMatch] = []

  /// All matches from what is bound, in a fixed order; each relation looked at costs one.
  static func matches(
    of plan: PatternPlan, from bindings: Bindings, _ evaluator: ExpressionEvaluator,
    _ index: KindIndex, budget: inout Int
  ) throws(WorkExceeded) -> [PatternMatch] {
    var search = PatternSearch(
      plan: plan, evaluator: evaluator, index: index, bindings: bindings, budget: budget,
      positions: [Int32](repeating: -1, count: plan.pattern.nodes.count),
      hops: [[Int32]](repeating: [], count: plan.pattern.edges.count))
    defer { budget = search.budget }
    try search.begin()
    return search.matches
  }

  private mutating func spend() throws(WorkExceeded) {
    budget -= 1
    if budget < 0 { throw WorkExceeded() }
  }

  private mutating func begin() throws(WorkExceeded) {
    let node = plan.pattern.nodes[plan.start]
    if let variable = node.variable, let bound = bindings[variable] {
      return try arrive(Int32(bound), at: plan.start, made: 0)
    }
    for asset in index.assets(for: node) {
      try spend()
      try arrive(asset, at: plan.start, made: 0)
    }
  }

  /// Takes an asset for the node at a position and goes on, if it fits.
  private mutating func arrive(
    _ asset: Int32, at position: Int, made: Int
  ) throws(WorkExceeded) {
    let node = plan.pattern.nodes[position]
    guard node.fits(evaluator.estate.assets[Int(asset)].kind) else { return }
    var isNew = false
    if let slot = node.variable?.slot {
      if let bound = bindings[slot: slot] {
        guard bound == Int(asset) else { return }
      } else {
        bindings.slots[slot] = asset
        isNew = true
      }
    }
    positions[position] = asset
    if passes(plan.filters[made]) { try advance(made) }
    if isNew, let slot = node.variable?.slot { bindings.slots[slot] = -1 }
  }

  private func passes(_ filters: [Expression]) -> Bool {
    filters.allSatisfy { evaluator.truth($0, bindings) != false }
  }

  private mutating func advance(_ made: Int) throws(WorkExceeded) {
    guard made < plan.steps.count else {
      matches.append(
        PatternMatch(bound: plan.binds.map { bindings.slots[$0] }, start: positions[0], hops: hops))
      return
    }
    let step = plan.steps[made]
    var path = Path(nodes: [positions[step.from]])
    try extend(&path, made, step, plan.pattern.edges[step.edge])
  }

  /// The relations walked over one edge, in the order of the search, and the assets between them.
  private struct Path {
    var nodes: [Int32]
    var relations: [Int32] = []
  }

  private mutating func extend(
    _ path: inout Path, _ made: Int, _ step: PatternPlan.Step, _ edge: PathPattern.Edge
  ) throws(WorkExceeded) {
    guard let node = path.nodes.last else { return }
    if path.relations.count >= edge.low {
      let isRightward = step.to > step.from
      hops[step.edge] = isRightward ? path.relations : path.relations.reversed()
      if let slot = edge.variable?.slot {
        bindings.slots[slot] = hops[step.edge].last ?? -1
      }
      try arrive(node, at: step.to, made: made + 1)
      if let slot = edge.variable?.slot { bindings.slots[slot] = -1 }
    }
    guard path.relations.count < edge.high else { return }
    let follows = edge.isForward == (step.to > step.from)
    for kind in edge.kinds {
      if follows {
        for relation in evaluator.estate.outgoing(Int(node), kind) {
          let head = Int32(evaluator.estate.head(ofRelationAt: relation))
          try hop(&path, Int32(relation), head, made, step, edge)
        }
      } else {
        for relation in evaluator.estate.incoming(Int(node), kind) {
          let tail = Int32(evaluator.estate.tail(ofRelationAt: Int(relation)))
          try hop(&path, relation, tail, made, step, edge)
        }
      }
    }
  }

  private mutating func hop(
    _ path: inout Path, _ relation: Int32, _ asset: Int32, _ made: Int, _ step: PatternPlan.Step,
    _ edge: PathPattern.Edge
  ) throws(WorkExceeded) {
    try spend()
    guard !path.nodes.contains(asset) else { return }
    path.nodes.append(asset)
    path.relations.append(relation)
    try extend(&path, made, step, edge)
    path.nodes.removeLast()
    path.relations.removeLast()
  }
}
