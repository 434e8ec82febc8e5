import Catalog
import Estate
import Formats

/// Changes to rules: `rules: {overlays: […]}`, and `parameters`, which is short for overlays that set
/// nothing else.
extension ConfigurationReader {
  func overlay(_ node: DocumentNode) throws(Failure) -> Configuration.RuleOverlay {
    try checkKeys(node, ["rule", "severity", "enabled", "params"])
    var severity: Severity?
    if let severityNode = node["severity"] {
      let word = try text(severityNode)
      try check(word, severityNode.line, among: Severity.allCases.map(\.rawValue))
      severity = Severity(rawValue: word)
    }
    if let enabled = node["enabled"], enabled.boolean == nil {
      throw failure(enabled.line, "'enabled' is true or false")
    }
    let rule = try text(required(node, "rule"))
    return Configuration.RuleOverlay(
      rule: rule, severity: severity, enabled: node["enabled"]?.boolean,
      parameters: try node["params"].map { params throws(Failure) in
        try values(params, of: rule)
      } ?? [:],
      location: Location(path: place, line: node.line))
  }

  func parameters(_ node: DocumentNode?) throws(Failure) -> [Configuration.RuleOverlay] {
    guard let node, !node.isNull else { return [] }
    guard node.isMapping else {
      throw failure(node.line, "expected rules such as 'ISO-LOG-002: {min_days: 365}'")
    }
    var overlays: [Configuration.RuleOverlay] = []
    for entry in node.entries {
      overlays.append(
        Configuration.RuleOverlay(
          rule: entry.key, severity: nil, enabled: nil,
          parameters: try values(entry.value, of: entry.key),
          location: Location(path: place, line: entry.line)))
    }
    return overlays
  }

  private func values(
    _ node: DocumentNode, of rule: String
  ) throws(Failure) -> [String: Value] {
    guard node.isMapping else {
      throw failure(node.line, "'\(rule)' needs parameters, such as 'min_days: 365'")
    }
    var values: [String: Value] = [:]
    for entry in node.entries { values[entry.key] = Value(entry.value) }
    return values
  }
}
