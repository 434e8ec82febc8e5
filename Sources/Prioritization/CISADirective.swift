/// The outcome of CISA's Binding Operational Directive 26-04, "Prioritizing Security Updates Based on
/// Risk" (10 June 2026), Table 1, unmodified. It stands beside Isobar's own decision and is never
/// mixed into it.
public enum CISADirective {
  public static let version = "BOD 26-04"

  /// By when the directive wants a vulnerability remediated.
  public enum Timeline: String, Sendable, Hashable, CaseIterable {
    case fixOnUpgrade = "fix on system upgrade"
    case sixtyDays = "60 days"
    case fourteenDays = "14 days"
    case threeDays = "3 days"
    case threeDaysWithForensics = "3 days and forensic triage"
  }

  /// The four questions of the directive.
  public struct Answers: Sendable, Hashable {
    public let inCatalog: Bool
    public let publiclyExposed: Bool
    public let automatable: Bool
    /// The attacker gains total, not partial, control.
    public let totalImpact: Bool

    public init(inCatalog: Bool, publiclyExposed: Bool, automatable: Bool, totalImpact: Bool) {
      self.inCatalog = inCatalog
      self.publiclyExposed = publiclyExposed
      self.automatable = automatable
      self.totalImpact = totalImpact
    }
  }

  public static func timeline(_ answers: Answers) -> Timeline {
    switch (
      answers.inCatalog, answers.publiclyExposed, answers.automatable, answers.totalImpact
    ) {
    case (false, false, false, _): .fixOnUpgrade
    case (false, false, true, _): .sixtyDays
    case (false, true, false, false): .sixtyDays
    case (false, true, false, true): .fourteenDays
    case (false, true, true, false): .fourteenDays
    case (false, true, true, true): .threeDays
    case (true, false, true, true): .threeDaysWithForensics
    case (true, false, _, _): .fourteenDays
    case (true, true, false, false): .fourteenDays
    case (true, true, true, false): .threeDays
    case (true, true, _, true): .threeDaysWithForensics
    }
  }
}
