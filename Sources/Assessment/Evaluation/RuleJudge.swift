public import Estate
public import Foundation

/// Judges single assets of one estate by single rules, as `RuleEvaluator` judges all by all.
public struct RuleJudge: Sendable {
  public enum Verdict: Sendable {
    case pass, outOfScope, unknown
    case fail([Finding])
  }

  private let evaluator: ExpressionEvaluator
  private let index: KindIndex
  private let limits: EvaluationLimits

  public init(_ estate: Estate, now: Date, limits: EvaluationLimits = EvaluationLimits()) {
    evaluator = ExpressionEvaluator(estate: estate, now: now.timeIntervalSince1970)
    index = KindIndex(estate)
    self.limits = limits
  }

  /// What the rule makes of the asset with that index. Findings name no controls.
  public func judge(_ asset: Int, by rule: Rule) -> Verdict {
    guard rule.logic.anchorNode.fits(evaluator.estate.assets[asset].kind),
      let prepared = try? PreparedRule(rule, evaluator.estate, index)
    else { return .outOfScope }
    let assembly = FindingAssembly(prepared: prepared, evaluator: evaluator, controls: [])
    var execution = RuleExecution(assembly, index, limits)
    let judged = execution.judge([Int32(asset)])
    if !judged.findings.isEmpty { return .fail(judged.findings) }
    if !judged.unknown.isEmpty { return .unknown }
    return judged.passed.isEmpty ? .outOfScope : .pass
  }
}
