internal import Estate

/// Score and decision with the factors behind them.
struct PriorityResult: Sendable {
  let likelihood: LikelihoodFactors
  let impact: ImpactFactors
  /// What brings an impact past 1 back to it; nil where it is within.
  let cap: PriorityFactor?
  let answers: DecisionTable.Answers
  let decision: Decision
  /// 0 to 100, one decimal.
  let score: Double

  init(_ inputs: PriorityInputs) {
    likelihood = LikelihoodFactors(inputs)
    impact = ImpactFactors(inputs)
    let product = impact.product
    cap = product > 1 ? PriorityFactor(1 / product, "impact is at most 1") : nil
    answers = DecisionTable.Answers(inputs)
    decision = DecisionTable.decision(answers)
    score = (100 * (likelihood.product * min(1, product)).squareRoot()).rounded(places: 1)
  }

  var explanation: [String: Value] {
    let context = impact.context.value(
      with: ("sensitivity", impact.sensitivity), ("criticality", impact.criticality),
      ("blast_radius", impact.blastRadius), ("regulated", impact.regulated))
    var impactParts: [String: Value] = [
      "value": .number(min(1, impact.product).rounded(places: 6)),
      "severity": impact.severity.value(),
      "context": context,
      "environment": impact.environment.value(),
      "autonomy": impact.autonomy.value(),
    ]
    if let cap { impactParts["cap"] = cap.value() }
    return [
      "formula": "100·√(likelihood × impact)",
      "score": .number(score),
      "band": .text(PriorityBand(score: score).rawValue),
      "likelihood": .map([
        "value": .number(likelihood.product.rounded(places: 6)),
        "exploitability": likelihood.exploitability.value(),
        "reachability": likelihood.reachability.value(),
        "controls": likelihood.controls.value(),
      ]),
      "impact": .map(impactParts),
      "decision": .map([
        "value": .text(decision.rawValue),
        "exploitation": .text(answers.exploitation.rawValue),
        "reachable": .text(answers.reach.rawValue),
        "stake": .text(answers.stake.rawValue),
        "acts_by_itself": .boolean(answers.acts),
      ]),
      "unknown": .texts(unknown),
    ]
  }

  /// Names of the inputs for which a middling value stands in.
  private var unknown: [String] {
    let named = [
      ("autonomy", impact.autonomy), ("blast_radius", impact.blastRadius),
      ("criticality", impact.criticality), ("environment", impact.environment),
      ("exploitability", likelihood.exploitability), ("reachability", likelihood.reachability),
      ("regulated", impact.regulated), ("sensitivity", impact.sensitivity),
    ]
    return named.filter { !$0.1.known }.map(\.0)
  }
}

/// A word for a score.
public enum PriorityBand: String, Sendable, Hashable, CaseIterable {
  case low, medium, high, critical

  public init(score: Double) {
    self =
      switch score {
      case 70...: .critical
      case 45..<70: .high
      case 20..<45: .medium
      default: .low
      }
  }
}

extension PriorityFactor {
  func value(with parts: (String, PriorityFactor)...) -> Value {
    var map: [String: Value] = [
      "value": .number(value), "reason": .text(reason), "known": .boolean(known),
    ]
    if !parts.isEmpty {
      map["parts"] = .map(Dictionary(uniqueKeysWithValues: parts.map { ($0, $1.value()) }))
    }
    return .map(map)
  }
}
