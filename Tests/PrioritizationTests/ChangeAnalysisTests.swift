import Catalog
import Estate
import Foundation
import Mapping
import Testing

@testable import Assessment
@testable import Prioritization

@Suite("What-if by re-evaluation")
struct ChangeAnalysisTests {
  private static let now = Date(timeIntervalSince1970: 1_795_132_800)

  /// What would lower each finding that the rules make of the estate.
  private func changes(
    _ base: Estate, _ rules: [Rule], budget: Int = ChangeAnalysis.defaultBudget, limit: Int = 3
  ) throws -> (findings: [Finding], changes: [String: [WhatIf]]) {
    var derived = EstateChange()
    derived.added = DerivedRelations.observations(from: AttackAnalysis(base))
    let estate = base.applying(derived)
    let analysis = AttackAnalysis(estate)
    let findings = RuleEvaluator().evaluate(rules, estate, now: Self.now).findings
    let ranked = FindingPriority.rank(findings, in: estate, analysis: analysis)
    let found = ChangeAnalysis(try ChangeCatalog(), rules: rules, now: Self.now, budget: budget)
      .changes(for: ranked, base: base, estate: estate, analysis: analysis, limit: limit)
    return (ranked, found)
  }

  private func rules(_ ids: String...) throws -> [Rule] {
    try RuleCatalog.all(knowledge: .embedded).filter { ids.contains($0.id) }
  }

  /// The estate of the story that `DESIGN.md` opens with: a public bucket that a crown model learns from.
  private func poisoning() -> Estate {
    var builder = EstateBuilder()
    let sighting = Sighting(source: "files:.", detector: "test")
    func add(
      _ kind: AssetKind, _ name: String, _ properties: [String: Value] = [:], id: String? = nil
    ) -> AssetID {
      let id = id.map(AssetID.init(trusted:)) ?? AssetID(kind, "test", name)
      builder.add(
        AssetObservation(id: id, kind: kind, name: name, properties: properties, sighting: sighting)
      )
      return id
    }
    func relate(_ tail: AssetID, _ kind: RelationKind, _ head: AssetID) {
      builder.add(RelationObservation(kind: kind, tail: tail, head: head, sighting: sighting))
    }
    let anyone = add(
      .person, "anyone", ["type": "anonymous", "external": true, "org": "none"],
      id: "person:any:anonymous")
    let bucket = add(.dataStore, "reviews", ["type": "bucket", "environment": "prod"])
    let data = add(.dataset, "ratings", ["immutable": false])
    let model = add(
      .model, "recommender", ["lifecycle": "active", "criticality": "crown", "environment": "prod"])
    relate(anyone, .canWrite, bucket)
    relate(data, .storedIn, bucket)
    relate(model, .trainedOn, data)
    builder.collects(RelationKind.all)
    return builder.build()
  }

  @Test("Each change was made, judged anew, and lowers the finding; the largest drop comes first")
  func poisonedModel() throws {
    let (findings, all) = try changes(poisoning(), rules("ISO-DATA-012"))
    let finding = try #require(findings.first)
    let found = try #require(all[finding.id])
    #expect(
      found.map(\.change) == [
        "Take DataStore reviews out of the reach of the public",
        "Train from a snapshot of Dataset ratings that cannot be changed",
        "Train Model recommender without Dataset ratings",
      ])
    #expect(found.allSatisfy { $0.basis == .estate && $0.to == 0 && $0.decision == nil })
    #expect(found.allSatisfy { $0.from == finding.priority?.score })
  }

  @Test("A change far from the finding, on the attacker's way to it, lowers it without ending it")
  func onThePath() throws {
    var builder = EstateBuilder()
    let sighting = Sighting(source: "files:.", detector: "test")
    func add(_ kind: AssetKind, _ name: String, _ properties: [String: Value]) -> AssetID {
      let id = AssetID(kind, "test", name)
      builder.add(
        AssetObservation(id: id, kind: kind, name: name, properties: properties, sighting: sighting)
      )
      return id
    }
    func relate(_ tail: AssetID, _ kind: RelationKind, _ head: AssetID) {
      builder.add(RelationObservation(kind: kind, tail: tail, head: head, sighting: sighting))
    }
    let mail = add(.contentSource, "mail", ["trust": "untrusted"])
    let reader = add(.agent, "reader", ["environment": "prod"])
    let clerk = add(
      .agent, "clerk", ["environment": "prod", "auto_approve": true, "lifecycle": "active"])
    let server = add(.mcpServer, "books", ["package": "pkg:npm/books", "pin": "unpinned"])
    relate(mail, .ingestedBy, reader)
    relate(reader, .delegatesTo, clerk)
    relate(clerk, .connectsTo, server)
    builder.collects(RelationKind.all)
    let (findings, found) = try changes(builder.build(), rules("ISO-MCP-001"), limit: 20)
    let finding = try #require(findings.first)
    let list = try #require(found[finding.id])
    #expect(list.first?.change == "Pin McpServer books to one exact version")
    #expect(list.first?.to == 0)
    // The rule looks at the server alone; what the mail can do to it is a matter of the graph.
    let further = list.filter { $0.to > 0 }
    #expect(further.contains { $0.change == "Let Agent reader no longer hand work to Agent clerk" })
    #expect(
      further.contains {
        $0.change == "Keep what ContentSource mail brings away from Agent reader"
      }, "\(list)")
    #expect(further.allSatisfy { $0.to <= $0.from - 0.5 && $0.decision != nil })
    #expect(list.map(\.to) == list.map(\.to).sorted())
  }

  @Test("The same estate gives the same changes, whatever the order of work on the cores")
  func deterministic() throws {
    let rules = try RuleCatalog.all(knowledge: .embedded)
    let first = try changes(poisoning(), rules)
    #expect(first.changes.count > 1)
    for _ in 0..<5 { #expect(try changes(poisoning(), rules).changes == first.changes) }
  }

  @Test("The budget bounds the work; the most urgent findings come first")
  func budget() throws {
    let rules = try RuleCatalog.all(knowledge: .embedded)
    let estate = poisoning()
    let size = estate.assets.count + estate.relationCount
    #expect(try changes(estate, rules, budget: size - 1).changes.isEmpty)
    let all = try changes(estate, rules).changes
    let (findings, some) = try changes(estate, rules, budget: 10 * size)
    #expect(!some.isEmpty && some.count < all.count)
    // Who is left out is less urgent than who is not.
    let ranks = findings.indices.filter { some.keys.contains(findings[$0].id) }
    let left = findings.indices.filter {
      all.keys.contains(findings[$0].id) && !some.keys.contains(findings[$0].id)
    }
    #expect((ranks.first ?? .max) < (left.last ?? .min))
  }

  /// What no single change of the catalogue ends, with the reason.
  private static let open: [String: String] = [:]

  @Test("For every rule the catalogue knows a change that ends what its own tests find")
  func everyRule() throws {
    let rules = try RuleCatalog.all(knowledge: .embedded)
    var without: [String] = []
    for rule in rules {
      let document = RuleDocument(path: rule.path, node: rule.source)
      let tests = try document.items("tests").map { try RuleTest(document.inside($0)) }
      let failing = try #require(tests.first { !$0.expectation.fail.isEmpty })
      var judged = rule
      try judged.set(failing.parameters)
      let found = try changes(failing.estate, [judged]).changes
      if !found.values.joined().contains(where: { $0.to == 0 }) { without.append(rule.id) }
    }
    #expect(without == Self.open.keys.sorted())
  }
}
