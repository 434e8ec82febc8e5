public import Estate
import Formats

/// A rule as it is shown to people.
public struct RuleDescription: Sendable {
  public struct Parameter: Sendable {
    public let name: String
    public let type: String
    public let value: Value
    public let description: String?
  }

  /// A clause that excuses what was found, or raises its severity.
  public struct Clause: Sendable, Hashable {
    /// The pattern of an excuse; nil for a raise.
    public let match: String?
    public let condition: String?
    /// The severity of a raise; nil for an excuse.
    public let severity: Severity?
  }

  public let id: String
  public let title: String
  public let severity: Severity
  public let category: String
  public let rationale: String
  public let fix: String
  public let tags: [String]
  public let references: [String]
  public let isEnabled: Bool
  public let pack: RulePack?
  public let path: String
  public let anchor: String
  public let when: String?
  public let match: [String]
  public let condition: String?
  public let unless: [Clause]
  public let raise: [Clause]
  public let message: String
  public let parameters: [Parameter]
  /// Names of its tests.
  public let tests: [String]
  public let controls: [ControlReference]

  public init(_ rule: Rule, controls: ControlMapping) {
    let document = rule.document
    id = rule.id
    title = rule.title
    severity = rule.severity
    category = rule.category
    rationale = rule.rationale
    fix = rule.fix
    tags = rule.tags
    references = rule.references
    isEnabled = rule.isEnabled
    pack = rule.pack
    path = rule.path
    anchor = document["for"]?.scalar ?? ""
    when = document["when"]?.scalar
    match = (document["match"]?.items ?? []).compactMap(\.scalar)
    condition = document["where"]?.scalar
    unless = (document["unless"]?.items ?? []).map {
      Clause(match: $0["match"]?.scalar, condition: $0["where"]?.scalar, severity: nil)
    }
    raise = (document["raise"]?.items ?? []).map {
      Clause(
        match: nil, condition: $0["if"]?.scalar,
        severity: $0["to"]?.text.flatMap(Severity.init(rawValue:)))
    }
    message = document["finding"]?["message"]?.scalar ?? ""
    parameters = rule.parameters.map {
      Parameter(
        name: $0.name, type: $0.type.rawValue, value: $0.value, description: $0.description)
    }
    tests = (document["tests"]?.items ?? []).compactMap { $0["name"]?.scalar }
    self.controls = controls.controls(of: rule.category)
  }
}
