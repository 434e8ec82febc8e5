import Dispatch
public import Estate
public import Foundation
import Synchronization

/// Judges an estate by rules, on all cores; the result never depends on their timing.
public struct RuleEvaluator: Sendable {
  private let controls: ControlMapping
  private let limits: EvaluationLimits

  public init(controls: ControlMapping = .empty, limits: EvaluationLimits = EvaluationLimits()) {
    self.controls = controls
    self.limits = limits
  }

  /// Judges the estate by all rules that are enabled. `parameters` are values by rule id and name.
  public func evaluate(
    _ rules: [Rule], _ estate: Estate, now: Date, parameters: [String: [String: Value]] = [:]
  ) -> AssessmentResult {
    let evaluator = ExpressionEvaluator(estate: estate, now: now.timeIntervalSince1970)
    let rules = rules.filter(\.isEnabled).sorted { $0.id < $1.id }
    let judged = judge(rules, evaluator, parameters)
    var findings: [Finding] = []
    var unknown: [UnknownJudgement] = []
    var outcomes: [RuleOutcome] = []
    var evidence: [String: [Evidence]] = [:]
    for (rule, result) in zip(rules, judged) {
      switch result {
      case .failure(let error):
        outcomes.append(
          RuleOutcome(
            rule: rule.id, pass: 0, fail: 0, unknown: 0, outOfScope: 0, error: error.description))
      case .success(let judgements):
        findings += judgements.findings
        evidence.merge(judgements.evidence) { first, _ in first }
        unknown += judgements.unknown.map {
          UnknownJudgement(
            rule: rule.id, asset: estate.assets[Int($0.asset)].id, missing: $0.missing)
        }
        outcomes.append(
          RuleOutcome(
            rule: rule.id, pass: judgements.passed.count, fail: judgements.failed.count,
            unknown: judgements.unknown.count, outOfScope: judgements.outOfScope,
            error: judgements.isExhausted ? "budget" : nil))
      }
    }
    return AssessmentResult(
      findings: findings, unknown: unknown.sorted(), outcomes: outcomes, evidence: evidence)
  }

  /// Judges by each rule, in the order given.
  func judge(
    _ rules: [Rule], _ evaluator: ExpressionEvaluator, _ parameters: [String: [String: Value]]
  ) -> [Result<RuleJudgements, ExpressionError>] {
    let index = KindIndex(evaluator.estate)
    var results: [Result<RuleJudgements, ExpressionError>] = []
    var portions: [Portion] = []
    for (number, rule) in rules.enumerated() {
      do {
        var rule = rule
        try rule.set(parameters[rule.id] ?? [:])
        let assembly = FindingAssembly(
          prepared: try PreparedRule(rule, evaluator.estate, index), evaluator: evaluator,
          controls: controls.controls(of: rule.category))
        let assets = index.assets(for: rule.logic.anchorNode)
        for start in stride(from: 0, to: assets.count, by: limits.portion) {
          let end = min(start + limits.portion, assets.count)
          portions.append(Portion(rule: number, assembly: assembly, assets: assets[start..<end]))
        }
        results.append(.success(RuleJudgements()))
      } catch {
        results.append(.failure(error))
      }
    }
    for (portion, judged) in zip(portions, run(portions, index)) {
      results[portion.rule] = results[portion.rule].map { earlier in
        var judgements = earlier
        judgements.append(judged)
        return judgements
      }
    }
    return results
  }

  private struct Portion: Sendable {
    /// Its place among the rules.
    let rule: Int
    let assembly: FindingAssembly
    let assets: ArraySlice<Int32>
  }

  private func run(_ portions: [Portion], _ index: KindIndex) -> [RuleJudgements] {
    let limits = limits
    let results = Mutex([RuleJudgements](repeating: RuleJudgements(), count: portions.count))
    DispatchQueue.concurrentPerform(iterations: portions.count) { number in
      let portion = portions[number]
      var execution = RuleExecution(portion.assembly, index, limits)
      let judged = execution.judge(portion.assets)
      results.withLock { $0[number] = judged }
    }
    return results.withLock { $0 }
  }
}
