public import Estate
public import Mapping

/// Ranks findings by what the estate knows of their key assets.
public struct FindingPriority: Sendable {
  private let estate: Estate
  private let analysis: AttackAnalysis?
  private let exploitability: [String: Double]

  /// `exploitability` is what the rules' authors judge, by rule id.
  public init(
    _ estate: Estate, analysis: AttackAnalysis? = nil, exploitability: [String: Double] = [:]
  ) {
    self.estate = estate
    self.analysis = analysis
    self.exploitability = exploitability
  }

  /// The findings with their priority, the most urgent first; of equals, by id.
  public static func rank(
    _ findings: [Finding], in estate: Estate, analysis: AttackAnalysis? = nil,
    exploitability: [String: Double] = [:]
  ) -> [Finding] {
    let priority = FindingPriority(estate, analysis: analysis, exploitability: exploitability)
    return
      findings
      .map { finding -> (finding: Finding, priority: Priority) in
        var ranked = finding
        let own = priority.priority(of: finding)
        ranked.priority = own
        return (ranked, own)
      }
      .sorted { left, right in
        if left.priority.decision != right.priority.decision {
          return left.priority.decision < right.priority.decision
        }
        if left.priority.score != right.priority.score {
          return left.priority.score > right.priority.score
        }
        return left.finding.id < right.finding.id
      }
      .map(\.finding)
  }

  public func priority(of finding: Finding) -> Priority {
    let facts = FindingFacts(finding, in: estate)
    let priority = PriorityFormula.evaluate(inputs(for: finding, facts))
    var explanation = priority.explanation
    if let path = bestPath(to: facts) {
      explanation["path"] = PathDescription(path, in: estate).value
    }
    let standards = StandardScores.values(of: facts)
    if !standards.isEmpty { explanation["standards"] = .map(standards) }
    return Priority(
      decision: priority.decision, score: priority.score, explanation: explanation)
  }

  public func inputs(for finding: Finding) -> PriorityInputs {
    inputs(for: finding, FindingFacts(finding, in: estate))
  }

  private func inputs(for finding: Finding, _ facts: FindingFacts) -> PriorityInputs {
    let reachability = reachability(of: facts)
    return PriorityInputs(
      severity: finding.severity, exploitability: exploitability[finding.rule] ?? facts.weakness,
      epss: facts.epss, kev: facts.kev, observed: facts.attackObserved,
      attackSuccessRate: facts.attackSuccessRate, reachability: reachability,
      sensitivity: facts.sensitivity, criticality: facts.criticality,
      environment: facts.environment, blastRadius: blastRadius(of: facts),
      controls: facts.controls(countingGateways: reachability == nil), autonomy: facts.autonomy,
      regulated: facts.regulated)
  }

  /// The best of the ways to the key assets; nil where nobody can say of one of them, and no other is
  /// reached more surely than what is unknown counts for.
  private func reachability(of facts: FindingFacts) -> Double? {
    let ways = reached(of: facts).map { analysis?.reachability(of: $0) }
    let best = ways.compactMap { $0 }.max()
    let isOpen = ways.contains { $0 == nil }
    return isOpen && (best ?? 0) < LikelihoodFactors.unknownReachability ? nil : best
  }

  /// The key assets that attackers come to; those that they come from only where there are no others.
  private func reached(of facts: FindingFacts) -> [Int] {
    let inside = facts.indices.filter { analysis?.isOutside($0) != true }
    return inside.isEmpty ? facts.indices : inside
  }

  /// The widest of the key assets: to take one of them is enough.
  private func blastRadius(of facts: FindingFacts) -> Int? {
    facts.indices.compactMap { analysis?.blastRadius(of: $0)?.count }.max()
  }

  /// The attacker's likeliest way to any of the key assets; nil where none is known.
  func bestPath(to finding: Finding) -> AttackPath? {
    bestPath(to: FindingFacts(finding, in: estate))
  }

  private func bestPath(to facts: FindingFacts) -> AttackPath? {
    guard let analysis else { return nil }
    let paths = reached(of: facts).flatMap { index in
      AttackHold.allCases.compactMap { hold in
        analysis.bestPath(to: AttackState(asset: index, hold: hold))
      }
    }
    // Of equally likely paths the shortest reads best.
    return paths.min { left, right in
      left.probability != right.probability
        ? left.probability > right.probability : left.hops.count < right.hops.count
    }
  }
}
