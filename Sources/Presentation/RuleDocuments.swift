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
