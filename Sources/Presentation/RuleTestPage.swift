public import Assessment
public import Terminal

/// What came of the tests of rules: failures in full, the rest in a line.
public struct RuleTestPage: Sendable {
  private let reports: [RuleTestReport]
  private let canvas: Canvas

  public init(_ reports: [RuleTestReport], canvas: Canvas) {
    self.reports = reports
    self.canvas = canvas
  }

  public func render() -> String {
    var lines: [String] = []
    for report in reports {
      if let error = report.error { lines.append(canvas.paint("error  \(error)", .red)) }
      for failure in report.failures {
        lines.append(canvas.paint("fail   \(report.rule) / \(failure.test)", .red))
        lines.append(canvas.paint("         expected \(failure.expected)", .plain))
        lines.append(canvas.paint("         found    \(failure.found)", .plain))
      }
      for mutant in report.mutants where mutant.survives {
        lines.append(
          canvas.paint(
            "weak   \(report.rule): no test notices when '\(mutant.clause)' is left out", .yellow))
      }
      if report.isPassed {
        lines.append(canvas.paint("ok     \(report.rule)  \(report.tests) tests", .plain))
      }
    }
    let tests = reports.reduce(0) { $0 + $1.tests }
    let mutants = reports.reduce(0) { $0 + $1.mutants.count }
    let bad = reports.count { !$0.isPassed }
    lines.append("\(reports.count) rules, \(tests) tests, \(mutants) mutants, \(bad) with problems")
    return lines.joined(separator: "\n") + "\n"
  }
}
