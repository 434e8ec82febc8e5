import Estate
import Mapping
import Prioritization
import Testing

@Suite("Priority of findings in an estate")
struct FindingPriorityTests {
  /// Two open buckets, of which one holds the training data of a crown model.
  private func buckets() -> Estate {
    var builder = EstateBuilder()
    let sighting = Sighting(source: "files:.", detector: "test")
    func add(_ kind: AssetKind, _ name: String, _ properties: [String: Value] = [:]) -> AssetID {
      let id = AssetID(kind, "test", name)
      builder.add(
        AssetObservation(id: id, kind: kind, name: name, properties: properties, sighting: sighting)
      )
      return id
    }
    func relate(_ tail: AssetID, _ kind: RelationKind, _ head: AssetID) {
      builder.add(RelationObservation(kind: kind, tail: tail, head: head, sighting: sighting))
    }
    let anyone = AssetID(trusted: "person:any:anonymous")
    builder.add(AssetObservation(id: anyone, kind: .person, name: "anyone", sighting: sighting))
    let plain = add(.dataStore, "plain", ["environment": "prod"])
    let training = add(.dataStore, "training", ["environment": "prod"])
    let safe = add(.dataStore, "safe", ["environment": "prod"])
    let staff = add(.role, "staff")
    let data = add(.dataset, "transactions", ["sensitivity": "confidential"])
    let model = add(.model, "fraud", ["criticality": "crown"])
    relate(anyone, .canRead, plain)
    relate(anyone, .canRead, training)
    // What a workload may do is within reach of the network that the workload is in.
    relate(add(.workload, "batch"), .runsAs, staff)
    relate(staff, .canRead, safe)
    relate(data, .storedIn, training)
    relate(model, .trainedOn, data)
    builder.collects([.reaches])
    return builder.build()
  }

  private func finding(_ id: String, on asset: String, and others: [AssetID] = []) -> Finding {
    let anchor = AssetID(.dataStore, "test", asset)
    return Finding(
      id: id, rule: "ISO-DATA-001", title: "Bucket is open", category: "exposure",
      severity: .high, asset: anchor, assets: [anchor] + others, message: "", locations: [],
      path: [], fix: "", controls: [])
  }

  @Test("A public bucket that feeds a training job outranks a public bucket, and that a closed one")
  func order() {
    let estate = buckets()
    let others = [AssetID(.dataset, "test", "transactions"), AssetID(.model, "test", "fraud")]
    let findings = [
      finding("a", on: "safe"), finding("b", on: "plain"),
      finding("c", on: "training", and: others),
    ]
    let ranked = FindingPriority.rank(findings, in: estate, analysis: AttackAnalysis(estate))
    #expect(ranked.map(\.id) == ["c", "b", "a"])
    let scores = ranked.compactMap { $0.priority?.score }
    #expect(scores.count == 3 && scores == scores.sorted(by: >) && Set(scores).count == 3)
  }

  @Test("Without an analysis reachability and blast radius are shown as unknown")
  func withoutAnalysis() throws {
    let estate = buckets()
    let inputs = FindingPriority(estate).inputs(for: finding("a", on: "plain"))
    #expect(inputs.reachability == nil && inputs.blastRadius == nil)
    #expect(inputs.environment == .prod && inputs.sensitivity == nil && inputs.autonomy == 0)
  }

  @Test("Where nobody can say of one key asset, the proof for another one is none for the finding")
  func unknownOfOne() {
    let estate = buckets()
    let priority = FindingPriority(estate, analysis: AttackAnalysis(estate))
    // A dataset that nothing leads to.
    var more = EstateChange()
    more.added.assets = [
      AssetObservation(
        id: AssetID(.dataset, "test", "elsewhere"), kind: .dataset, name: "elsewhere",
        sighting: Sighting(source: "files:.", detector: "test"))
    ]
    let wider = estate.applying(more)
    let known = FindingPriority(wider, analysis: AttackAnalysis(wider))
    let other = AssetID(.dataset, "test", "elsewhere")
    #expect(priority.inputs(for: finding("a", on: "safe")).reachability == 0)
    #expect(known.inputs(for: finding("a", on: "safe", and: [other])).reachability == nil)
    #expect(known.inputs(for: finding("b", on: "plain", and: [other])).reachability == 1)
  }

  @Test("What no path leads to is proven safe only where somebody looked at the network")
  func provenOrUnknown() {
    let estate = buckets()
    let known = FindingPriority(estate, analysis: AttackAnalysis(estate))
    #expect(known.inputs(for: finding("a", on: "safe")).reachability == 0)
    #expect(known.inputs(for: finding("b", on: "plain")).reachability == 1)
    let alone = Estate.empty
    let unknown = FindingPriority(alone, analysis: AttackAnalysis(alone))
    #expect(unknown.inputs(for: finding("a", on: "safe")).reachability == nil)
  }

  @Test("Where attackers come from is no reach to what they come to")
  func outside() {
    let estate = buckets()
    let priority = FindingPriority(estate, analysis: AttackAnalysis(estate))
    let anyone = AssetID(trusted: "person:any:anonymous")
    #expect(priority.inputs(for: finding("a", on: "safe", and: [anyone])).reachability == 0)
  }

  @Test("The explanation carries the attacker's path to the finding")
  func path() throws {
    let estate = buckets()
    let priority = FindingPriority(estate, analysis: AttackAnalysis(estate))
      .priority(of: finding("b", on: "plain"))
    let path = try #require(priority.explanation["path"]?.map)
    #expect(path["sentence"]?.text?.hasPrefix("From anyone at all an attacker can obtain") == true)
  }

  private func agent(_ facts: [String: Value], guardFacts: [String: Value]? = nil) -> PriorityInputs
  {
    var builder = EstateBuilder()
    let sighting = Sighting(source: "files:.", detector: "test")
    let bot = AssetID(.agent, "test", "bot")
    builder.add(
      AssetObservation(id: bot, kind: .agent, name: "bot", properties: facts, sighting: sighting))
    if let guardFacts {
      let guardrail = AssetID(.guardrail, "test", "guard")
      builder.add(
        AssetObservation(
          id: guardrail, kind: .guardrail, name: "guard", properties: guardFacts,
          sighting: sighting))
      builder.add(
        RelationObservation(kind: .guardedBy, tail: bot, head: guardrail, sighting: sighting))
    }
    let finding = Finding(
      id: "x", rule: "ISO-AGT-001", title: "", category: "", severity: .high, asset: bot,
      assets: [bot], message: "", locations: [], path: [], fix: "", controls: [])
    return FindingPriority(builder.build(), exploitability: ["ISO-AGT-001": 0.7])
      .inputs(for: finding)
  }

  @Test("Autonomy comes from what is stated, else from who approves, else it is unknown")
  func autonomy() {
    #expect(agent(["autonomy": 0.3, "human_approval": "never"]).autonomy == 0.3)
    #expect(agent(["human_approval": "always"]).autonomy == 0)
    #expect(agent(["auto_approve": true]).autonomy == 1)
    #expect(agent([:]).autonomy == nil)
  }

  @Test("Only a guardrail that was seen enforced is a control; the author's judgement is used")
  func controls() {
    #expect(agent([:], guardFacts: ["enabled": true]).controls.isEmpty)
    #expect(agent([:], guardFacts: ["enforced": true, "effectiveness": 0.6]).controls == [0.6])
    #expect(agent([:]).exploitability == 0.7)
  }

  @Test("That an asset was seen running is no attack on it; a signal of an exploit is")
  func observed() {
    #expect(!agent(["observed": true]).observed)
    var builder = EstateBuilder()
    let bot = AssetID(.agent, "test", "bot")
    builder.add(
      Observations(signal: "traffic.injection", on: bot, detail: ["exploited": true]))
    let finding = Finding(
      id: "x", rule: "R", title: "", category: "", severity: .low, asset: bot, assets: [],
      message: "", locations: [], path: [], fix: "", controls: [])
    #expect(FindingPriority(builder.build()).inputs(for: finding).observed)
  }

  @Test("CISA's outcome stands beside the score where all four answers are known, else not at all")
  func standards() {
    func standards(_ facts: [String: Value]) -> Value? {
      var builder = EstateBuilder()
      let cve = AssetID(.vulnerability, "cve", "CVE-2026-1")
      builder.add(
        AssetObservation(
          id: cve, kind: .vulnerability, name: "CVE-2026-1", properties: facts,
          sighting: Sighting(source: "files:.", detector: "test")))
      let finding = Finding(
        id: "x", rule: "R", title: "", category: "", severity: .high, asset: cve, assets: [],
        message: "", locations: [], path: [], fix: "", controls: [])
      return FindingPriority(builder.build()).priority(of: finding).explanation["standards"]
    }
    let known: [String: Value] = [
      "kev": true, "public": true, "automatable": true, "technical_impact": "total",
    ]
    #expect(
      standards(known)
        == .map([
          "cisa": .map(["version": "BOD 26-04", "outcome": "3 days and forensic triage"])
        ]))
    #expect(standards(known.filter { $0.key != "automatable" }) == nil)
  }
}

extension Observations {
  fileprivate init(signal: String, on asset: AssetID, detail: [String: Value]) {
    self.init()
    signals = [
      SignalObservation(
        signal: signal, asset: asset, detail: detail,
        sighting: Sighting(source: "traffic:.", detector: "test"))
    ]
  }
}
