/// What came of the tests of a rule.
public struct RuleTestReport: Sendable {
  /// A part of the rule that was left out to see whether some test notices.
  public struct Mutant: Sendable, Hashable {
    /// `unless`, `where`, `when` or `raise`.
    public let clause: String
    /// No test noticed: the clause is not tested.
    public let survives: Bool
  }

  public struct Failure: Sendable, Hashable {
    public let test: String
    public let expected: String
    public let found: String
  }

  public let rule: String
  public let path: String
  public let tests: Int
  public let failures: [Failure]
  public let mutants: [Mutant]
  /// Why the tests could not be read; nil where they could.
  public let error: String?

  public var isPassed: Bool {
    error == nil && failures.isEmpty && !mutants.contains(where: \.survives)
  }
}
