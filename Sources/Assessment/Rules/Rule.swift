public import Estate
public import Formats

/// A check, written as data: which assets it judges, what is bad, what excuses it, and how bad it is.
public struct Rule: Sendable {
  /// Such as `ISO-AGT-004`; never reused.
  public let id: String
  public let title: String
  public internal(set) var severity: Severity
  /// Key of `Frameworks/mapping.yaml`, through which controls are found.
  public let category: String
  public let rationale: String
  public let fix: String
  public let tags: [String]
  public let references: [String]
  public internal(set) var parameters: [RuleParameter]
  public internal(set) var isEnabled: Bool
  /// The pack that it came with; nil for those built in and for loose files.
  public internal(set) var pack: RulePack?
  /// File that it was read from.
  public let path: String
  var logic: RuleLogic
  /// The rule as written.
  let document: DocumentNode
  /// The rule as it was written.
  public var source: DocumentNode { document }
}

/// What a rule means, its names resolved.
struct RuleLogic: Sendable {
  /// A pattern that excuses what was found, where its condition holds.
  struct Excuse: Sendable {
    let pattern: PathPattern
    let condition: Expression
  }

  /// A severity that holds under a condition.
  struct Raise: Sendable {
    let condition: Expression
    let severity: Severity
  }

  var anchor: Variable
  var anchorNode: PathPattern.Node
  var when: Expression
  var matches: [PathPattern]
  var condition: Expression
  var excuses: [Excuse]
  var raises: [Raise]
  let key: [Variable]
  let message: MessageTemplate
  let evidence: [(name: String, expression: Expression)]
  /// Variables of the rule and of its widest excuse.
  let slotCount: Int
}

/// A set of rules that is kept, versioned and shipped together: a folder with a `pack.yaml`.
public struct RulePack: Sendable, Hashable {
  public let name: String
  public let version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}
