public import Estate

/// What all rules make of an estate.
public struct AssessmentResult: Sendable {
  /// Sorted by rule and key assets.
  public let findings: [Finding]
  /// Judgements that could not be made, sorted by rule and asset.
  public let unknown: [UnknownJudgement]
  /// One a rule, sorted by id.
  public let outcomes: [RuleOutcome]
  /// Values of the evidence that a rule names, by the id of the finding.
  public let evidence: [String: [Evidence]]

  public static let empty = AssessmentResult(findings: [], unknown: [], outcomes: [], evidence: [:])
}

/// How the assets that a rule judges came off.
public struct RuleOutcome: Sendable, Hashable {
  public let rule: String
  public let pass: Int
  public let fail: Int
  public let unknown: Int
  public let outOfScope: Int
  /// Why the rule was not judged to its end; nil where it was.
  public let error: String?
}

/// A fact that a finding rests on.
public struct Evidence: Sendable, Hashable {
  /// The expression of the rule, such as `ep.authenticated`.
  public let name: String
  /// Nil where it is unknown.
  public let value: Value?
}
