import Estate

/// In which order the patterns of a query are searched, and from where.
struct QueryPlan {
  struct Step {
    let pattern: QueryPattern
    /// The search; nil for a shortest path.
    let plan: PatternPlan?
    /// Where the search starts: the slot that it binds first, and the node; nil if that is bound.
    let start: (slot: Int, node: PathPattern.Node)?
    /// The id that the query asks of the start, where it does.
    let startID: AssetID?
    /// Slots of the ends of a shortest path.
    let ends: (left: Int, right: Int)
    /// Conditions to check once the start is bound, before the search.
    let startFilters: [Expression]
    /// Conditions to check once the step is made.
    let filters: [Expression]
  }

  let steps: [Step]
  /// Slots of all variables, and of nodes without a name at which a search starts.
  let slotCount: Int

  init(_ query: Query, _ index: KindIndex) {
    var slotCount = query.scope.slotCount
    var bound: Set<Int> = []
    var waiting = query.condition.conjuncts.filter { !$0.isTrue }
    var left = query.patterns
    var steps: [Step] = []
    while !left.isEmpty {
      // What shares a name with what is bound comes first: else all is combined with all.
      let next = left.firstIndex { !$0.slots.isDisjoint(with: bound) } ?? 0
      let pattern = left.remove(at: next)
      var path = pattern.path
      // Ends and starts without a name get a slot, so that they can be set one by one.
      func name(_ position: Int) -> Int {
        if let slot = path.nodes[position].variable?.slot { return slot }
        let slot = slotCount
        slotCount += 1
        path = path.naming(position, Variable(name: "", slot: slot))
        return slot
      }
      var start: (slot: Int, node: PathPattern.Node)?
      var ends = (left: 0, right: 0)
      let isBound = path.nodes.contains { $0.variable.map { bound.contains($0.slot) } ?? false }
      if pattern.search == .shortest {
        ends = (name(0), name(1))
        if !isBound { start = (ends.left, path.nodes[0]) }
      } else if !isBound {
        let known = path.nodes.indices.first { position in
          path.nodes[position].variable.flatMap { Self.id(asked: waiting, of: $0.slot) } != nil
        }
        let rarest = path.nodes.indices.min {
          index.count(of: path.nodes[$0]) < index.count(of: path.nodes[$1])
        }
        let first = known ?? rarest ?? 0
        start = (name(first), path.nodes[first])
      }
      let startID = start.flatMap { Self.id(asked: waiting, of: $0.slot) }
      if let start { bound.insert(start.slot) }
      let startFilters = start == nil ? [] : waiting.filter { $0.slots.isSubset(of: bound) }
      let own = waiting.filter { $0.slots.isSubset(of: path.slots) }
      let plan =
        pattern.search == .every
        ? PatternPlan(path, bound: bound, conditions: own, index: index) : nil
      bound.formUnion(path.slots)
      steps.append(
        Step(
          pattern: QueryPattern(path: path, search: pattern.search, variable: pattern.variable),
          plan: plan, start: start, startID: startID, ends: ends, startFilters: startFilters,
          filters: waiting.filter { $0.slots.isSubset(of: bound) }))
      waiting.removeAll { $0.slots.isSubset(of: bound) }
    }
    self.steps = steps
    self.slotCount = slotCount
  }

  /// The id that a condition such as `a.id == "model:openai:gpt-4o"` asks of a variable.
  private static func id(asked conditions: [Expression], of slot: Int) -> AssetID? {
    for condition in conditions {
      switch condition {
      case .comparison(.equal, .asset(let variable, .id), .literal(.text(let id))),
        .comparison(.equal, .literal(.text(let id)), .asset(let variable, .id)):
        if variable.slot == slot { return AssetID(trusted: id) }
      default: continue
      }
    }
    return nil
  }
}

extension PathPattern {
  /// The same pattern, one of its nodes with a name.
  fileprivate func naming(_ position: Int, _ variable: Variable) -> PathPattern {
    var nodes = nodes
    nodes[position] = Node(variable: variable, kinds: nodes[position].kinds)
    return PathPattern(nodes: nodes, edges: edges)
  }

  /// The whole path of a match.
  func path(of match: PatternMatch, in estate: Estate) -> BoundPath {
    var nodes = [match.start]
    for (edge, relations) in zip(edges, match.hops) {
      for relation in relations {
        let index = Int(relation)
        nodes.append(
          Int32(
            edge.isForward ? estate.head(ofRelationAt: index) : estate.tail(ofRelationAt: index)))
      }
    }
    return BoundPath(nodes: nodes, relations: match.hops.flatMap { $0 })
  }
}
