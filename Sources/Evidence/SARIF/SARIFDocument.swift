import Estate

/// Findings as SARIF 2.1.0, for code scanning of GitHub, Azure DevOps and editors.
///
/// The same findings give the same bytes.
public struct SARIFDocument: Sendable {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  private let report: ScanReport

  public init(_ report: ScanReport) { self.report = report }

  /// Writes the document.
  ///
  /// - Parameter write: takes the next piece.
  public func write<Failure>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    let rules = SARIFRules(report.findings)
    try write(
      """
      {"$schema":"\(Self.schema)","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints",
      "tool":\(ValueJSON.encode(tool(rules))),
      "invocations":\(ValueJSON.encode(invocations)),
      "results":[
      """)
    var isFirst = true
    for finding in report.findings {
      let result = SARIFResult(finding, rule: rules.index(of: finding.rule), in: report.estate)
      try write((isFirst ? "\n" : ",\n") + ValueJSON.encode(result.value))
      isFirst = false
    }
    try write("\n]}]}\n")
  }

  private func tool(_ rules: SARIFRules) -> Value {
    .map([
      "driver": .map([
        "name": "isobar", "semanticVersion": .text(report.version), "rules": .list(rules.values),
      ])
    ])
  }

  /// What was not read is told, so that no result is not taken for no problem.
  private var invocations: Value {
    let notices = report.sources.filter { $0.status != "complete" }.map { source in
      Value.map([
        "level": "error",
        "message": .map([
          "text": .text(
            "\(source.id) is \(source.status)\(source.reason.map { ": \($0)" } ?? "")")
        ]),
      ])
    }
    var members: [String: Value] = ["executionSuccessful": .boolean(report.isComplete)]
    if !notices.isEmpty { members["toolExecutionNotifications"] = .list(notices) }
    return [.map(members)]
  }
}
