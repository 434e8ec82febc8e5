import Estate
import Testing

@testable import Assessment

@Suite("Expressions")
struct ExpressionTests {
  private let estate: Estate
  private let evaluator: ExpressionEvaluator

  init() throws {
    estate = try RuleText.estate(
      """
      nodes:
        a: "Agent {name: bot, owner: team-x, public: true, autonomy: 0.5, tags: [blue, red], log_retention_days: 90, signals: {agent.sandbox-off: [{file: a}, {file: b}]}}"
        t: "Tool {name: sql}"
      edges: ["a -CAN_CALL-> t {basis: observed, confidence: 0.6, note: x}"]
      """)
    evaluator = ExpressionEvaluator(estate: estate, now: 1_795_132_800)
  }

  private func evaluate(_ text: String) throws -> (value: Value?, missing: [String]) {
    var scope = ExpressionScope()
    scope.parameters = ["limit"]
    let pattern = try PatternParser.parse("(a:Agent)-[r:CAN_CALL]->(t:Tool)", &scope)
    #expect(pattern.edges.count == 1)
    let expression = try ExpressionParser.parse(text, scope).with(["limit": 180])
    var bindings = Bindings(count: scope.slotCount)
    bindings.slots[try #require(scope.variables["a"]).variable.slot] = 0
    bindings.slots[try #require(scope.variables["t"]).variable.slot] = 1
    bindings.slots[try #require(scope.variables["r"]).variable.slot] = 0
    let value = evaluator.value(expression, bindings)
    var missing: Set<String> = []
    if value == nil {
      MissingFacts(evaluator: evaluator).collect(expression, bindings, into: &missing)
    }
    return (value, missing.sorted())
  }

  @Test(
    "what is known has a value",
    arguments: [
      ("1 + 2 * 3 == 7", true), ("(1 + 2) * 3", 9), ("7 / 2", 3.5), ("-7 % 3", 2),
      ("1 == 1.0", true),
      ("true == 1", false), ("\"a\" + 'b'", "ab"), ("[1, 2] + [3] == [1, 2, 3]", true),
      ("a.name", "bot"), ("a.id", "a"), ("a.kind", "Agent"), ("a.public ? 'yes' : 'no'", "yes"),
      ("a.log_retention_days < params.limit", true), ("'red' in a.tags", true),
      ("'re' in 'red'", true),
      ("a.tags[1]", "red"), ("a.tags.exists_in(['green', 'blue'])", true), ("a.tags.size()", 2),
      ("size(a.owner)", 6), ("a.owner.startsWith('team')", true), ("a.owner.endsWith('-x')", true),
      ("a.owner.contains('am-')", true), ("'ABC'.lower()", "abc"),
      ("a.owner.matches('^team-[a-z]$')", true),
      ("has(a.name) && !has(t.owner)", true), ("known(t.owner)", false),
      ("has(a.signals['agent.sandbox-off'])", true),
      ("size(a.signals['agent.sandbox-off'])", 2), ("a.signals['agent.sandbox-off'][1].file", "b"),
      ("has(t.signals['agent.sandbox-off'])", false), ("r.basis", "observed"),
      ("r.confidence", 0.6),
      ("r.note == 'x' && r.kind == 'CAN_CALL'", true), ("r.id", "a -CAN_CALL-> t"),
      ("duration('2h') == 7200.0", true), ("timestamp('1970-01-02')", 86400.0),
      ("timestamp('2024-02-29T12:00:00+02:00') == timestamp('2024-02-29T10:00:00Z')", true),
      ("age('2026-11-19T00:00:00Z') == duration('1d')", true), ("now() > 0", true),
      ("'\\\\.' == '\\\\' + '.'", true), ("2 in [t.owner, 2]", true),
    ] as [(String, Value)])
  func values(text: String, expected: Value) throws {
    #expect(try evaluate(text).value == expected)
  }

  @Test(
    "what cannot be known is unknown, and named",
    arguments: [
      ("t.owner == 'x'", ["t.owner"]), ("t.public && a.public", ["t.public"]),
      ("t.public || t.observed", ["t.observed", "t.public"]), ("!t.public", ["t.public"]),
      ("t.public ? 1 : 2", ["t.public"]), ("a.public ? t.owner : 1", ["t.owner"]),
      ("t.owner in ['x']", ["t.owner"]), ("'x' in [t.owner, 'y']", ["t.owner"]),
      ("size(t.tags) > 1", ["t.tags"]), ("t.owner.matches('x')", ["t.owner"]),
      ("t.signals['mcp.plain-http']", ["t.signals[\"mcp.plain-http\"]"]),
      ("a.owner < 5", ["a.owner of a fitting type"]), ("r.weight > 1", ["r.weight"]),
      ("a.log_retention_days / 0 > 1", ["a.log_retention_days of a fitting type"]),
      ("timestamp(a.owner) > 0", ["a.owner of a fitting type"]),
      ("a.tags[7] == 'red'", ["a.tags of a fitting type"]),
    ])
  func unknowns(text: String, missing: [String]) throws {
    let (value, names) = try evaluate(text)
    #expect(value == nil)
    #expect(names == missing)
  }

  @Test(
    "one side decides where it can, whatever is unknown on the other",
    arguments: [
      ("false && t.public", false), ("t.public && false", false), ("true || t.public", true),
      ("t.public || true", true), ("a.public || t.public", true),
    ])
  func kleene(text: String, expected: Bool) throws {
    #expect(try evaluate(text).value == .boolean(expected))
  }

  @Test("numbers that do not fit are unknown, not a crash")
  func overflow() throws {
    #expect(try evaluate("9223372036854775807 + 1").value == nil)
    #expect(try evaluate("9223372036854775807 * 2").value == nil)
    #expect(try evaluate("1 % 0").value == nil)
  }

  @Test(
    "mistakes are named with what was meant",
    arguments: [
      ("b.name", "unknown variable 'b'. Did you mean 'a'?"),
      ("a.ownr == 'x'", "unknown property of Agent 'ownr'. Did you mean 'owner'?"),
      ("a.environment == 'prd'", "unknown value of a.environment 'prd'. Did you mean 'prod'?"),
      (
        "a.environment in ['prod', 'stagging']",
        "unknown value of a.environment 'stagging'. Did you mean 'staging'?"
      ),
      ("siz(a.tags)", "unknown function 'siz'. Did you mean 'size'?"),
      ("a.owner.startswith('x')", "unknown method 'startswith'. Did you mean 'startsWith'?"),
      ("params.limt > 1", "unknown parameter 'limt'. Did you mean 'limit'?"),
      ("has(a.name, 1)", "has() takes 1 argument"),
      ("a == t", "'a' needs a property, as in 'a.name'"),
      ("a.public &&", "ends too early"), ("(a.public", "expected ')'"),
      ("a.public b", "unexpected 'b'"),
      ("'abc", "text without closing '"), ("a.name # b", "unexpected '#'"),
      (
        "duration('3 weeks') > 1", "a duration is a whole number with s, m, h or d, such as \"90d\""
      ),
      ("a.owner.matches('(a')", "pattern '(a': a ')' is missing"),
      (
        "a.owner.matches('(?=a)')",
        "pattern '(?=a)': only (?: … ) groups and a leading (?i) are allowed"
      ),
      ("a.owner.matches('\\\\1')", "pattern '\\1': unknown '\\1'"),
      ("a.owner.matches('(a{1000}){1000}')", "pattern '(a{1000}){1000}': too large"),
      ("a.owner.matches(a.name)", "matches() takes a written pattern or a parameter"),
    ])
  func mistakes(text: String, message: String) {
    #expect(throws: ExpressionError(message)) { try evaluate(text) }
  }

  @Test("nesting without end is an error, not a crash")
  func nesting() {
    let deep = String(repeating: "(", count: 5000)
    #expect(throws: ExpressionError("nested too deeply")) { try evaluate(deep) }
    let negated = String(repeating: "!", count: 5000) + "a.public"
    #expect(throws: ExpressionError("nested too deeply")) { try evaluate(negated) }
  }

  @Test("a pattern that would take a backtracking engine for ever ends at once")
  func linear() throws {
    let text = String(repeating: "a", count: 20_000) + "!"
    #expect(try !TextPattern("^(a+)+$").isFound(in: text))
    #expect(try !TextPattern("(a|aa|a?)*b$").isFound(in: text))
  }

  @Test(
    "times are read as RFC 3339 says, and nothing else",
    arguments: [
      ("2026-02-29", nil), ("2026-13-01", nil), ("2026-1-1", nil), ("2026-01-01T24:00:00Z", nil),
      ("2026-01-01T10:00:00", 1_767_261_600), ("2026-01-01T10:00:00.25Z", 1_767_261_600.25),
      ("2026-01-01 10:00Z", 1_767_261_600), ("2026-01-01T10:00:00+0100", 1_767_258_000),
      ("now", nil), ("", nil),
    ] as [(String, Double?)])
  func times(text: String, seconds: Double?) {
    #expect(Timestamp.seconds(of: text) == seconds)
  }
}
