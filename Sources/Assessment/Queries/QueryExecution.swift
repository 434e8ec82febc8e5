import Estate

/// Answers one query: goes through all combinations of matches of its patterns.
struct QueryExecution {
  private let query: Query
  private let evaluator: ExpressionEvaluator
  private let limits: QueryLimits
  private let index: KindIndex
  private let plan: QueryPlan
  private var bindings: Bindings
  private var tally: QueryTally
  private var budget: Int
  private var unknown = 0

  init(_ query: Query, _ evaluator: ExpressionEvaluator, _ limits: QueryLimits) {
    self.query = query
    self.evaluator = evaluator
    self.limits = limits
    index = KindIndex(evaluator.estate)
    plan = QueryPlan(query, index)
    bindings = Bindings(count: plan.slotCount)
    tally = QueryTally(query, evaluator, limit: limits.rows)
    budget = limits.steps
  }

  mutating func run() throws(QueryError) -> QueryResult {
    try search(0)
    let estate = evaluator.estate
    let rows = tally.finish()
    let kept = rows.dropFirst(query.skip).prefix(query.limit ?? rows.count)
    return QueryResult(
      columns: query.columns.map(\.name),
      rows: kept.map { $0.map { $0.resolved(in: estate) } }, total: rows.count, unknown: unknown,
      uncollected: uncollected)
  }

  /// An edge that leaves its relation open names none.
  private var uncollected: [RelationKind] {
    let edges = query.patterns.flatMap(\.path.edges)
    let named = edges.map(\.kinds).filter { $0.count < RelationKind.all.count }
    return Set(named.joined()).subtracting(evaluator.estate.collected).sorted()
  }

  private mutating func search(_ number: Int) throws(QueryError) {
    guard number < plan.steps.count else { return try judge() }
    let step = plan.steps[number]
    guard let start = step.start else { return try follow(step, number) }
    for asset in candidates(step, start.node) {
      try spend(1)
      bindings.slots[start.slot] = asset
      guard passes(step.startFilters) else { continue }
      try follow(step, number)
    }
    bindings.slots[start.slot] = -1
  }

  /// The assets that a search may start at: one where the query says which.
  private func candidates(_ step: QueryPlan.Step, _ node: PathPattern.Node) -> [Int32] {
    guard let id = step.startID else { return index.assets(for: node) }
    let estate = evaluator.estate
    guard let asset = estate.index(of: id), node.fits(estate.assets[asset].kind) else { return [] }
    return [Int32(asset)]
  }

  private mutating func judge() throws(QueryError) {
    switch evaluator.truth(query.condition, bindings) {
    case true?: try tally.add(bindings)
    case false?: break
    case nil: unknown += 1
    }
  }

  private mutating func follow(_ step: QueryPlan.Step, _ number: Int) throws(QueryError) {
    guard let plan = step.plan else { return try followShortest(step, number) }
    let (bindings, evaluator, index) = (bindings, evaluator, index)
    let matches = try bounded { budget throws(WorkExceeded) in
      try PatternSearch.matches(of: plan, from: bindings, evaluator, index, budget: &budget)
    }
    for match in matches {
      for (slot, value) in zip(plan.binds, match.bound) { self.bindings.slots[slot] = value }
      if let variable = step.pattern.variable {
        self.bindings.paths[variable.slot] = step.pattern.path.path(
          of: match, in: evaluator.estate)
      }
      try proceed(step, number)
    }
    for slot in plan.binds { self.bindings.slots[slot] = -1 }
  }

  private mutating func followShortest(
    _ step: QueryPlan.Step, _ number: Int
  ) throws(QueryError) {
    let path = step.pattern.path
    let isReversed = bindings[slot: step.ends.left] == nil
    let (near, far) =
      isReversed ? (step.ends.right, step.ends.left) : (step.ends.left, step.ends.right)
    let (nearNode, farNode) =
      isReversed ? (path.nodes[1], path.nodes[0]) : (path.nodes[0], path.nodes[1])
    let estate = evaluator.estate
    let start = bindings.slots[near]
    guard nearNode.fits(estate.assets[Int(start)].kind) else { return }
    let end = bindings[slot: far].map(Int32.init)
    let search = ShortestPathSearch(estate: estate, edge: path.edges[0], isReversed: isReversed)
    let found = try bounded { budget throws(WorkExceeded) in
      try search.paths(
        from: start, to: { farNode.fits(estate.assets[Int($0)].kind) }, only: end, budget: &budget)
    }
    for (asset, path) in found {
      bindings.slots[far] = asset
      if let variable = step.pattern.variable { bindings.paths[variable.slot] = path }
      try proceed(step, number)
    }
    bindings.slots[far] = end ?? -1
  }

  private mutating func proceed(_ step: QueryPlan.Step, _ number: Int) throws(QueryError) {
    try spend(1)
    guard passes(step.filters) else { return }
    try search(number + 1)
  }

  private func passes(_ filters: [Expression]) -> Bool {
    filters.allSatisfy { evaluator.truth($0, bindings) != false }
  }

  private mutating func spend(_ steps: Int) throws(QueryError) {
    budget -= steps
    if budget < 0 { throw Self.exhausted(limits.steps) }
  }

  /// Runs one search within what is left of the budget.
  private mutating func bounded<Found>(
    _ search: (inout Int) throws(WorkExceeded) -> Found
  ) throws(QueryError) -> Found {
    let portion = min(budget, limits.stepsOfSearch)
    var left = portion
    do throws(WorkExceeded) {
      let found = try search(&left)
      budget -= portion - left
      return found
    } catch {
      throw Self.exhausted(portion == budget ? limits.steps : limits.stepsOfSearch)
    }
  }

  private static func exhausted(_ steps: Int) -> QueryError {
    QueryError(
      "needs more than \(steps) steps; name the kinds of its nodes, tie its patterns together by shared names, or shorten its repetitions"
    )
  }
}
