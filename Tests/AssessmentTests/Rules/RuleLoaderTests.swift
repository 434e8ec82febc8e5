import Estate
import Testing

@testable import Assessment

@Suite("Loading rules")
struct RuleLoaderTests {
  @Test(
    "an error names file, line and what was meant",
    arguments: [
      (
        "[:CAN_CALL]", "[:CAN_CAL]",
        "Rules/x.yaml:8: unknown relation 'CAN_CAL'. Did you mean 'CAN_CALL'?"
      ),
      ("(t:Tool)", "(t:Tol)", "Rules/x.yaml:8: unknown kind 'Tol'. Did you mean 'Tool'?"),
      (
        "where: t.destructive", "where: t.destructiv",
        "Rules/x.yaml:9: unknown property of Tool 'destructiv'. Did you mean 'destructive'?"
      ),
      (
        "where: t.destructive", "where: tt.destructive",
        "Rules/x.yaml:9: unknown variable 'tt'. Did you mean 't'?"
      ),
      ("where:", "wheer:", "Rules/x.yaml:9: unknown key 'wheer' in a rule. Did you mean 'where'?"),
      ("severity: medium", "severity: med", "Rules/x.yaml:3: unknown severity 'med'."),
      (
        "severity: medium", "severity: hihg",
        "Rules/x.yaml:3: unknown severity 'hihg'. Did you mean 'high'?"
      ),
      (
        "key: [a, t]", "key: [a, s]",
        "Rules/x.yaml:11: unknown variable 's' in the key. Did you mean 'a'?"
      ),
      (
        "key: [a, t]", "key: [t]",
        "Rules/x.yaml:11: the key must hold 'a', the asset that is judged"
      ),
      (
        "{{ t.name }}", "{{ t.nam }}",
        "Rules/x.yaml:12: unknown property of Tool 'nam'. Did you mean 'name'?"
      ),
      ("{{ t.name }}", "{{ t.name", "Rules/x.yaml:12: '{{' without '}}' in the message"),
      (
        "(a:Agent)\nmatch", "(a:Agent)-[:CAN_CALL]->(b)\nmatch",
        "Rules/x.yaml:6: 'for' is one node with a name, such as (a:Agent)"
      ),
      (
        "(a)-[:CAN_CALL]->(t:Tool)", "(a:Model)-[:CAN_CALL]->(t:Tool)",
        "Rules/x.yaml:8: no kind of 'a' fits all its patterns"
      ),
      (
        "(a)-[:CAN_CALL]->", "(a)-[:CAN_CALL]-",
        "Rules/x.yaml:8: an edge needs exactly one direction: -[…]-> or <-[…]-"
      ),
      ("[:CAN_CALL]", "[:CAN_CALL*1..9]", "Rules/x.yaml:8: a path repeats at most 6 times"),
      (
        "id: ISO-TST-001", "id: ISO-TST-1",
        "Rules/x.yaml:1: 'ISO-TST-1' is no rule id; write it as ISO-AGT-004"
      ),
      ("rationale: It may destroy data.\n", "", "Rules/x.yaml:1: 'rationale' is missing"),
      ("expect: {fail: [a]}", "expect: {pass: [a]}", "Rules/x.yaml:15: no test expects a finding"),
      (
        "expect: {pass: [a]}", "expect: {fail: [a]}",
        "Rules/x.yaml:15: every test expects a finding; one must not"
      ),
      ("where:", "title: Twice\nwhere:", "Rules/x.yaml:9: 'title' stands twice"),
      (
        "where:", "params: {n: {type: int, default: x}}\nwhere:",
        "Rules/x.yaml:9: the default of 'n' is no int"
      ),
      (
        "where:", "params: {n: {type: itn, default: 1}}\nwhere:",
        "Rules/x.yaml:9: unknown type 'itn'. Did you mean 'int'?"
      ),
    ])
  func errors(passage: String, replacement: String, message: String) {
    #expect(RuleText.problem(passage, replacement) == message)
  }

  @Test("a rule without tests is refused")
  func withoutTests() throws {
    let text = try #require(RuleText.usual.split(separator: "tests:").first)
    #expect(throws: (any Error).self) { try RuleText.rule(String(text)) }
  }

  @Test("a rule that is right is read whole")
  func whole() throws {
    let rule = try RuleText.rule()
    #expect(rule.id == "ISO-TST-001")
    #expect(rule.severity == .medium)
    #expect(rule.isEnabled)
    let description = RuleDescription(rule, controls: .empty)
    #expect(description.anchor == "(a:Agent)")
    #expect(description.match == ["(a)-[:CAN_CALL]->(t:Tool)"])
    #expect(description.condition == "t.destructive")
    #expect(description.tests == ["destructive", "harmless"])
  }
}
