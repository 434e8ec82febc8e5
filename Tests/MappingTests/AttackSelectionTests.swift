import Estate
import TestSupport
import Testing

@testable import Mapping

@Suite("What the attack analysis reads of an estate")
struct AttackSelectionTests {
  /// Values that some step, entry point, target or safeguard looks at, on whatever they may stand.
  private static let facts: [String: [Value]] = [
    "type": ["internet", "private", "anonymous"], "trust": ["untrusted"], "writable_by": ["public"],
    "untrusted_input": [true], "state": ["revoked"], "publishable": [true], "leaked": [true],
    "malicious": [true], "source": ["git", "registry"], "public": [true],
    "criticality": ["crown", "low"], "sensitivity": ["restricted", "public"],
    "enforced": [true], "enabled": [false], "effectiveness": [0.4], "tools": [["x", "y"]],
    "scope": ["all"], "attack_success_rate": [0.7], "exploitability": [0.8],
    "authenticated": [true, false], "runs_code": ["always"], "pinned": [false], "owner": ["me"],
    "purpose": ["any"],
  ]

  private func observations(_ random: inout SeededGenerator) -> Observations {
    var observations = Observations()
    let sighting = Sighting(source: "s", detector: "d")
    let assets = (0..<40).map { number -> AssetObservation in
      let kind = AssetKind.all.randomElement(using: &random) ?? .agent
      var properties: [String: Value] = [:]
      for (name, values) in Self.facts.sorted(by: { $0.key < $1.key })
      where Int.random(in: 0..<3, using: &random) == 0 {
        properties[name] = values.randomElement(using: &random)
      }
      return AssetObservation(
        id: AssetID(kind, "test", "\(number)"), kind: kind,
        name: ["x", "y", "z"].randomElement(using: &random) ?? "", properties: properties,
        sighting: sighting)
    }
    observations.assets = assets
    for kind in RelationKind.all {
      for _ in 0..<6 {
        guard let tail = assets.randomElement(using: &random),
          let head = assets.randomElement(using: &random)
        else { continue }
        observations.relations.append(
          RelationObservation(
            kind: kind, tail: tail.id, head: head.id,
            sighting: Sighting(
              source: "s", detector: "d",
              confidence: [0.5, 1].randomElement(using: &random) ?? 1)))
      }
    }
    return observations
  }

  private func estate(_ observations: Observations) -> Estate {
    var builder = EstateBuilder()
    builder.add(observations)
    builder.collects(RelationKind.all)
    return builder.build()
  }

  @Test("An estate of no more than that is judged as the whole one", arguments: 0..<60)
  func same(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let observations = observations(&random)
    let selection = AttackAnalysis.selection
    var less = observations
    less.relations.removeAll { !selection.relations.contains($0.kind) }
    for index in less.assets.indices {
      less.assets[index].properties = less.assets[index].properties
        .filter { selection.properties.contains($0.key) }
    }
    let (whole, part) = (estate(observations), estate(less))
    #expect(part.relationCount < whole.relationCount)
    let (expected, analysis) = (AttackAnalysis(whole), AttackAnalysis(part))
    #expect(analysis.entries == expected.entries && analysis.targets == expected.targets)
    #expect(analysis.best.costs == expected.best.costs)
    for asset in whole.assets.indices {
      #expect(analysis.reachability(of: asset) == expected.reachability(of: asset))
      #expect(analysis.blastRadius(of: asset) == expected.blastRadius(of: asset))
      for hold in AttackHold.allCases {
        let state = AttackState(asset: asset, hold: hold)
        #expect(analysis.exposure(of: state) == expected.exposure(of: state))
      }
    }
    #expect(analysis.graph.exits().count == expected.graph.exits().count)
    for goal in [nil] + analysis.targets.prefix(3).map({ Optional($0.asset) }) {
      let survey = PathSurvey(whole, to: goal, limit: 20)
      let moved = try #require(PathSurvey(part, to: goal, limit: 20).moved(to: whole))
      #expect(moved.document == survey.document)
      #expect(moved.assets == survey.assets)
    }
  }

  @Test("An answer moves only to an estate that knows all of it")
  func unknown() throws {
    let small = SmallEstate(
      ["net: Network", "bot: Agent", "web: Endpoint"], ["net REACHES web", "web EXPOSES bot"],
      ["bot": ["criticality": "crown"]], ids: ["net": "network:internet:internet"])
    let survey = PathSurvey(small.estate, limit: 5)
    #expect(!survey.paths.isEmpty)
    #expect(survey.moved(to: small.estate)?.document == survey.document)
    let cut = SmallEstate(
      ["net: Network", "bot: Agent", "web: Endpoint"], ["net REACHES web"], [:],
      ids: ["net": "network:internet:internet"])
    #expect(survey.moved(to: cut.estate) == nil)
    #expect(survey.moved(to: .empty) == nil)
  }

  @Test("The variants of the schema have a bit each")
  func variants() {
    #expect(StepTable(.current).variants.count <= UInt32.bitWidth)
  }

  @Test("Names are asked for where an approval gate lists tools")
  func names() {
    let gate = SmallEstate(["g: ApprovalGate"], [], ["g": ["tools": ["x"]]])
    #expect(AttackAnalysis.readsNames(of: gate.estate))
    let all = SmallEstate(["g: ApprovalGate", "t: Tool"], [], ["g": ["scope": "all"]])
    #expect(!AttackAnalysis.readsNames(of: all.estate))
  }
}
