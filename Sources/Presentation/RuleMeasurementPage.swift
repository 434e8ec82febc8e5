public import Assessment
public import Terminal

/// Precision and recall of rules, worst first in what is listed beneath: each wrong judgement.
public struct RuleMeasurementPage: Sendable {
  private let measurement: RuleMeasurement
  private let canvas: Canvas

  public init(_ measurement: RuleMeasurement, canvas: Canvas) {
    self.measurement = measurement
    self.canvas = canvas
  }

  public func render() -> String {
    var table = TextTable(
      ["rule", "precision", "recall", "found", "false", "missed", "unknown"], flexible: [])
    for row in measurement.rows + [measurement.total] {
      table.add([
        .init(row.rule), .init(Self.share(row.precision)), .init(Self.share(row.recall)),
        .init("\(row.truePositives)"),
        .init("\(row.falsePositives)", row.falsePositives > 0 ? .red : .plain),
        .init("\(row.falseNegatives)", row.falseNegatives > 0 ? .red : .plain),
        .init("\(row.unknown)", row.unknown > 0 ? .yellow : .plain),
      ])
    }
    var lines = table.render(on: canvas)
    if !measurement.mistakes.isEmpty { lines.append("") }
    for mistake in measurement.mistakes {
      let verb = mistake.isFalsePositive ? "false " : "missed"
      lines.append(
        canvas.paint("\(verb) \(mistake.rule) on \(mistake.asset) in \(mistake.path)", .yellow))
    }
    let estates = measurement.estates
    lines += ["", "\(estates) labelled estate\(estates == 1 ? "" : "s")"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Three decimals; a dash where there is nothing to divide by.
  private static func share(_ value: Double?) -> String {
    value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "–"
  }
}
