import Estate

/// Judges assets by one rule, one after the other, remembering what several of them share.
struct RuleExecution {
  private static let memoryLimit = 200_000
  private static let missingLimit = 32

  private let prepared: PreparedRule
  private let assembly: FindingAssembly
  private let evaluator: ExpressionEvaluator
  private let index: KindIndex
  private let limits: EvaluationLimits
  private var bindings: Bindings
  private var judgements = RuleJudgements()
  /// Steps left for the asset, and for the portion.
  private var budget = 0
  private var portionBudget: Int
  /// Matches of patterns after the first, by what is bound before.
  private var remembered: [[[Int32]: [PatternMatch]]]
  private var rememberedCount = 0
  private var excused: [[[Int32]: Excusal]]

  // Of the asset being judged.
  private var current: [PatternMatch] = []
  private var found: [[Int32]: Violation] = [:]
  private var isUnknown = false
  private var missing: Set<String> = []

  private enum Excusal { case yes, no, unknown }

  init(_ assembly: FindingAssembly, _ index: KindIndex, _ limits: EvaluationLimits) {
    prepared = assembly.prepared
    self.assembly = assembly
    evaluator = assembly.evaluator
    self.index = index
    self.limits = limits
    bindings = Bindings(count: prepared.logic.slotCount)
    portionBudget = limits.perPortion
    remembered = Array(repeating: [:], count: prepared.plans.count)
    excused = Array(repeating: [:], count: prepared.excuses.count)
  }

  /// Judges the assets in order.
  mutating func judge(_ assets: ArraySlice<Int32>) -> RuleJudgements {
    for asset in assets { judge(asset) }
    return judgements
  }

  private mutating func judge(_ asset: Int32) {
    let logic = prepared.logic
    bindings.slots[logic.anchor.slot] = asset
    switch evaluator.truth(logic.when, bindings) {
    case false?:
      judgements.outOfScope += 1
      return
    case nil:
      missing.removeAll()
      note(logic.when)
      judgements.unknown.append(.init(asset: asset, missing: missing.sorted()))
      return
    case true?: break
    }
    found.removeAll(keepingCapacity: true)
    missing.removeAll(keepingCapacity: true)
    isUnknown = false
    budget = min(limits.perAsset, portionBudget)
    let granted = budget
    do {
      try combine(0)
      conclude(asset)
    } catch {
      current.removeAll()
      bindings = Bindings(count: logic.slotCount)
      judgements.isExhausted = true
      judgements.unknown.append(.init(asset: asset, missing: ["more work than the rule may cost"]))
    }
    portionBudget -= granted - max(0, budget)
  }

  private mutating func conclude(_ asset: Int32) {
    if !found.isEmpty {
      judgements.failed.append(asset)
      for (_, violation) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let finding = assembly.finding(violation)
        judgements.findings.append(finding)
        if !prepared.evidence.isEmpty {
          judgements.evidence[finding.id] = assembly.evidence(violation)
        }
      }
    } else if isUnknown || !prepared.uncollected.isEmpty {
      // Nothing matched, but a relation that the rule needs was not looked for: not known.
      missing.formUnion(prepared.uncollected)
      judgements.unknown.append(.init(asset: asset, missing: missing.sorted()))
    } else {
      judgements.passed.append(asset)
    }
  }

  /// Adds what a condition lacks.
  private mutating func note(_ condition: Expression) {
    guard missing.count < Self.missingLimit else { return }
    MissingFacts(evaluator: evaluator).collect(condition, bindings, into: &missing)
  }

  /// Goes through all combinations of matches of the patterns from one on.
  private mutating func combine(_ number: Int) throws(WorkExceeded) {
    guard number < prepared.plans.count else { return try judgeCombination() }
    let plan = prepared.plans[number]
    for match in try matches(number, plan) {
      budget -= 1
      if budget < 0 { throw WorkExceeded() }
      for (slot, value) in zip(plan.binds, match.bound) { bindings.slots[slot] = value }
      if prepared.filters[number].allSatisfy({ evaluator.truth($0, bindings) != false }) {
        current.append(match)
        try combine(number + 1)
        current.removeLast()
      }
    }
    for slot in plan.binds { bindings.slots[slot] = -1 }
  }

  private mutating func matches(
    _ number: Int, _ plan: PatternPlan
  ) throws(WorkExceeded) -> [PatternMatch] {
    guard number > 0 else {
      return try PatternSearch.matches(
        of: plan, from: bindings, evaluator, index, budget: &budget)
    }
    let key = plan.key.map { bindings.slots[$0] }
    if let known = remembered[number][key] { return known }
    let matches = try PatternSearch.matches(
      of: plan, from: bindings, evaluator, index, budget: &budget)
    rememberedCount += matches.count + 1
    if rememberedCount > Self.memoryLimit {
      remembered = Array(repeating: [:], count: prepared.plans.count)
      rememberedCount = matches.count + 1
    }
    remembered[number][key] = matches
    return matches
  }

  private mutating func judgeCombination() throws(WorkExceeded) {
    let logic = prepared.logic
    var verdict = evaluator.truth(logic.condition, bindings)
    if verdict == false { return }
    var doubtful: [Int] = []
    for number in prepared.excuses.indices {
      switch try excusal(number) {
      case .yes: return
      case .unknown:
        verdict = nil
        doubtful.append(number)
      case .no: break
      }
    }
    guard verdict == true else {
      isUnknown = true
      if evaluator.truth(logic.condition, bindings) == nil { note(logic.condition) }
      for number in doubtful { try noteExcuse(number) }
      return
    }
    let key = logic.key.map { bindings.slots[$0.slot] }
    var severity = prepared.rule.severity
    for raise in logic.raises
    where raise.severity > severity && evaluator.truth(raise.condition, bindings) == true {
      severity = raise.severity
    }
    let violation = Violation(
      asset: bindings.slots[logic.anchor.slot], key: key, severity: severity, bindings: bindings,
      matches: current)
    if let known = found[key], !violation.precedes(known, logic.matches, evaluator.estate) {
      return
    }
    found[key] = violation
  }

  private mutating func excusal(_ number: Int) throws(WorkExceeded) -> Excusal {
    let excuse = prepared.excuses[number]
    let key = excuse.key.map { bindings.slots[$0] }
    if let known = excused[number][key] { return known }
    var result = Excusal.no
    for match in try excuseMatches(excuse) {
      switch truth(of: excuse, match) {
      case true?: result = .yes
      case nil: result = .unknown
      case false?: continue
      }
      if result == .yes { break }
    }
    if result == .no, !excuse.uncollected.isEmpty { result = .unknown }
    if excused[number].count >= Self.memoryLimit { excused[number].removeAll() }
    excused[number][key] = result
    return result
  }

  private mutating func excuseMatches(
    _ excuse: PreparedRule.Excuse
  ) throws(WorkExceeded) -> [PatternMatch] {
    try PatternSearch.matches(of: excuse.plan, from: bindings, evaluator, index, budget: &budget)
  }

  private func truth(of excuse: PreparedRule.Excuse, _ match: PatternMatch) -> Bool? {
    evaluator.truth(excuse.condition, extended(excuse, match))
  }

  private func extended(_ excuse: PreparedRule.Excuse, _ match: PatternMatch) -> Bindings {
    var extended = bindings
    for (slot, value) in zip(excuse.plan.binds, match.bound) { extended.slots[slot] = value }
    return extended
  }

  /// Adds what an excuse lacks.
  private mutating func noteExcuse(_ number: Int) throws(WorkExceeded) {
    guard missing.count < Self.missingLimit else { return }
    let excuse = prepared.excuses[number]
    missing.formUnion(excuse.uncollected)
    let collector = MissingFacts(evaluator: evaluator)
    for match in try excuseMatches(excuse) where truth(of: excuse, match) == nil {
      collector.collect(excuse.condition, extended(excuse, match), into: &missing)
    }
  }
}
