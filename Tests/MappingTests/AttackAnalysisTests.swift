import Estate
import Testing

@testable import Mapping

@Suite("Attack analysis")
struct AttackAnalysisTests {
  /// An assistant that reads mail, can look up customers and can post to the outside.
  static let assistant = SmallEstate(
    [
      "inbox: ContentSource", "bot: Agent", "crm: Tool", "customers: DataStore", "send: Tool",
      "outside: Network", "other: DataStore",
    ],
    [
      "inbox INGESTED_BY bot", "bot CAN_CALL crm", "crm READS customers", "bot CAN_CALL send",
      "send SENDS_TO outside",
    ],
    [
      "inbox": ["trust": "untrusted"], "customers": ["sensitivity": "restricted"],
      "other": ["sensitivity": "restricted"], "outside": ["type": "internet"],
    ])

  private func probability(_ analysis: AttackAnalysis, of name: String, in small: SmallEstate)
    -> Double?
  {
    analysis.reachability(of: small.index(name)).map { ($0 * 10_000).rounded() / 10_000 }
  }

  @Test("Mail that anyone writes steals the customers: .8 × .5 × .9 × .9")
  func injection() throws {
    let small = Self.assistant
    let analysis = AttackAnalysis(small.estate)
    let target = try #require(analysis.targets.first { $0.asset == small.index("customers") })
    let path = try #require(analysis.bestPath(to: target))
    #expect(abs(path.probability - 0.324) < 1e-6)
    #expect(path.entry?.reason == .untrustedContent)
    let description = PathDescription(path, in: small.estate)
    #expect(
      description.sentence
        == "From content that outsiders write an attacker can influence Agent bot (inbox is taken "
        + "in by bot), then make Agent bot act on what it was fed, then control Tool crm (bot may "
        + "call crm), then obtain DataStore customers (crm reads customers) (likelihood 32 %).")
    #expect(description.hops.map(\.relation?.name) == ["INGESTED_BY", nil, "CAN_CALL", "READS"])
    #expect(description.weakestHop == 1)
    #expect(description.fix.contains("guardrail on Agent bot"))
    #expect(description.hops[0].location == Location(path: "estate.txt", line: 100))
  }

  @Test("What no path leads to has no path, and is unknown until somebody looks at the network")
  func unreachable() throws {
    let small = Self.assistant
    let analysis = AttackAnalysis(small.estate)
    let other = try #require(analysis.targets.first { $0.asset == small.index("other") })
    #expect(analysis.bestPath(to: other) == nil)
    #expect(probability(analysis, of: "other", in: small) == nil)
    let network = SmallEstate(
      [
        "net: Network", "api: Endpoint", "batch: Workload", "job: Role", "other: DataStore",
        "alone: DataStore",
      ],
      ["net REACHES api", "batch RUNS_AS job", "job CAN_READ other"], ["net": ["type": "internet"]])
    let known = AttackAnalysis(network.estate)
    #expect(probability(known, of: "other", in: network) == 0)
    #expect(probability(known, of: "alone", in: network) == nil)
  }

  @Test("That no path is known to what a corporate network leads to proves nothing")
  func insiders() throws {
    func reached(_ type: Value) -> Double? {
      let small = SmallEstate(
        ["net: Network", "inside: Network", "api: Endpoint", "llm: Endpoint"],
        ["net REACHES api", "inside REACHES llm"],
        ["net": ["type": "internet"], "inside": ["type": type], "api": ["authenticated": true]])
      return probability(AttackAnalysis(small.estate), of: "llm", in: small)
    }
    #expect(reached("private") == 0)
    #expect(reached("corporate") == nil)
  }

  @Test("The entry points of a target are those that lead to it")
  func exposure() throws {
    let small = SmallEstate(
      ["a: ContentSource", "b: ContentSource", "bot: Agent", "t: Tool", "db: DataStore"],
      ["a INGESTED_BY bot", "bot CAN_CALL t", "t READS db"],
      [
        "a": ["trust": "untrusted"], "b": ["trust": "untrusted"],
        "db": ["sensitivity": "restricted"],
      ])
    let analysis = AttackAnalysis(small.estate)
    let target = try #require(analysis.targets.first { $0.asset == small.index("db") })
    #expect(analysis.entryPoints(to: target).map(\.state.asset) == [small.index("a")])
  }

  @Test("A poor path proves nothing where nobody looked at the network, a good one does")
  func poorPath() {
    let poor = Self.assistant
    #expect(probability(AttackAnalysis(poor.estate), of: "customers", in: poor) == nil)
    let good = SmallEstate(
      ["inbox: ContentSource", "bot: Agent"], ["inbox INGESTED_BY bot"],
      ["inbox": ["trust": "untrusted"]])
    #expect(probability(AttackAnalysis(good.estate), of: "bot", in: good) == 0.8)
  }

  @Test("A public package and a weakness are as reachable as what has them")
  func carried() {
    let small = SmallEstate(
      ["net: Network", "api: Endpoint", "pod: Workload", "lib: Package", "cve: Vulnerability"],
      ["net REACHES pod", "net REACHES api", "pod DEPENDS_ON lib", "pod AFFECTED_BY cve"],
      ["net": ["type": "internet"]])
    let analysis = AttackAnalysis(small.estate)
    #expect(probability(analysis, of: "lib", in: small) == 0.4)
    #expect(probability(analysis, of: "cve", in: small) == 0.4)
    #expect(analysis.isOutside(small.index("lib")) && !analysis.isOutside(small.index("pod")))
  }

  @Test("An estate without entry points proves nothing")
  func noEntries() {
    let small = SmallEstate(["a: Agent", "t: Tool"], ["a CAN_CALL t"])
    #expect(AttackAnalysis(small.estate).reachability(of: small.index("t")) == nil)
    #expect(AttackAnalysis(small.estate).blastRadius(of: small.index("a")) == nil)
  }

  @Test("Blast radius counts the other targets within reach, and the same one by one")
  func blastRadius() {
    let small = Self.assistant
    let analysis = AttackAnalysis(small.estate)
    for (name, count) in [("bot", 1), ("crm", 1), ("send", 0), ("customers", 0), ("inbox", 1)] {
      let index = small.index(name)
      #expect(analysis.blastRadius(of: index) == ReachCount(count: count, isExact: true), "\(name)")
      #expect(analysis.exactBlastRadius(of: index).count == count, "\(name)")
    }
  }

  @Test(
    "Attackers start where the schema says they do, and nowhere else",
    arguments: [
      ("x: ContentSource", ["trust": "untrusted"], true),
      ("x: ContentSource", ["writable_by": "public"], true),
      ("x: ContentSource", ["trust": "internal"], false),
      ("x: Credential", ["leaked": true], true),
      ("x: Credential", ["leaked": true, "state": "revoked"], false),
      ("x: Credential", ["leaked": true, "publishable": true], false),
      ("x: Credential", [:], false),
      ("x: Package", ["malicious": true], true),
      ("x: Package", ["source": "path"], false),
      ("x: ModelRegistry", ["public": true], true),
      ("x: Network", ["type": "internet"], true),
      ("x: Network", ["type": "corporate"], false),
      ("x: Person", [:], false),
      ("x: Person", ["type": "anonymous"], true),
      ("x: VectorIndex", ["untrusted_input": true], true),
      ("x: VectorIndex", [:], false),
    ] as [(String, [String: Value], Bool)])
  func entryPoints(_ asset: String, _ facts: [String: Value], _ starts: Bool) {
    let small = SmallEstate([asset], [], ["x": facts])
    #expect(AttackTraits(small.estate).entries.isEmpty == !starts)
  }

  @Test("Anyone at all who can read the bucket obtains the dataset stored in it")
  func anyone() {
    let small = SmallEstate(
      ["anyone: Person", "bucket: DataStore", "data: Dataset"],
      ["anyone CAN_READ bucket", "data STORED_IN bucket"],
      ["data": ["sensitivity": "confidential"]],
      ids: ["anyone": "person:any:anonymous"])
    #expect(probability(AttackAnalysis(small.estate), of: "data", in: small) == 1)
  }

  @Test("The agent is the choke point; to fix its hijack removes all risk; the cut is one hop")
  func fixes() throws {
    let small = Self.assistant
    let routes = RouteMap(AttackAnalysis(small.estate))
    #expect(routes.targets.map(\.asset) == [small.index("customers")])
    #expect(
      Set(routes.chokePoints().map(\.state.asset)) == [small.index("bot"), small.index("crm")])
    #expect(routes.chokePoints().allSatisfy { $0.targets == 1 && $0.value == 0.75 })
    let fixes = routes.fixes()
    #expect(fixes.count == 1 && fixes[0].remaining == 0 && fixes[0].paths == 1)
    #expect(try #require(routes.severingSet()).count == 1)
  }

  @Test("Two ways in need two cuts, and either fix leaves the other way")
  func twoWays() throws {
    let small = SmallEstate(
      ["inbox: ContentSource", "key: Credential", "bot: Agent", "db: DataStore", "role: Role"],
      [
        "inbox INGESTED_BY bot", "bot RETRIEVES_FROM db", "key AUTHENTICATES_AS role",
        "role CAN_READ db",
      ],
      [
        "inbox": ["trust": "untrusted"], "key": ["leaked": true],
        "db": ["sensitivity": "restricted"],
      ])
    let routes = RouteMap(AttackAnalysis(small.estate))
    #expect(try #require(routes.severingSet()).count == 2)
    #expect(routes.chokePoints().isEmpty)
    let fixes = routes.fixes()
    #expect(fixes.count == 2)
    #expect(fixes[0].remaining < 1 && fixes[0].remaining > 0 && fixes[1].remaining == 0)
    let paths = routes.diversePaths()
    #expect(paths.count == 2 && paths[0].entry?.reason == .leakedCredential)
  }

  @Test("An entry point that is itself the target cannot be cut off")
  func entryIsTarget() {
    let small = SmallEstate(
      ["key: Credential"], [], ["key": ["leaked": true, "criticality": "crown"]])
    let routes = RouteMap(AttackAnalysis(small.estate))
    #expect(routes.severingSet() == nil && routes.fixes().isEmpty)
  }

  @Test("Roles that can assume each other are one identity")
  func sharedIdentities() {
    let small = SmallEstate(
      ["a: Role", "b: Role", "c: Role"], ["a CAN_ASSUME b", "b CAN_ASSUME a", "b CAN_ASSUME c"])
    #expect(AttackGraph(small.estate).sharedIdentities() == [[small.index("a"), small.index("b")]])
  }

  @Test("Contradictions, loops and self loops are borne")
  func contradictions() {
    let small = SmallEstate(
      ["a: Agent", "g: Guardrail", "n: Network"],
      [
        "a DELEGATES_TO a", "a GUARDED_BY g", "g GUARDED_BY a", "n REACHES n", "a CAN_CALL n",
        "n CAN_CALL a", "a CAN_READ a",
      ],
      [
        "a": ["criticality": "crown", "untrusted_input": "perhaps"],
        "g": ["enforced": true, "enabled": false, "effectiveness": -3], "n": ["type": "internet"],
      ])
    let analysis = AttackAnalysis(small.estate)
    let reach = analysis.reachability(of: small.index("a"))
    #expect(reach.map { (0...1).contains($0) } ?? true)
    #expect(RouteMap(analysis).diversePaths().count <= 5)
  }

  @Test("The same estate gives the same paths, whatever the order it was told in")
  func deterministic() {
    let relations = [
      "inbox INGESTED_BY bot", "bot CAN_CALL crm", "crm READS customers", "bot CAN_CALL crm2",
      "crm2 READS customers",
    ]
    let assets = [
      "inbox: ContentSource", "bot: Agent", "crm: Tool", "crm2: Tool", "customers: DataStore",
    ]
    let facts: [String: [String: Value]] = [
      "inbox": ["trust": "untrusted"], "customers": ["sensitivity": "restricted"],
    ]
    func told(_ small: SmallEstate) -> [String] {
      RouteMap(AttackAnalysis(small.estate)).diversePaths()
        .map { PathDescription($0, in: small.estate).sentence }
    }
    let forward = told(SmallEstate(assets, relations, facts))
    #expect(forward.count == 2)
    #expect(forward == told(SmallEstate(assets.reversed(), relations.reversed(), facts)))
  }
}
