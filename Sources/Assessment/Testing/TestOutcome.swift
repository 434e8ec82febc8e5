import Estate

/// What a rule makes of the estate of a test.
struct TestOutcome {
  private(set) var pass: [String] = []
  private(set) var fail: [String] = []
  private(set) var unknown: [RuleJudgements.Unknown] = []
  private(set) var findings: [Finding] = []
  private(set) var error: String?
  private let estate: Estate

  init(_ rule: Rule, _ estate: Estate, _ now: Double, _ parameters: [String: Value]) {
    self.estate = estate
    let evaluator = ExpressionEvaluator(estate: estate, now: now)
    let judged = RuleEvaluator().judge([rule], evaluator, [rule.id: parameters])
    guard let result = judged.first else { return }
    switch result {
    case .failure(let failure): error = failure.description
    case .success(let judgements):
      pass = ids(judgements.passed)
      fail = ids(judgements.failed)
      unknown = judgements.unknown
      findings = judgements.findings
      if judgements.isExhausted { error = "budget" }
    }
  }

  private func ids(_ indices: [Int32]) -> [String] {
    indices.map { estate.assets[Int($0)].id.text }
  }

  var unknownIDs: [String] { ids(unknown.map(\.asset)) }

  func meets(_ expectation: RuleTest.Expectation) -> Bool {
    guard error == nil, pass.sorted() == expectation.pass, fail.sorted() == expectation.fail,
      unknownIDs.sorted() == expectation.unknown
    else { return false }
    if let severity = expectation.severity, Set(findings.map(\.severity)) != [severity] {
      return false
    }
    if let count = expectation.findings, findings.count != count { return false }
    if let path = expectation.path {
      return findings.contains { $0.path.map(\.line) == path }
    }
    return true
  }

  var summary: String {
    if let error { return "error: \(error)" }
    var parts: [String] = []
    for (name, ids) in [("fail", fail), ("pass", pass), ("unknown", unknownIDs)] where !ids.isEmpty
    {
      parts.append("\(name): \(ids.joined(separator: ", "))")
    }
    let missing = Set(unknown.flatMap(\.missing)).sorted()
    if !missing.isEmpty { parts.append("missing: \(missing.joined(separator: ", "))") }
    for finding in findings {
      let path = finding.path.map(\.line).joined(separator: "; ")
      parts.append("finding: \(finding.severity.rawValue)" + (path.isEmpty ? "" : " by \(path)"))
    }
    return parts.isEmpty ? "nothing in scope" : parts.joined(separator: " · ")
  }
}

extension PathStep {
  /// As an edge of a test is written.
  fileprivate var line: String { "\(from) -\(relation.name)-> \(to)" }
}
