public import Estate

/// What the score of a finding rests on. `nil` is unknown: never safe, never certain.
public struct PriorityInputs: Sendable, Hashable {
  public var severity: Severity
  /// Probability that the attack works, as the rule's author judges it.
  public var exploitability: Double?
  /// EPSS: probability of exploitation anywhere within 30 days.
  public var epss: Double?
  /// In CISA's catalogue of known exploited vulnerabilities.
  public var kev: Bool
  public var publicExploit: Bool
  /// An attack was seen happening here.
  public var observed: Bool
  /// Share of attacks that succeeded when this very system was tested.
  public var attackSuccessRate: Double?
  /// Probability of the attacker's best path; 0 where it is proven that there is none.
  public var reachability: Double?
  public var sensitivity: Sensitivity?
  public var criticality: Criticality?
  public var environment: DeploymentEnvironment?
  /// Number of sensitive assets within reach from here.
  public var blastRadius: Int?
  /// Effectiveness of each control for which there is evidence that it is enforced.
  public var controls: [Double]
  /// How far it acts without a person, 0 to 1; 0 where nothing acts by itself.
  public var autonomy: Double?
  public var regulated: Bool?

  public init(
    severity: Severity, exploitability: Double? = nil, epss: Double? = nil, kev: Bool = false,
    publicExploit: Bool = false, observed: Bool = false, attackSuccessRate: Double? = nil,
    reachability: Double? = nil, sensitivity: Sensitivity? = nil, criticality: Criticality? = nil,
    environment: DeploymentEnvironment? = nil, blastRadius: Int? = nil, controls: [Double] = [],
    autonomy: Double? = nil, regulated: Bool? = nil
  ) {
    self.severity = severity
    self.exploitability = exploitability
    self.epss = epss
    self.kev = kev
    self.publicExploit = publicExploit
    self.observed = observed
    self.attackSuccessRate = attackSuccessRate
    self.reachability = reachability
    self.sensitivity = sensitivity
    self.criticality = criticality
    self.environment = environment
    self.blastRadius = blastRadius
    self.controls = controls
    self.autonomy = autonomy
    self.regulated = regulated
  }
}

/// The most sensitive data at stake, as the schema's `sensitivity`.
public enum Sensitivity: String, Sendable, Hashable, CaseIterable, Comparable {
  case `public`, `internal`, confidential, restricted

  public static func < (left: Sensitivity, right: Sensitivity) -> Bool {
    left.weight < right.weight
  }
}

/// What the business loses, as the schema's `criticality`.
public enum Criticality: String, Sendable, Hashable, CaseIterable, Comparable {
  case none, low, medium, high, crown

  public static func < (left: Criticality, right: Criticality) -> Bool {
    left.weight < right.weight
  }
}

/// Where it runs, as the schema's `environment`.
public enum DeploymentEnvironment: String, Sendable, Hashable, CaseIterable, Comparable {
  case sandbox, dev, staging, prod

  public static func < (left: DeploymentEnvironment, right: DeploymentEnvironment) -> Bool {
    left.weight < right.weight
  }
}
