/// How bad it is in itself, before context.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  case info, low, medium, high, critical

  /// 0 for info to 4 for critical.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// What to do and how soon; drives due dates.
public enum Decision: String, Sendable, Hashable, CaseIterable, Comparable {
  case act = "ACT"
  case attend = "ATTEND"
  case trackClosely = "TRACK*"
  case track = "TRACK"

  /// The more urgent is the smaller.
  public static func < (left: Decision, right: Decision) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// One step of a path from the anchor of a finding to what makes it dangerous.
public struct PathStep: Sendable, Hashable {
  public let from: AssetID
  public let relation: RelationKind
  public let to: AssetID

  public init(from: AssetID, relation: RelationKind, to: AssetID) {
    self.from = from
    self.relation = relation
    self.to = to
  }
}

/// A requirement of a framework that a finding bears on.
public struct ControlReference: Sendable, Hashable, Comparable {
  public let framework: String
  public let control: String

  public init(framework: String, control: String) {
    self.framework = framework
    self.control = control
  }

  public static func < (left: ControlReference, right: ControlReference) -> Bool {
    (left.framework, left.control) < (right.framework, right.control)
  }
}

/// A rule's judgement on an asset.
public struct Finding: Sendable {
  /// Hash of the rule's id and the ids of its key assets: never of lines, versions or severity.
  public let id: String
  public let rule: String
  public let title: String
  public let category: String
  public var severity: Severity
  public let asset: AssetID
  /// The key assets, in the order of the rule.
  public let assets: [AssetID]
  public let message: String
  public let locations: [Location]
  public let path: [PathStep]
  public let fix: String
  public let controls: [ControlReference]
  public var priority: Priority?

  public init(
    id: String, rule: String, title: String, category: String, severity: Severity, asset: AssetID,
    assets: [AssetID], message: String, locations: [Location], path: [PathStep], fix: String,
    controls: [ControlReference], priority: Priority? = nil
  ) {
    self.id = id
    self.rule = rule
    self.title = title
    self.category = category
    self.severity = severity
    self.asset = asset
    self.assets = assets
    self.message = message
    self.locations = locations
    self.path = path
    self.fix = fix
    self.controls = controls
    self.priority = priority
  }
}

/// The rank of a finding and why.
public struct Priority: Sendable {
  public let decision: Decision
  /// 0 to 100, one decimal.
  public let score: Double
  /// The factors, which multiply out to the score, as they are printed.
  public let explanation: [String: Value]

  public init(decision: Decision, score: Double, explanation: [String: Value]) {
    self.decision = decision
    self.score = score
    self.explanation = explanation
  }
}

/// A judgement that could not be made, with what was missing.
public struct UnknownJudgement: Sendable, Hashable, Comparable {
  public let rule: String
  public let asset: AssetID
  public let missing: [String]

  public init(rule: String, asset: AssetID, missing: [String]) {
    self.rule = rule
    self.asset = asset
    self.missing = missing
  }

  public static func < (left: UnknownJudgement, right: UnknownJudgement) -> Bool {
    (left.rule, left.asset) < (right.rule, right.asset)
  }
}
