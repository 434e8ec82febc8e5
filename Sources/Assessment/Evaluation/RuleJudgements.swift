import Estate

/// What one rule makes of a portion of its assets.
struct RuleJudgements: Sendable {
  struct Unknown: Sendable {
    let asset: Int32
    let missing: [String]
  }

  var passed: [Int32] = []
  var failed: [Int32] = []
  var unknown: [Unknown] = []
  var outOfScope = 0
  /// In the order of assets, then keys.
  var findings: [Finding] = []
  /// By the id of the finding.
  var evidence: [String: [Evidence]] = [:]
  var isExhausted = false

  mutating func append(_ other: RuleJudgements) {
    passed += other.passed
    failed += other.failed
    unknown += other.unknown
    outOfScope += other.outOfScope
    findings += other.findings
    evidence.merge(other.evidence) { first, _ in first }
    isExhausted = isExhausted || other.isExhausted
  }
}
