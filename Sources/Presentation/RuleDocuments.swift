public import Assessment
import Catalog
import Estate
import Formats

/// Rules and the results of their tests as JSON.
public enum RuleDocuments {
  public static func list(_ rules: [Rule]) -> String {
    document("isobar.rules/v1", "rules", rules.map(summary))
  }

  public static func rule(_ rule: Rule) -> String {
    var members = summary(of: rule)
    members["rationale"] = .text(rule.rationale)
    members["fix"] = .text(rule.fix)
    members["references"] = .texts(rule.references)
    members["source"] = Value(node(of: rule))
    return ValueJSON.encode(.map(members)) + "\n"
  }

  public static func tests(_ reports: [RuleTestReport]) -> String {
    document(
      "isobar.rule-tests/v1", "rules",
      reports.map { report in
        [
          "rule": .text(report.rule), "tests": .integer(report.tests),
          "passed": .boolean(report.isPassed), "error": report.error.map(Value.text) ?? .null,
          "failures": .list(
            report.failures.map { failure in
              .map([
                "test": .text(failure.test), "expected": .text(failure.expected),
                "found": .text(failure.found),
              ])
            }),
          "mutants": .list(
            report.mutants.map { mutant in
              .map(["clause": .text(mutant.clause), "survives": .boolean(mutant.survives)])
            }),
        ]
      })
  }

  public static func measurement(_ measurement: RuleMeasurement) -> String {
    let rows = measurement.rows.map(row)
    let total = ValueJSON.encode(.map(row(measurement.total)))
    let mistakes = measurement.mistakes.map { mistake in
      ValueJSON.encode(
        .map([
          "rule": .text(mistake.rule), "asset": .text(mistake.asset), "path": .text(mistake.path),
          "mistake": mistake.isFalsePositive ? "false positive" : "missed",
        ]))
    }
    let lines = rows.map { ValueJSON.encode(.map($0)) }.joined(separator: ",\n")
    return "{\"format\":\"isobar.rule-measurement/v1\",\"estates\":\(measurement.estates),"
      + "\"rules\":[\n\(lines)\n],\n\"total\":\(total),\n\"mistakes\":[\n"
      + mistakes.joined(separator: ",\n") + "\n]}\n"
  }

  private static func row(_ row: RuleMeasurement.Row) -> [String: Value] {
    [
      "rule": .text(row.rule), "true_positives": .integer(row.truePositives),
      "false_positives": .integer(row.falsePositives),
      "false_negatives": .integer(row.falseNegatives), "unknown": .integer(row.unknown),
      "precision": row.precision.map(Value.number) ?? .null,
      "recall": row.recall.map(Value.number) ?? .null,
    ]
  }

  /// The rule as it was written.
  static func node(of rule: Rule) -> DocumentNode { rule.source }

  private static func summary(of rule: Rule) -> [String: Value] {
    [
      "id": .text(rule.id), "title": .text(rule.title), "severity": .text(rule.severity.rawValue),
      "category": .text(rule.category), "tags": .texts(rule.tags),
      "enabled": .boolean(rule.isEnabled),
      "parameters": .map(
        Dictionary(rule.parameters.map { ($0.name, $0.value) }) { first, _ in first }),
    ]
  }

  private static func document(_ format: String, _ key: String, _ items: [[String: Value]])
    -> String
  {
    let lines = items.map { ValueJSON.encode(.map($0)) }.joined(separator: ",\n")
    return "{\"format\":\"\(format)\",\"\(key)\":[\n\(lines)\n]}\n"
  }
}
