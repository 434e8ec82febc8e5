import Catalog
import Estate
import Formats

/// Runs the tests that stand in rules, then leaves out clauses to see whether the tests notice.
public enum RuleTestRunner {
  /// The report of one rule.
  public static func test(_ rule: Rule) -> RuleTestReport {
    do {
      let tests = try tests(of: rule)
      return RuleTestReport(
        rule: rule.id, path: rule.path, tests: tests.count,
        failures: tests.compactMap { failure(of: rule, $0) },
        mutants: mutants(of: rule).map { clause, mutant in
          .init(clause: clause, survives: tests.allSatisfy { failure(of: mutant, $0) == nil })
        },
        error: nil)
    } catch {
      return RuleTestReport(
        rule: rule.id, path: rule.path, tests: 0, failures: [], mutants: [],
        error: error.description)
    }
  }

  /// The reports of several rules, in their order.
  public static func test(_ rules: [Rule]) -> [RuleTestReport] { rules.map { test($0) } }

  static func tests(of rule: Rule) throws(KnowledgeError) -> [RuleTest] {
    var tests: [RuleTest] = []
    for node in rule.document["tests"]?.items ?? [] {
      tests.append(try RuleTest(RuleDocument(path: rule.path, node: node)))
    }
    return tests
  }

  /// The rule without each of its clauses in turn.
  private static func mutants(of rule: Rule) -> [(clause: String, mutant: Rule)] {
    var mutants: [(clause: String, mutant: Rule)] = []
    for clause in ["unless", "where", "when", "raise"] where rule.document[clause] != nil {
      var mutant = rule
      switch clause {
      case "unless": mutant.logic.excuses = []
      case "where": mutant.logic.condition = .literal(true)
      case "when": mutant.logic.when = .literal(true)
      default: mutant.logic.raises = []
      }
      mutants.append((clause, mutant))
    }
    return mutants
  }

  private static func failure(of rule: Rule, _ test: RuleTest) -> RuleTestReport.Failure? {
    let outcome = TestOutcome(rule, test.estate, test.now, test.parameters)
    guard !outcome.meets(test.expectation) else { return nil }
    return RuleTestReport.Failure(
      test: test.name, expected: test.expectation.summary, found: outcome.summary)
  }
}

extension RuleTest.Expectation {
  var summary: String {
    var parts: [String] = []
    for (name, ids) in [("fail", fail), ("pass", pass), ("unknown", unknown)] where !ids.isEmpty {
      parts.append("\(name): \(ids.joined(separator: ", "))")
    }
    if let severity { parts.append("severity: \(severity.rawValue)") }
    if let findings { parts.append("findings: \(findings)") }
    if let path { parts.append("path: \(path.joined(separator: "; "))") }
    return parts.isEmpty ? "nothing in scope" : parts.joined(separator: " · ")
  }
}
