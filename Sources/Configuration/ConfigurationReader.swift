import Catalog
import Estate
import Formats

/// Reads `isobar.yaml`. Every word is checked: a configuration that is misread is worse than none.
struct ConfigurationReader {
  /// Path in error messages.
  let file: String
  /// Path in sightings.
  let place: String

  typealias Failure = ConfigurationError

  static let keys = [
    "version", "organisation", "repositories", "owners", "purposes", "environments", "criticality",
    "sensitivity", "risk_classes", "approvals", "same", "different", "providers",
    "trusted_organisations",
    "parameters", "rules", "catalog",
  ]

  func read(_ root: DocumentNode) throws(Failure) -> Configuration {
    var configuration = Configuration()
    guard root.isMapping || root.isNull else {
      throw failure(root.line, "expected keys such as 'owners:', found something else")
    }
    try checkKeys(root, Self.keys)
    if let version = root["version"], version.integer != 1 {
      throw failure(
        version.line, "version \(version.scalar ?? "?") is not known; this Isobar reads version 1")
    }
    configuration.organisation = try root["organisation"].map(text)
    configuration.repositories = try list(root["repositories"], repository)
    configuration.owners = try statements(root, "owners", "owner")
    configuration.purposes = try statements(root, "purposes", "purpose")
    configuration.environments = try statements(root, "environments", "environment")
    configuration.criticality = try statements(root, "criticality", "criticality")
    configuration.sensitivity = try statements(root, "sensitivity", "sensitivity")
    configuration.riskClasses = try statements(root, "risk_classes", "eu_risk")
    configuration.approvals = try list(root["approvals"], approval)
    configuration.same = try list(root["same"], identities)
    configuration.different = try list(root["different"], identities)
    try checkIdentities(configuration, root["different"])
    if let providers = root["providers"] {
      try checkKeys(providers, ["approved"])
      configuration.approvedProviders = try providers["approved"].map { node throws(Failure) in
        try list(node, text)
      }
    }
    configuration.trustedOrganisations = try list(root["trusted_organisations"], text)
    if let rules = root["rules"] {
      try checkKeys(rules, ["folders", "overlays"])
      configuration.ruleFolders = try list(rules["folders"], text)
      configuration.overlays = try list(rules["overlays"], overlay)
    }
    configuration.overlays += try parameters(root["parameters"])
    configuration.catalogFolder = try root["catalog"].map(text)
    return configuration
  }

  private func repository(_ node: DocumentNode) throws(Failure) -> Configuration.DeclaredRepository
  {
    try checkKeys(node, ["path", "id"])
    let path = try text(required(node, "path"))
    let idNode = try required(node, "id")
    let id = try text(idNode)
    guard id.split(separator: "/").count >= 2, !id.contains("://") else {
      throw failure(idNode.line, "'\(id)' is not a repository: expected host/organisation/name")
    }
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !parts.contains("..") else {
      throw failure(node.line, "'\(path)' leaves the target")
    }
    return .init(path: parts.joined(separator: "/"), id: id)
  }

  private func statements(
    _ root: DocumentNode, _ list: String, _ key: String
  ) throws(Failure) -> [Configuration.Statement] {
    try self.list(root[list]) { node throws(Failure) in
      try checkKeys(node, ["path", "asset", key])
      let valueNode = try required(node, key)
      let value = try text(valueNode)
      if let allowed = Schema.current.common.first(where: { $0.name == key })?.values {
        try check(value, valueNode.line, among: allowed)
      }
      return Configuration.Statement(
        subject: try subject(node), value: value,
        location: Location(path: place, line: node.line))
    }
  }

  private func approval(_ node: DocumentNode) throws(Failure) -> Configuration.ApprovalStatement {
    try checkKeys(node, ["path", "asset", "state", "owner", "reason", "expires"])
    let stateNode = try required(node, "state")
    let state = try text(stateNode)
    try check(state, stateNode.line, among: ["approved", "pending", "rejected"])
    let expires = try node["expires"].map { node throws(Failure) in
      let text = try text(node)
      guard let date = ExpiryDate(text) else {
        throw failure(node.line, "'\(text)' is not a date: \(ExpiryDate.expected)")
      }
      return date
    }
    return Configuration.ApprovalStatement(
      subject: try subject(node), state: state, owner: try node["owner"].map(text),
      reason: try node["reason"].map(text), expires: expires,
      location: Location(path: place, line: node.line))
  }

  /// The ids of a list under `same` or `different`.
  private func identities(_ node: DocumentNode) throws(Failure) -> [AssetID] {
    let ids = try list(node) { node throws(Failure) in
      let text = try text(node)
      guard let id = AssetID(parsing: text) else {
        throw failure(node.line, "'\(text)' is not the id of an asset")
      }
      return id
    }
    guard Set(ids).count > 1 else { throw failure(node.line, "expected two ids or more") }
    if let other = ids.first(where: { $0.kind != ids[0].kind }) {
      throw failure(node.line, "'\(ids[0])' and '\(other)' are of two kinds")
    }
    return ids
  }

  private func checkIdentities(
    _ configuration: Configuration, _ different: DocumentNode?
  ) throws(Failure) {
    for (group, node) in zip(configuration.different, different?.items ?? []) {
      if let both = configuration.same.first(where: { Set($0).intersection(group).count > 1 }) {
        throw failure(node.line, "'\(both[0])' and others are said to be both same and different")
      }
    }
  }

  private func subject(_ node: DocumentNode) throws(Failure) -> Configuration.Subject {
    switch (node["path"], node["asset"]) {
    case (let path?, nil):
      let pattern = try text(path)
      guard let parsed = PathPattern(pattern) else {
        throw failure(path.line, "'\(pattern)' is not a path pattern")
      }
      return .path(parsed, text: pattern)
    case (nil, let asset?):
      let pattern = try text(asset)
      let kind = pattern.prefix { $0 != ":" }
      let kinds = AssetKind.all.map { $0.name.lowercased() }
      if !kind.contains("*"), !kinds.contains(kind.lowercased()) {
        throw failure(
          asset.line,
          "'\(kind)' is no kind of asset\(Suggestion.question(for: String(kind), in: kinds))")
      }
      return .asset(AssetPattern(pattern))
    default:
      throw failure(node.line, "needs either 'path' or 'asset'")
    }
  }

  func list<Item>(
    _ node: DocumentNode?, _ read: (DocumentNode) throws(Failure) -> Item
  ) throws(Failure) -> [Item] {
    guard let node, !node.isNull else { return [] }
    guard node.isSequence else { throw failure(node.line, "expected a list") }
    var items: [Item] = []
    for item in node.items { items.append(try read(item)) }
    return items
  }

  func text(_ node: DocumentNode) throws(Failure) -> String {
    guard let text = node.scalar, !text.isEmpty else { throw failure(node.line, "expected a text") }
    return text
  }

  func required(_ node: DocumentNode, _ key: String) throws(Failure) -> DocumentNode {
    guard let value = node[key] else { throw failure(node.line, "missing '\(key)'") }
    return value
  }

  func checkKeys(_ node: DocumentNode, _ allowed: [String]) throws(Failure) {
    guard node.isMapping || node.isNull else {
      throw failure(node.line, "expected keys such as '\(allowed[0]):'")
    }
    for entry in node.entries where !allowed.contains(entry.key) {
      throw failure(
        entry.line, "unknown key '\(entry.key)'\(Suggestion.question(for: entry.key, in: allowed))")
    }
  }

  func check(_ word: String, _ line: Int, among allowed: [String]) throws(Failure) {
    guard !allowed.isEmpty, !allowed.contains(word) else { return }
    let question = Suggestion.question(for: word, in: allowed)
    let list = question.isEmpty ? "; expected one of \(allowed.joined(separator: ", "))" : question
    throw failure(line, "unknown value '\(word)'\(list)")
  }

  func failure(_ line: Int, _ message: String) -> Failure {
    Failure(file: file, line: line, message: message)
  }
}
