import Estate

/// The rules that findings are of.
struct SARIFRules: Sendable {
  let values: [Value]
  private let indices: [String: Int]

  init(_ findings: [Finding]) {
    let rules = Dictionary(grouping: findings, by: \.rule).sorted { $0.key < $1.key }
    values = rules.map { Self.value($0.key, $0.value) }
    indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.key, $0) })
  }

  func index(of rule: String) -> Int { indices[rule] ?? -1 }

  private static func value(_ id: String, _ findings: [Finding]) -> Value {
    let severity = findings.map(\.severity).max() ?? .info
    let first = findings.min { $0.id < $1.id }
    let title = first?.title ?? id
    let controls = Set(findings.flatMap(\.controls)).sorted()
      .map { "\($0.framework)/\($0.control)" }
    var properties: [String: Value] = [
      "tags": .texts(["security", "ai"] + [first?.category].compactMap(\.self) + controls),
      "problem.severity": .text(severity.problem),
    ]
    properties["security-severity"] = severity.securitySeverity.map(Value.text)
    return .map([
      "id": .text(id), "name": .text(id),
      "shortDescription": .map(["text": .text(title)]),
      "fullDescription": .map(["text": .text(title)]),
      "help": .map(["text": .text(first?.fix ?? title)]),
      "defaultConfiguration": .map(["level": .text(severity.level)]),
      "properties": .map(properties),
    ])
  }
}

extension Severity {
  /// The levels that SARIF has.
  var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  fileprivate var problem: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "recommendation"
    }
  }

  /// The middle of the range that GitHub shows as this severity; nil where it has none.
  fileprivate var securitySeverity: String? {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    case .info: nil
    }
  }
}
