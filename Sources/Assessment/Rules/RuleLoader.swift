public import Catalog
import Estate
public import Formats

/// Reads rules from documents, checking every name against the schema and each other.
public struct RuleLoader {
  static let keys = [
    "id", "title", "severity", "category", "rationale", "for", "when", "match", "where", "unless",
    "raise", "params", "finding", "fix", "references", "tags", "enabled", "tests",
  ]

  private let document: RuleDocument
  private var scope = ExpressionScope()

  /// The rule that a document holds; an error names file, line and what was probably meant.
  public static func rule(
    _ node: DocumentNode, path: String
  ) throws(KnowledgeError) -> Rule {
    var loader = RuleLoader(document: RuleDocument(path: path, node: node))
    return try loader.load()
  }

  private init(document: RuleDocument) { self.document = document }

  private mutating func load() throws(KnowledgeError) -> Rule {
    try document.check(keys: Self.keys, of: "a rule")
    let id = try document.text("id")
    guard Self.isIdentifier(id) else {
      throw document.error(
        "'\(id)' is no rule id; write it as ISO-AGT-004", at: document.node["id"])
    }
    let parameters = try parameters()
    scope.parameters = Set(parameters.map(\.name))
    let logic = try logic()
    try checkTests()
    return Rule(
      id: id, title: try document.text("title"),
      severity: try document.choice("severity", Severity.self),
      category: try document.text("category"), rationale: try document.text("rationale"),
      fix: try document.text("fix"), tags: try document.texts("tags"),
      references: try document.texts("references"), parameters: parameters,
      isEnabled: try document.boolean("enabled") ?? true, pack: nil, path: document.path,
      logic: logic, document: document.node)
  }

  /// Upper-case words and a number of three digits: `ISO-AGT-004`.
  private static func isIdentifier(_ id: String) -> Bool {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let number = parts.last else { return false }
    return number.utf8.count == 3 && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && parts.dropLast().allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
      }
  }

  private func parameters() throws(KnowledgeError) -> [RuleParameter] {
    guard let node = document.node["params"] else { return [] }
    guard node.isMapping else { throw document.error("'params' must be a mapping", at: node) }
    var parameters: [RuleParameter] = []
    for entry in node.entries {
      let inner = document.inside(entry.value)
      try inner.check(keys: ["type", "default", "description"], of: "parameter '\(entry.key)'")
      let parameter = RuleParameter(
        name: entry.key, type: try inner.choice("type", RuleParameter.ValueType.self),
        value: Value(try inner.required("default")),
        description: try inner.optionalText("description"))
      guard parameter.takes(parameter.value) else {
        throw inner.error("the default of '\(entry.key)' is no \(parameter.type.rawValue)")
      }
      parameters.append(parameter)
    }
    return parameters.sorted { $0.name < $1.name }
  }

  private mutating func logic() throws(KnowledgeError) -> RuleLogic {
    let anchorPattern = try pattern(try document.required("for"))
    guard anchorPattern.edges.isEmpty, let node = anchorPattern.nodes.first,
      let anchor = node.variable
    else {
      throw document.error(
        "'for' is one node with a name, such as (a:Agent)", at: document.node["for"])
    }
    let when = try expression(document.node["when"])
    var matches: [PathPattern] = []
    for item in try document.items("match") { matches.append(try pattern(item)) }
    let condition = try expression(document.node["where"])
    var slotCount = scope.slotCount
    var excuses: [RuleLogic.Excuse] = []
    for item in try document.items("unless") {
      let (excuse, slots) = try excuse(document.inside(item))
      excuses.append(excuse)
      slotCount = max(slotCount, slots)
    }
    var raises: [RuleLogic.Raise] = []
    for item in try document.items("raise") {
      let inner = document.inside(item)
      try inner.check(keys: ["if", "to"], of: "'raise'")
      raises.append(
        RuleLogic.Raise(
          condition: try expression(try inner.required("if")),
          severity: try inner.choice("to", Severity.self)))
    }
    let finding = document.inside(try document.required("finding"))
    try finding.check(keys: ["key", "message", "evidence"], of: "'finding'")
    let message = try finding.required("message")
    let (scope, text) = (scope, try finding.text("message"))
    return RuleLogic(
      anchor: anchor, anchorNode: node, when: when, matches: matches, condition: condition,
      excuses: excuses, raises: raises, key: try key(finding, anchor),
      message: try document.locating(message) { () throws(ExpressionError) in
        try MessageTemplate(text, scope)
      },
      evidence: try evidence(finding), slotCount: slotCount)
  }

  private func excuse(
    _ document: RuleDocument
  ) throws(KnowledgeError) -> (RuleLogic.Excuse, slotCount: Int) {
    try document.check(keys: ["match", "where"], of: "'unless'")
    var inner = RuleLoader(document: document)
    inner.scope = scope
    let pattern = try inner.pattern(try document.required("match"))
    let condition = try inner.expression(document.node["where"])
    return (RuleLogic.Excuse(pattern: pattern, condition: condition), inner.scope.slotCount)
  }

  private mutating func pattern(_ node: DocumentNode) throws(KnowledgeError) -> PathPattern {
    guard let text = node.text else { throw document.error("a pattern must be a text", at: node) }
    var widened = scope
    let pattern = try document.locating(node) { () throws(ExpressionError) in
      try PatternParser.parse(text, &widened)
    }
    scope = widened
    return pattern
  }

  private func expression(_ node: DocumentNode?) throws(KnowledgeError) -> Expression {
    guard let node, !node.isNull else { return .literal(true) }
    guard let text = node.scalar else {
      throw document.error("an expression must be a text", at: node)
    }
    return try document.locating(node) { () throws(ExpressionError) in
      try ExpressionParser.parse(text, scope)
    }
  }

  private func key(_ finding: RuleDocument, _ anchor: Variable) throws(KnowledgeError) -> [Variable]
  {
    var key: [Variable] = []
    for item in try finding.items("key") {
      let name = item.scalar ?? ""
      guard let variable = scope.asset(name) else {
        let known = scope.variables.keys.filter { scope.asset($0) != nil }.sorted()
        throw finding.error(
          "unknown variable '\(name)' in the key.\(Suggestion.sentence(for: name, in: known))",
          at: item)
      }
      key.append(variable)
    }
    guard key.contains(anchor) else {
      throw finding.error(
        "the key must hold '\(anchor.name)', the asset that is judged", at: finding.node["key"])
    }
    return key
  }

  private func evidence(
    _ finding: RuleDocument
  ) throws(KnowledgeError) -> [(name: String, expression: Expression)] {
    var evidence: [(name: String, expression: Expression)] = []
    for item in try finding.items("evidence") {
      evidence.append((item.scalar ?? "", try expression(item)))
    }
    return evidence
  }

  /// Every rule is proven by a case that it must find and one that it must not.
  private func checkTests() throws(KnowledgeError) {
    let tests = try document.items("tests")
    guard !tests.isEmpty else { throw document.error("'tests' are missing") }
    let failing = tests.filter { !($0["expect"]?["fail"]?.items ?? []).isEmpty }
    guard !failing.isEmpty else {
      throw document.error("no test expects a finding", at: document.node["tests"])
    }
    guard failing.count < tests.count else {
      throw document.error("every test expects a finding; one must not", at: document.node["tests"])
    }
  }
}
