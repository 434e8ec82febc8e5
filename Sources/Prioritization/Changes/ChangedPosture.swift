internal import Assessment
internal import Estate
internal import Foundation
internal import Mapping

/// The estate after one change, concluded, analysed and judged anew.
struct ChangedPosture {
  private let estate: Estate
  private let judge: RuleJudge
  private let priority: FindingPriority

  /// Far below those of a scan: a judgement that takes more is left unknown after every change.
  private static let limits = EvaluationLimits(perAsset: 5_000)

  init(
    _ baseline: PostureBaseline, after change: EstateChange, exploitability: [String: Double],
    now: Date
  ) {
    let (estate, analysis) = Self.concluded(baseline, change)
    self.estate = estate
    judge = RuleJudge(estate, now: now, limits: Self.limits)
    priority = FindingPriority(estate, analysis: analysis, exploitability: exploitability)
  }

  /// The estate after the change with all that follows from it, and its analysis.
  static func concluded(
    _ baseline: PostureBaseline, _ change: EstateChange
  ) -> (Estate, AttackAnalysis) {
    let base = baseline.base
    // What moves no attacker leaves all that was concluded as it is.
    if change.keepsRelations(andProperties: DerivedRelations.facts) {
      let moved = change.moved { baseline.estate.index(of: base.assets[$0].id) }
      return (baseline.estate.applying(moved), baseline.analysis)
    }
    let changed = base.changed(by: change)
    let traits = AttackTraits(changed, before: baseline.traits)
    var analysis = AttackAnalysis(changed.estate, traits: traits)
    var derived = EstateChange()
    derived.added = DerivedRelations.observations(from: analysis)
    let concluded = changed.estate.changed(by: derived)
    // What is concluded of assets moves no attacker; relations do.
    if !derived.added.relations.isEmpty {
      analysis = AttackAnalysis(
        concluded.estate, traits: AttackTraits(concluded, before: traits))
    }
    return (concluded.estate, analysis)
  }

  enum Outcome {
    /// The rule finds nothing there any more.
    case gone
    case ranked(PriorityResult)
    /// Nobody can say: what the rule asks is not known after the change.
    case unknown
  }

  /// What becomes of findings of one rule on one asset.
  func outcomes(for findings: [Finding], rule: Rule) -> [Outcome] {
    guard let asset = findings.first?.asset, let anchor = estate.index(of: asset) else {
      return findings.map { _ in .gone }
    }
    switch judge.judge(anchor, by: rule) {
    case .unknown: return findings.map { _ in .unknown }
    case .pass, .outOfScope: return findings.map { _ in .gone }
    case .fail(let found):
      let same = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return findings.map { finding in
        same[finding.id].map { .ranked(PriorityResult(priority.inputs(for: $0))) } ?? .gone
      }
    }
  }
}
