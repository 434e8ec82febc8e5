import Catalog
import Crypto
import Estate
import Foundation
import Testing

@testable import Assessment

@Suite("Judging an estate")
struct RuleEvaluatorTests {
  private func evaluate(
    _ rule: Rule, _ graph: String, limits: EvaluationLimits = EvaluationLimits()
  ) throws -> AssessmentResult {
    RuleEvaluator(controls: try ControlMapping(.embedded), limits: limits)
      .evaluate([rule], try RuleText.estate(graph), now: RuleText.now)
  }

  @Test("a missing property and a relation that nobody looked for are unknown, each by name")
  func unknown() throws {
    let property = try evaluate(
      try RuleText.rule(), "{nodes: {a: Agent, t: Tool}, edges: [a -CAN_CALL-> t]}")
    #expect(property.findings.isEmpty)
    #expect(property.unknown.map(\.missing) == [["t.destructive"]])
    let relation = try evaluate(
      try RuleText.rule(), "{nodes: {a: Agent}, not_collected: [CAN_CALL]}")
    #expect(relation.unknown.map(\.missing) == [["CAN_CALL"]])
    #expect(
      relation.outcomes == [
        RuleOutcome(
          rule: "ISO-TST-001", pass: 0, fail: 0, unknown: 1, outOfScope: 0, error: nil)
      ])
  }

  @Test("a finding carries identity, path, controls and fix")
  func finding() throws {
    let result = try evaluate(
      try RuleText.rule(),
      "{nodes: {a: 'Agent {name: bot}', t: 'Tool {name: wipe, destructive: true}'}, edges: [a -CAN_CALL-> t]}"
    )
    let finding = try #require(result.findings.first)
    let digest = SHA256.hash(data: Data("ISO-TST-001\u{1F}a\u{1F}t".utf8))
    #expect(finding.id == digest.map { String(format: "%02x", $0) }.joined())
    #expect(finding.message == "bot calls wipe")
    #expect(finding.assets.map(\.text) == ["a", "t"])
    #expect(finding.path.map(\.relation) == [.canCall])
    #expect(
      finding.controls.contains(ControlReference(framework: "owasp-llm", control: "LLM06:2025")))
    #expect(finding.controls == finding.controls.sorted())
  }

  @Test("names from the estate cannot break a line, colour the terminal or hide text")
  func printable() throws {
    let name = "bot\\n\\e[31m\\u202Eevil\\u200B"
    let result = try evaluate(
      try RuleText.rule(),
      "nodes:\n  a: {kind: Agent, name: \"\(name)\"}\n  t: 'Tool {name: wipe, destructive: true}'\nedges: [a -CAN_CALL-> t]"
    )
    #expect(result.findings.first?.message == "bot  [31mevil calls wipe")
  }

  @Test("a rule that costs too much ends in an error, and what it did not judge is unknown")
  func budget() throws {
    let tools = (0..<40).map { "t\($0): 'Tool {destructive: false}'" }.joined(separator: ", ")
    let edges = (0..<40).map { "a -CAN_CALL-> t\($0)" }.joined(separator: ", ")
    let graph = "{nodes: {a: Agent, b: Agent, \(tools)}, edges: [\(edges)]}"
    let result = try evaluate(
      try RuleText.rule(), graph, limits: EvaluationLimits(perAsset: 20))
    #expect(result.outcomes.map(\.error) == ["budget"])
    #expect(result.unknown.map(\.asset.text) == ["a"])
    #expect(result.outcomes.map(\.pass) == [1])
    let portion = try evaluate(
      try RuleText.rule(), graph, limits: EvaluationLimits(perAsset: 1000, perPortion: 39))
    #expect(portion.outcomes.map(\.error) == ["budget"])
    let enough = try evaluate(try RuleText.rule(), graph)
    #expect(enough.outcomes.map(\.error) == [nil])
    #expect(enough.outcomes.map(\.pass) == [2])
  }

  @Test("an asset of a million relations is more than a rule may cost, and so unknown")
  func hub() throws {
    let count = 1_000_000
    let tools = (0..<count).map { number in
      Asset(
        id: AssetID(trusted: "tool:a:\(String(number + count))"), kind: .tool, name: "t",
        properties: ["destructive": .boolean(false)])
    }
    let hub = Asset(id: AssetID(trusted: "agent:a:hub"), kind: .agent, name: "hub")
    var bulk = try #require(BulkEstate(assets: [hub] + tools))
    for tool in 1...count { bulk.add(.canCall, from: 0, to: tool) }
    let result = RuleEvaluator().evaluate([try RuleText.rule()], bulk.build(), now: RuleText.now)
    #expect(result.outcomes.map(\.error) == ["budget"])
    #expect(result.outcomes.map(\.pass) == [0] && result.findings.isEmpty)
    #expect(result.unknown.map(\.asset.text) == ["agent:a:hub"])
  }

  @Test("portions and cores change nothing")
  func portions() throws {
    let rules = try RuleCatalog.all(knowledge: .embedded)
    var nodes: [String] = []
    var edges: [String] = []
    for i in 0..<30 {
      nodes.append("a\(i): 'Agent {name: a\(i), signals: {agent.approvals-off: [{}]}}'")
      nodes.append("s\(i): 'McpServer {name: s\(i), package: p, pin: unpinned}'")
      edges.append("a\(i) -CONNECTS_TO-> s\(i)")
      edges.append("a\(i) -CONNECTS_TO-> s\(i * 7 % 30)")
    }
    let graph =
      "{nodes: {\(nodes.joined(separator: ", "))}, edges: [\(edges.joined(separator: ", "))]}"
    let estate = try RuleText.estate(graph)
    func run(_ portion: Int) -> AssessmentResult {
      RuleEvaluator(limits: EvaluationLimits(portion: portion))
        .evaluate(rules, estate, now: RuleText.now)
    }
    let (one, many) = (run(100_000), run(1))
    #expect(one.findings.count > 100)
    #expect(one.findings.map(\.id) == many.findings.map(\.id))
    #expect(one.findings.map(\.message) == many.findings.map(\.message))
    #expect(one.unknown == many.unknown)
    #expect(one.outcomes == many.outcomes)
  }

  private func sighting(_ path: String, _ line: Int? = nil) -> Sighting {
    Sighting(source: "files:.", detector: "d", location: Location(path: path, line: line))
  }

  @Test("locations are those of the signals that the rule reads, not all places of the asset")
  func signalLocations() throws {
    var builder = EstateBuilder()
    let agent = AssetID(.agent, "repo", "x")
    builder.add(
      AssetObservation(id: agent, kind: .agent, name: "x", sighting: sighting("a.json", 1)))
    var observations = Observations()
    observations.signals = [
      SignalObservation(
        signal: "agent.broad-allow", asset: agent, sighting: sighting("z.json", 7)),
      SignalObservation(signal: "agent.other", asset: agent, sighting: sighting("y.json", 1)),
    ]
    builder.add(observations)
    let rules = try RuleCatalog.all(knowledge: .embedded).filter { $0.id == "ISO-AGT-007" }
    let result = RuleEvaluator().evaluate(rules, builder.build(), now: RuleText.now)
    #expect(result.findings.first?.locations == [Location(path: "z.json", line: 7)])
  }

  @Test("locations are those of the path's relations, else of the key assets, bounded")
  func pathLocations() throws {
    func locations(ofRelation location: Location?) throws -> [Location] {
      var builder = EstateBuilder()
      let (agent, tool) = (AssetID(.agent, "repo", "x"), AssetID(.tool, "repo", "t"))
      for line in 1...30 {
        builder.add(
          AssetObservation(id: agent, kind: .agent, name: "x", sighting: sighting("a.py", line)))
      }
      builder.add(
        AssetObservation(id: agent, kind: .agent, name: "x", sighting: sighting("a.py")))
      builder.add(
        AssetObservation(
          id: tool, kind: .tool, name: "t", properties: ["destructive": true],
          sighting: sighting("t.py", 3)))
      builder.add(
        RelationObservation(
          kind: .canCall, tail: agent, head: tool,
          sighting: Sighting(source: "files:.", detector: "d", location: location)))
      let result = RuleEvaluator()
        .evaluate([try RuleText.rule()], builder.build(), now: RuleText.now)
      return try #require(result.findings.first).locations
    }
    let call = Location(path: "a.py", line: 9)
    #expect(try locations(ofRelation: call) == [call])
    let derived = try locations(ofRelation: nil)
    #expect(derived.count == 20)
    #expect(derived.allSatisfy { $0.path == "a.py" && $0.line != nil })
  }

  @Test("evidence names the facts that a finding rests on")
  func evidence() throws {
    let rule = try RuleText.rule(
      "key: [a, t]", "key: [a, t]\n  evidence: [t.destructive, a.owner]")
    let result = try evaluate(
      rule, "{nodes: {a: Agent, t: 'Tool {destructive: true}'}, edges: [a -CAN_CALL-> t]}")
    let finding = try #require(result.findings.first)
    #expect(
      result.evidence[finding.id] == [
        Evidence(name: "t.destructive", value: true), Evidence(name: "a.owner", value: nil),
      ])
  }

  @Test("parameters given for one evaluation hold for it, and wrong ones are an error")
  func parameters() throws {
    let rules = try RuleCatalog.all(knowledge: .embedded).filter { $0.id == "ISO-LOG-002" }
    let estate = try RuleText.estate(
      "nodes: {a: 'Agent {name: a, eu_risk: high, log_retention_days: 90}'}")
    func run(_ value: Value) -> AssessmentResult {
      RuleEvaluator().evaluate(
        rules, estate, now: RuleText.now, parameters: ["ISO-LOG-002": ["min_days": value]])
    }
    #expect(run(30).findings.isEmpty)
    #expect(run(91).findings.count == 1)
    #expect(
      run("x").outcomes.map(\.error) == [
        "parameter 'min_days' of ISO-LOG-002 takes a value of type int"
      ])
  }
}
