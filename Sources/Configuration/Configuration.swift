public import Estate
public import Formats

/// What an organisation says of itself in `isobar.yaml`; its JSON Schema is `docs/isobar.schema.json`.
public struct Configuration: Sendable {
  public var organisation: String?
  public var repositories: [DeclaredRepository] = []
  public var owners: [Statement] = []
  public var purposes: [Statement] = []
  public var environments: [Statement] = []
  public var criticality: [Statement] = []
  public var sensitivity: [Statement] = []
  /// Classes of the EU AI Act.
  public var riskClasses: [Statement] = []
  public var approvals: [ApprovalStatement] = []
  /// Ids of one thing each; the first is kept.
  public var same: [[AssetID]] = []
  /// Ids of different things each.
  public var different: [[AssetID]] = []
  /// Slugs of the providers that may be used; nil where the organisation keeps no such list.
  public var approvedProviders: [String]?
  public var trustedOrganisations: [String] = []
  /// Folders with rules of the organisation's own, relative to the file.
  public var ruleFolders: [String] = []
  public var overlays: [RuleOverlay] = []
  /// Folder with facts that replace or add to the catalogue, relative to the file.
  public var catalogFolder: String?

  public init() {}

  /// A folder of the target that is a repository of its own.
  public struct DeclaredRepository: Sendable, Equatable {
    public var path: String
    /// `host/org/name`, as in the id of the asset.
    public var id: String
  }

  /// One classification: the value holds for what was seen at the path, or for the assets named.
  public struct Statement: Sendable {
    public var subject: Subject
    public var value: String
    public var location: Location

    public init(subject: Subject, value: String, location: Location) {
      self.subject = subject
      self.value = value
      self.location = location
    }
  }

  /// What a statement is about.
  public enum Subject: Sendable {
    /// Path relative to the target, in the syntax of `.gitignore`.
    case path(PathPattern, text: String)
    /// Ids, where `*` stands for any run of characters.
    case asset(AssetPattern)
  }

  public struct ApprovalStatement: Sendable {
    public var subject: Subject
    public var state: String
    public var owner: String?
    public var reason: String?
    /// After it the approval no longer holds.
    public var expires: ExpiryDate?
    /// Authority in the id of the approval: `configuration`, or `record` for one of the command line.
    public var origin: String
    public var location: Location

    public init(
      subject: Subject, state: String, owner: String? = nil, reason: String? = nil,
      expires: ExpiryDate? = nil, origin: String = "configuration", location: Location
    ) {
      self.subject = subject
      self.state = state
      self.owner = owner
      self.reason = reason
      self.expires = expires
      self.origin = origin
      self.location = location
    }
  }

  /// A change to a rule that leaves its file alone.
  public struct RuleOverlay: Sendable {
    public var rule: String
    public var severity: Severity?
    public var enabled: Bool?
    /// By name.
    public var parameters: [String: Value] = [:]
    public var location: Location
  }
}

/// Ids of assets, where `*` stands for any run of characters. Compared without regard to case.
public struct AssetPattern: Sendable, Hashable {
  public let text: String
  private let parts: [[UInt8]]

  public init(_ text: String) {
    self.text = text
    parts = text.lowercased().utf8.split(
      separator: UInt8(ascii: "*"), omittingEmptySubsequences: false
    )
    .map(Array.init)
  }

  public func matches(_ id: AssetID) -> Bool {
    var rest = Array(id.text.lowercased().utf8)[...]
    guard let first = parts.first, let last = parts.last, rest.starts(with: first) else {
      return false
    }
    if parts.count == 1 { return rest.count == first.count }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}
