public import Catalog
public import Estate
public import Formats

/// A change to a rule that is not a fork of it: severity, parameters, on or off.
public struct RuleOverlay: Sendable {
  public let rule: String
  public let severity: Severity?
  public let isEnabled: Bool?
  public let parameters: [String: Value]
  let path: String
  let line: Int

  /// - Parameters:
  ///   - path: the file that says so, for error messages.
  ///   - line: its line there.
  public init(
    rule: String, severity: Severity?, isEnabled: Bool?, parameters: [String: Value], path: String,
    line: Int
  ) {
    self.rule = rule
    self.severity = severity
    self.isEnabled = isEnabled
    self.parameters = parameters
    self.path = path
    self.line = line
  }

  /// Reads `overlays: [{rule: ISO-AGT-004, severity: high, enabled: true, params: {…}}]`.
  public static func overlays(
    _ node: DocumentNode, path: String
  ) throws(KnowledgeError) -> [RuleOverlay] {
    let document = RuleDocument(path: path, node: node)
    try document.check(keys: ["overlays"], of: "a file of overlays")
    var overlays: [RuleOverlay] = []
    for item in try document.items("overlays") {
      let inner = document.inside(item)
      try inner.check(keys: ["rule", "severity", "enabled", "params"], of: "an overlay")
      var parameters: [String: Value] = [:]
      for entry in item["params"]?.entries ?? [] { parameters[entry.key] = Value(entry.value) }
      overlays.append(
        RuleOverlay(
          rule: try inner.text("rule"),
          severity: item["severity"] == nil ? nil : try inner.choice("severity", Severity.self),
          isEnabled: try inner.boolean("enabled"), parameters: parameters, path: path,
          line: item.line))
    }
    return overlays
  }

  /// Reads the overlays of a YAML file.
  public static func overlays(inFile path: String) throws(KnowledgeError) -> [RuleOverlay] {
    var overlays: [RuleOverlay] = []
    for node in try RuleFile(path: path).documents() where !node.isNull {
      overlays += try self.overlays(node, path: path)
    }
    return overlays
  }

  /// Changes the rule that it names among those given.
  func apply(to rules: inout [Rule]) throws(KnowledgeError) {
    guard let index = rules.firstIndex(where: { $0.id == rule }) else {
      let suggestion = Suggestion.sentence(for: rule, in: rules.map(\.id))
      throw KnowledgeError(path: path, line: line, "unknown rule '\(rule)'.\(suggestion)")
    }
    if let severity { rules[index].severity = severity }
    if let isEnabled { rules[index].isEnabled = isEnabled }
    do {
      try rules[index].set(parameters)
    } catch {
      throw KnowledgeError(path: path, line: line, error.description)
    }
  }
}

extension Rule {
  /// Changes values of parameters.
  mutating func set(_ values: [String: Value]) throws(ExpressionError) {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let index = parameters.firstIndex(where: { $0.name == name }) else {
        throw .unknown("parameter of \(id)", name, among: parameters.map(\.name))
      }
      guard parameters[index].takes(value) else {
        throw ExpressionError(
          "parameter '\(name)' of \(id) takes a value of type \(parameters[index].type.rawValue)")
      }
      parameters[index].value = value
    }
  }
}
