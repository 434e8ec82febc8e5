import Estate
import Testing

@testable import Mapping

@Suite("Probability of a step")
struct StepProbabilityTests {
  /// Probability of the likeliest way from one state to another, 0 where there is none.
  private func probability(
    _ small: SmallEstate, _ from: String, _ hold: AttackHold, _ to: String, _ goal: AttackHold
  ) -> Double {
    let graph = AttackGraph(small.estate).steps
    let start = AttackState(asset: small.index(from), hold: hold)
    let end = AttackState(asset: small.index(to), hold: goal)
    let best = BestPaths(in: graph, .fromSources, [.init(node: start.node, cost: 0)])
    guard let edges = best.path(end.node, in: graph) else { return 0 }
    let exact = AttackPath(edges, from: start, entry: nil, in: graph).probability
    return (exact * 10_000).rounded() / 10_000
  }

  private func hijack(_ relations: [String], _ facts: [String: [String: Value]]) -> Double {
    let small = SmallEstate(
      ["bot: Agent", "guard: Guardrail", "test: Evaluation", "second: Guardrail"], relations, facts)
    return probability(small, "bot", .influenced, "bot", .controlled)
  }

  @Test("An agent that is fed an attack obeys with one half")
  func hijackPrior() { #expect(hijack([], [:]) == 0.5) }

  @Test("A guardrail counts only with evidence that it is enforced and switched on")
  func guardrail() {
    let guarded = ["bot GUARDED_BY guard"]
    #expect(hijack(guarded, [:]) == 0.5)
    #expect(hijack(guarded, ["guard": ["enabled": true]]) == 0.5)
    #expect(hijack(guarded, ["guard": ["enforced": true, "enabled": false]]) == 0.5)
    #expect(hijack(guarded, ["guard": ["enforced": true, "enabled": true]]) == 0.2)
    let measured: [String: Value] = ["enforced": true, "effectiveness": 0.9]
    #expect(hijack(guarded, ["guard": measured]) == 0.05)
    #expect(
      hijack(guarded + ["bot GUARDED_BY second"], ["guard": measured, "second": measured]) == 0.005)
  }

  @Test("A guardrail whose effectiveness is no share is taken as one of which nothing is measured")
  func nonsense() {
    let facts: [String: Value] = ["enforced": true, "effectiveness": 7.5]
    #expect(hijack(["bot GUARDED_BY guard"], ["guard": facts]) == 0.2)
  }

  @Test("A measured attack success rate replaces the prior, guardrails included")
  func measured() {
    #expect(hijack(["bot EVALUATED_BY test"], ["test": ["attack_success_rate": 0.05]]) == 0.05)
    #expect(
      hijack(
        ["bot EVALUATED_BY test", "bot GUARDED_BY guard"],
        ["test": ["attack_success_rate": 0.7], "guard": ["enforced": true]]) == 0.7)
    #expect(hijack(["bot EVALUATED_BY test"], ["test": ["attack_success_rate": 0]]) == 0)
  }

  @Test("An enforced approval gate leaves a fifth of a tool; one that nobody saw enforced, all")
  func gate() {
    func call(_ facts: [String: Value]) -> Double {
      let small = SmallEstate(
        ["bot: Agent", "pay: Tool", "gate: ApprovalGate"],
        ["bot CAN_CALL pay", "pay GATED_BY gate"],
        ["gate": facts])
      return probability(small, "bot", .controlled, "pay", .controlled)
    }
    #expect(call([:]) == 0.9)
    #expect(call(["enforced": true]) == 0.18)
  }

  @Test("A gate on the agent covers all its tools, or those that it lists, and no others")
  func agentGate() {
    func call(_ facts: [String: Value]) -> Double {
      let small = SmallEstate(
        ["bot: Agent", "pay: Tool", "gate: ApprovalGate"],
        ["bot CAN_CALL pay", "bot GATED_BY gate"], ["gate": facts])
      return probability(small, "bot", .controlled, "pay", .controlled)
    }
    #expect(call(["enforced": true]) == 0.9)
    #expect(call(["enforced": true, "scope": "all"]) == 0.18)
    #expect(call(["enforced": true, "tools": ["pay"]]) == 0.18)
    #expect(call(["enforced": true, "tools": ["send"]]) == 0.9)
    #expect(call(["scope": "all"]) == 0.9)
  }

  @Test("A gateway in front of an endpoint lowers what reaches it")
  func gateway() {
    let small = SmallEstate(
      ["net: Network", "api: Endpoint", "proxy: Gateway"],
      ["net REACHES api", "api GUARDED_BY proxy"],
      ["proxy": ["enforced": true, "effectiveness": 0.5], "api": ["authenticated": false]])
    #expect(probability(small, "net", .influenced, "api", .influenced) == 0.5)
  }

  @Test("A weakness that can be exploited makes the hop into its asset likelier")
  func weakness() {
    let small = SmallEstate(
      ["net: Network", "pod: Workload", "cve: Vulnerability"],
      ["net REACHES pod", "pod AFFECTED_BY cve"], ["cve": ["exploitability": 0.9]])
    #expect(probability(small, "net", .influenced, "pod", .influenced) == 0.9)
  }

  @Test("Variants of the schema hold: a private network, a known address without sign-in")
  func variants() {
    func reach(_ facts: [String: [String: Value]]) -> Double {
      probability(
        SmallEstate(["net: Network", "api: Endpoint"], ["net REACHES api"], facts), "net",
        .influenced, "api", .influenced)
    }
    #expect(reach([:]) == 0.4)
    #expect(reach(["net": ["type": "private"]]) == 0.1)
    #expect(reach(["api": ["authenticated": false]]) == 1)
  }

  @Test("A file whose format runs code takes over what loads it")
  func loading() {
    func load(_ facts: [String: Value]) -> Double {
      probability(
        SmallEstate(
          ["file: ModelArtifact", "pod: Workload"], ["file LOADED_BY pod"], ["file": facts]),
        "file", .controlled, "pod", .controlled)
    }
    #expect(load(["runs_code": "always"]) == 0.9)
    #expect(load(["runs_code": "never"]) == 0)
    #expect(load([:]) == 0)
  }

  @Test("Confidence in a relation lowers its probability")
  func confidence() {
    let small = SmallEstate(
      ["bot: Agent", "pay: Tool"], ["bot CAN_CALL pay"], confidence: 0.5)
    #expect(probability(small, "bot", .controlled, "pay", .controlled) == 0.45)
  }

  @Test("Whoever has read a key holds it")
  func possession() {
    let small = SmallEstate(
      ["repo: Repository", "key: Credential", "role: Role"],
      ["repo CONTAINS_SECRET key", "key AUTHENTICATES_AS role"], ["repo": ["public": true]])
    #expect(probability(small, "repo", .controlled, "role", .controlled) == 1)
  }
}
