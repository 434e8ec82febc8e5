import Catalog
import Estate
import Formats

/// A tiny estate with what a rule must make of it.
struct RuleTest: Sendable {
  struct Expectation: Sendable {
    let pass: [String]
    let fail: [String]
    let unknown: [String]
    let severity: Severity?
    let findings: Int?
    let path: [String]?
  }

  static let defaultTime = "2026-11-20T00:00:00Z"

  let name: String
  /// Seconds since 1970.
  let now: Double
  let parameters: [String: Value]
  let estate: Estate
  let expectation: Expectation

  init(_ document: RuleDocument) throws(KnowledgeError) {
    if let files = document.node["files"] {
      throw document.error(
        "tests over files are not supported; describe what is found in them as 'graph'", at: files)
    }
    try document.check(keys: ["name", "now", "params", "graph", "expect"], of: "a test")
    name = try document.text("name")
    let time = try document.optionalText("now") ?? Self.defaultTime
    guard let now = Timestamp.seconds(of: time) else {
      throw document.error("'now' is a time such as \(Self.defaultTime)", at: document.node["now"])
    }
    self.now = now
    var parameters: [String: Value] = [:]
    for entry in document.node["params"]?.entries ?? [] {
      parameters[entry.key] = Value(entry.value)
    }
    self.parameters = parameters
    estate = try TestEstate(document.inside(try document.required("graph"))).estate()
    expectation = try Self.expectation(document.inside(try document.required("expect")), estate)
  }

  private static func expectation(
    _ document: RuleDocument, _ estate: Estate
  ) throws(KnowledgeError) -> Expectation {
    try document.check(
      keys: ["fail", "pass", "unknown", "severity", "findings", "path"], of: "'expect'")
    for key in ["fail", "pass", "unknown"] {
      for name in try document.texts(key)
      where estate.index(of: AssetID(trusted: name)) == nil {
        throw document.error("'\(name)' is no node of the graph", at: document.node[key])
      }
    }
    return Expectation(
      pass: try document.texts("pass").sorted(), fail: try document.texts("fail").sorted(),
      unknown: try document.texts("unknown").sorted(),
      severity: document.node["severity"] == nil
        ? nil : try document.choice("severity", Severity.self),
      findings: document.node["findings"]?.integer,
      path: document.node["path"] == nil ? nil : try document.texts("path"))
  }
}
