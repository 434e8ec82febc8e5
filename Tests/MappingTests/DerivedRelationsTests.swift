import Estate
import Testing

@testable import Mapping

@Suite("Derived relations")
struct DerivedRelationsTests {
  private func derived(_ small: SmallEstate) -> Observations {
    DerivedRelations.observations(from: AttackAnalysis(small.estate))
  }

  private func told(_ relations: [RelationObservation], in small: SmallEstate) -> Set<String> {
    Set(
      relations.map { relation in
        let names = [relation.tail, relation.head].map { id in
          small.estate.index(of: id).map { small.estate.assets[$0].name } ?? id.text
        }
        return "\(names[0]) \(relation.kind.name) \(names[1])"
      })
  }

  @Test("A member has what its group's role has, with the way there as the reason")
  func membership() throws {
    let small = SmallEstate(
      ["ann: Person", "staff: Group", "reader: Role", "bucket: DataStore", "bot: Agent"],
      [
        "ann MEMBER_OF staff", "staff CAN_ASSUME reader", "reader CAN_READ bucket",
        "staff CAN_INVOKE bot",
      ])
    let relations = derived(small).relations
    #expect(
      told(relations, in: small)
        == ["ann CAN_READ bucket", "ann CAN_INVOKE bot", "staff CAN_READ bucket"])
    #expect(relations.allSatisfy { $0.basis == .inferred })
    let reading = try #require(
      relations.first {
        $0.kind == .canRead && $0.tail == small.estate.assets[small.index("ann")].id
      })
    #expect(
      reading.properties["through"]
        == .texts(["person:test:ann", "group:test:staff", "role:test:reader"]))
  }

  @Test("An administrator reads and writes; what is stated already is not derived again")
  func administration() {
    let small = SmallEstate(
      ["ops: Role", "bucket: DataStore"], ["ops CAN_ADMIN bucket", "ops CAN_READ bucket"])
    #expect(told(derived(small).relations, in: small) == ["ops CAN_WRITE bucket"])
  }

  @Test("A key has what its account has; a right of another account is nobody else's")
  func keys() {
    let small = SmallEstate(
      ["key: Credential", "svc: ServiceAccount", "other: ServiceAccount", "db: DataStore"],
      ["key AUTHENTICATES_AS svc", "svc CAN_WRITE db", "other CAN_READ db"])
    #expect(told(derived(small).relations, in: small) == ["key CAN_WRITE db"])
  }

  @Test("Roles that assume each other end, and thousands of rights are skipped with the reason")
  func bounds() {
    let loop = SmallEstate(
      ["a: Role", "b: Role", "db: DataStore"],
      ["a CAN_ASSUME b", "b CAN_ASSUME a", "b CAN_READ db"])
    #expect(told(derived(loop).relations, in: loop) == ["a CAN_READ db"])
    let stores = (0...EffectivePermissions.limit).map { "s\($0): DataStore" }
    let many = SmallEstate(
      ["ann: Person", "all: Role"] + stores,
      ["ann MEMBER_OF all"] + stores.indices.map { "all CAN_READ s\($0)" })
    let observations = derived(many)
    #expect(observations.relations.isEmpty)
    #expect(observations.skipped.map(\.path) == ["person:test:ann"])
  }

  @Test("An assistant that reads mail, customers and can post has all three abilities, with paths")
  func trifecta() throws {
    let observations = derived(AttackAnalysisTests.assistant)
    let agent = try #require(observations.assets.first { $0.kind == .agent })
    #expect(
      agent.properties
        == ["untrusted_input": true, "reaches_sensitive": true, "can_exfiltrate": true])
    #expect(
      observations.signals.map(\.signal) == [
        "agent.untrusted-input", "agent.reaches-sensitive", "agent.can-exfiltrate",
      ])
    guard case .map(let path)? = observations.signals[1].detail["path"] else {
      Issue.record("no path")
      return
    }
    #expect(path["sentence"]?.text?.contains("obtain DataStore customers") == true)
  }

  @Test("An agent that reads internal mail, public data and posts inside has none")
  func hardNegative() {
    let small = SmallEstate(
      [
        "inbox: ContentSource", "bot: Agent", "crm: Tool", "news: DataStore", "send: Tool",
        "intranet: Network",
      ],
      [
        "inbox INGESTED_BY bot", "bot CAN_CALL crm", "crm READS news", "bot CAN_CALL send",
        "send SENDS_TO intranet",
      ],
      [
        "inbox": ["trust": "internal"], "news": ["sensitivity": "public"],
        "intranet": ["type": "corporate"],
      ])
    #expect(derived(small).isEmpty)
  }

  @Test("A public bucket is readable by anyone at all; a public model is no exposure")
  func publicThings() {
    let small = SmallEstate(
      ["bucket: DataStore", "llama: Model"], [],
      ["bucket": ["public": true], "llama": ["public": true]])
    #expect(
      told(derived(small).relations, in: small) == ["person:any:anonymous CAN_READ bucket"])
  }

  @Test("What the internet reaches without signing in is public, with the agent behind it")
  func openEndpoint() {
    func exposed(_ facts: [String: Value]) -> Set<String> {
      let small = SmallEstate(
        ["net: Network", "api: Endpoint", "bot: Agent"], ["net REACHES api", "api EXPOSES bot"],
        ["net": ["type": "internet"], "api": facts])
      return Set(
        derived(small).assets.filter { $0.properties["public"] == true }.map(\.name))
    }
    #expect(exposed(["authenticated": false]) == ["api", "bot"])
    #expect(exposed(["authenticated": true]).isEmpty && exposed([:]).isEmpty)
  }

  @Test("What is derived can be merged and derived again without change")
  func idempotent() {
    let small = AttackAnalysisTests.assistant
    var builder = EstateBuilder()
    let first = derived(small)
    builder.add(first)
    let again = builder.build()
    #expect(again.signals.count == 3)
    builder.add(first)
    #expect(builder.build().signals.count == 3)
  }
}
