import Estate
import Testing

@testable import Assessment

@Suite("Testing and measuring rules")
struct RuleTestRunnerTests {
  @Test("a rule whose tests hold is passed, its clauses proven")
  func passed() throws {
    let report = RuleTestRunner.test(try RuleText.rule())
    #expect(report.isPassed)
    #expect(report.tests == 2)
    #expect(report.mutants.map(\.clause) == ["where"])
  }

  @Test("a test that does not hold says what was expected and what came out")
  func failed() throws {
    let report = RuleTestRunner.test(
      try RuleText.rule("where: t.destructive", "where: \"!t.destructive\""))
    #expect(!report.isPassed)
    #expect(report.failures.map(\.test) == ["destructive", "harmless"])
    #expect(report.failures.first?.expected == "fail: a")
    #expect(report.failures.first?.found == "pass: a")
  }

  @Test("a clause that no test needs survives, and the rule is not passed")
  func survivor() throws {
    let report = RuleTestRunner.test(
      try RuleText.rule(
        "where: t.destructive",
        "when: a.lifecycle != \"retired\" || !known(a.lifecycle)\nwhere: t.destructive"))
    #expect(report.failures.isEmpty)
    #expect(report.mutants.filter(\.survives).map(\.clause) == ["when"])
    #expect(!report.isPassed)
  }

  @Test(
    "a test that cannot be read is an error with its line",
    arguments: [
      (
        "edges: [a -CAN_CALL-> t]\n    expect: {fail",
        "edges: [a -CAN_CALL-> u]\n    expect: {fail",
        "Rules/x.yaml:18: unknown node 'u'. Did you mean 'a'?"
      ),
      (
        "edges: [a -CAN_CALL-> t]\n    expect: {fail",
        "edges: [t -CAN_CALL-> a]\n    expect: {fail",
        "Rules/x.yaml:18: CAN_CALL never leads from Tool to Agent"
      ),
      (
        "expect: {fail: [a]}", "expect: {fail: [b]}", "Rules/x.yaml:19: 'b' is no node of the graph"
      ),
      (
        "{destructive: true}", "{destructve: true}",
        "Rules/x.yaml:17: unknown property of Tool 'destructve'. Did you mean 'destructive'?"
      ),
      (
        "- name: destructive\n", "- name: destructive\n    files: {}\n",
        "Rules/x.yaml:16: tests over files are not supported; describe what is found in them as 'graph'"
      ),
    ])
  func unreadable(passage: String, replacement: String, message: String) throws {
    let report = RuleTestRunner.test(try RuleText.rule(passage, replacement))
    #expect(report.error == message)
    #expect(!report.isPassed)
  }

  @Test("precision and recall are counted over labelled estates")
  func measurement() throws {
    let labelled = """
      graph:
        nodes: {a: Agent, b: Agent, c: Agent, d: Agent, x: 'Tool {destructive: true}', y: Tool}
        edges: [a -CAN_CALL-> x, b -CAN_CALL-> x, c -CAN_CALL-> y]
      expect: {ISO-TST-001: [a, c]}
      """
    try RuleText.withFolder(["one.yaml": labelled]) { folder in
      let measured = try RuleMeasurement.measure(folder, rules: [try RuleText.rule()])
      let row = try #require(measured.rows.first)
      #expect(row.precision == 0.5)
      #expect(row.recall == 0.5)
      #expect(row.unknown == 1)
      #expect(measured.mistakes.map(\.asset) == ["b", "c"])
      #expect(measured.mistakes.map(\.isFalsePositive) == [true, false])
    }
    try RuleText.withFolder(["one.yaml": labelled.replacing("TST-001", with: "TST-011")]) {
      folder in
      #expect {
        try RuleMeasurement.measure(folder, rules: [try RuleText.rule()])
      } throws: {
        "\($0)" == "\(folder)/one.yaml:4: unknown rule 'ISO-TST-011'. Did you mean 'ISO-TST-001'?"
      }
    }
  }
}
