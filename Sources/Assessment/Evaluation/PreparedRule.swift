import Estate

/// A rule made ready for one estate: parameters in place, searches planned.
struct PreparedRule: Sendable {
  struct Excuse: Sendable {
    let plan: PatternPlan
    let condition: Expression
    /// Slots of the rule on which the result depends.
    let key: [Int]
    /// Names of relation kinds that it needs and no source collected.
    let uncollected: [String]
  }

  let rule: Rule
  let logic: RuleLogic
  let plans: [PatternPlan]
  /// Conditions that can be checked only once that pattern and those before it are matched.
  let filters: [[Expression]]
  let excuses: [Excuse]
  let message: MessageTemplate
  let evidence: [(name: String, expression: Expression)]
  /// Names of relation kinds that the patterns, or else the excuses, need and no source collected.
  let uncollected: [String]
  /// Signals that the rule reads, by the slot of the asset.
  let signals: [(slot: Int, name: String)]

  init(_ rule: Rule, _ estate: Estate, _ index: KindIndex) throws(ExpressionError) {
    self.rule = rule
    let parameters = Dictionary(
      rule.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    var logic = rule.logic
    logic.when = try logic.when.with(parameters)
    logic.condition = try logic.condition.with(parameters)
    var raises: [RuleLogic.Raise] = []
    for raise in logic.raises {
      raises.append(
        RuleLogic.Raise(
          condition: try raise.condition.with(parameters), severity: raise.severity))
    }
    logic.raises = raises

    func missing(_ patterns: [PathPattern]) -> [String] {
      Set(patterns.flatMap(\.relationKinds)).subtracting(estate.collected).map(\.name).sorted()
    }
    var bound: Set<Int> = [logic.anchor.slot]
    var waiting = logic.condition.conjuncts.filter { !$0.isTrue }
    var plans: [PatternPlan] = []
    var filters: [[Expression]] = []
    for pattern in logic.matches {
      let own = waiting.filter { $0.slots.isSubset(of: pattern.slots) }
      waiting.removeAll { $0.slots.isSubset(of: pattern.slots) }
      plans.append(PatternPlan(pattern, bound: bound, conditions: own, index: index))
      bound.formUnion(pattern.slots)
      filters.append(waiting.filter { $0.slots.isSubset(of: bound) })
      waiting.removeAll { $0.slots.isSubset(of: bound) }
    }
    self.plans = plans
    self.filters = filters
    var excuses: [Excuse] = []
    for excuse in logic.excuses {
      let plan = PatternPlan(excuse.pattern, bound: bound, conditions: [], index: index)
      let condition = try excuse.condition.with(parameters)
      let key = excuse.pattern.slots.union(condition.slots).intersection(bound)
      excuses.append(
        Excuse(
          plan: plan, condition: condition, key: key.sorted(),
          uncollected: missing([excuse.pattern])))
    }
    self.excuses = excuses
    message = try logic.message.with(parameters)
    var evidence: [(name: String, expression: Expression)] = []
    for item in logic.evidence {
      evidence.append((item.name, try item.expression.with(parameters)))
    }
    self.evidence = evidence
    uncollected = missing(logic.matches.isEmpty ? logic.excuses.map(\.pattern) : logic.matches)
    signals =
      ([logic.when, logic.condition] + raises.map(\.condition) + evidence.map(\.expression))
      .flatMap(\.signalsRead)
    self.logic = logic
  }
}
