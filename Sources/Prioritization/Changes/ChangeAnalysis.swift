public import Assessment
internal import Dispatch
public import Estate
public import Foundation
public import Mapping
internal import Synchronization

/// For each finding the few single changes that lower it most, found by making each change to the
/// estate and concluding, analysing and judging it anew.
public struct ChangeAnalysis: Sendable {
  /// Assets and relations that are gone through in all, so that the work is bounded whatever the size
  /// of the estate: the most urgent findings come first.
  public static let defaultBudget = 1_500_000
  /// The most urgent findings, which changes are tried for.
  static let findingLimit = 1_000
  /// A drop of the score that is worth a line.
  private static let leastDrop = 0.5

  private let catalog: ChangeCatalog
  private let rules: [String: Rule]
  private let exploitability: [String: Double]
  private let now: Date
  private let budget: Int

  public init(
    _ catalog: ChangeCatalog, rules: [Rule], exploitability: [String: Double] = [:], now: Date,
    budget: Int = ChangeAnalysis.defaultBudget
  ) {
    self.catalog = catalog
    self.rules = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.exploitability = exploitability
    self.now = now
    self.budget = budget
  }

  /// At most `limit` changes by the id of the finding; none for a finding that no change lowers.
  ///
  /// - Parameters:
  ///   - ranked: findings with their priority, the most urgent first.
  ///   - base: the estate as it was seen.
  ///   - estate: the same with all that follows from it.
  ///   - analysis: that of `estate`.
  public func changes(
    for ranked: [Finding], base: Estate, estate: Estate, analysis: AttackAnalysis, limit: Int = 3
  ) -> [String: [WhatIf]] {
    let work = work(for: ranked, base: base, estate: estate, analysis: analysis)
    guard !work.isEmpty else { return [:] }
    let baseline = PostureBaseline(base, concluded: estate, analysis)
    let results = Mutex([[Effect]](repeating: [], count: work.count))
    DispatchQueue.concurrentPerform(iterations: work.count) { number in
      let effects = effects(of: work[number], baseline)
      results.withLock { $0[number] = effects }
    }
    var found: [String: [Effect]] = [:]
    for effect in results.withLock({ $0 }).joined() {
      found[effect.finding, default: []].append(effect)
    }
    return found.mapValues { effects in
      effects.sorted { ($0.whatIf.to, $0.order) < ($1.whatIf.to, $1.order) }
        .prefix(limit).map(\.whatIf)
    }
  }

  /// One change with the findings that it might lower.
  private struct Work: Sendable {
    let change: ProposedChange
    var findings: [(finding: Finding, order: Int)] = []
  }

  private struct Effect: Sendable {
    let finding: String
    /// Place among the proposals for the finding.
    let order: Int
    let whatIf: WhatIf
  }

  private func work(
    for ranked: [Finding], base: Estate, estate: Estate, analysis: AttackAnalysis
  ) -> [Work] {
    let proposals = ChangeProposals(
      catalog: catalog, base: base, estate: estate, analysis: analysis, now: now)
    let priority = FindingPriority(estate, analysis: analysis, exploitability: exploitability)
    let most = budget / max(1, base.assets.count + base.relationCount)
    var work: [Work] = []
    var numbers: [ProposedChange.Key: Int] = [:]
    for finding in ranked.prefix(Self.findingLimit) where rules[finding.rule] != nil {
      if work.count >= most { break }
      let path = priority.bestPath(to: finding)
      for (order, proposal) in proposals.proposals(for: finding, path: path).enumerated() {
        let number = numbers[proposal.key] ?? work.count
        if number == work.count {
          if number >= most { continue }
          numbers[proposal.key] = number
          work.append(Work(change: proposal))
        }
        work[number].findings.append((finding, order))
      }
    }
    return work
  }

  private func effects(of work: Work, _ baseline: PostureBaseline) -> [Effect] {
    let posture = ChangedPosture(
      baseline, after: work.change.change, exploitability: exploitability, now: now)
    let judgements = Dictionary(grouping: work.findings) { entry in
      Judgement(rule: entry.finding.rule, asset: entry.finding.asset)
    }
    return judgements.flatMap { judgement, entries -> [Effect] in
      guard let rule = rules[judgement.rule] else { return [] }
      return zip(entries, posture.outcomes(for: entries.map(\.finding), rule: rule))
        .compactMap { entry, outcome in
          effect(of: work.change, on: entry.finding, order: entry.order, outcome)
        }
    }
  }

  /// What one rule makes of one asset.
  private struct Judgement: Hashable {
    let rule: String
    let asset: AssetID
  }

  /// Nil where the change does not lower the finding.
  private func effect(
    of change: ProposedChange, on finding: Finding, order: Int, _ outcome: ChangedPosture.Outcome
  ) -> Effect? {
    guard let before = finding.priority?.score else { return nil }
    let after: (score: Double, decision: Decision?)
    switch outcome {
    case .unknown: return nil
    case .gone: after = (0, nil)
    case .ranked(let result): after = (result.score, result.decision)
    }
    guard after.score <= before - Self.leastDrop else { return nil }
    return Effect(
      finding: finding.id, order: order,
      whatIf: WhatIf(
        change: change.words, basis: .estate, from: before, to: after.score,
        decision: after.decision))
  }
}
