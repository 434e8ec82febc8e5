import TestSupport
import Testing

@testable import Estate

/// The builder against sets and dictionaries that keep all they are told.
@Suite struct EstateBuilderModelTests {
  private struct Model {
    struct Key: Hashable {
      let tail: AssetID
      let kind: RelationKind
      let head: AssetID
    }

    struct Relation {
      var sightings: Set<Sighting> = []
      var basis = Basis.inferred
      var properties: [String: Value] = [:]
    }

    var names: [AssetID: [(confidence: Double, name: String)]] = [:]
    var claims: [AssetID: Set<PropertyClaim>] = [:]
    var sightings: [AssetID: Set<Sighting>] = [:]
    var relations: [Key: Relation] = [:]

    init(_ observations: Observations, _ aliases: [AssetID: AssetID]) {
      func canonical(_ id: AssetID) -> AssetID { aliases[id] ?? id }
      for asset in observations.assets {
        let id = canonical(asset.id)
        if !asset.isStatement {
          names[id, default: []].append((asset.sighting.confidence, asset.name))
          sightings[id, default: []].insert(asset.sighting)
        }
        for (property, value) in asset.properties where value != .null {
          claims[id, default: []].insert(
            PropertyClaim(property: property, value: value, sighting: asset.sighting))
        }
      }
      for relation in observations.relations {
        let (tail, head) = (canonical(relation.tail), canonical(relation.head))
        if tail == head, relation.tail != relation.head { continue }
        let key = Key(tail: tail, kind: relation.kind, head: head)
        var known = relations[key] ?? Relation()
        known.sightings.insert(relation.sighting)
        known.basis = max(known.basis, relation.basis)
        known.properties.merge(relation.properties) { max($0, $1) }
        relations[key] = known
      }
    }
  }

  private func sighting(_ random: inout SeededGenerator, places: Int) -> Sighting {
    Sighting(
      source: "s\(Int.random(in: 0..<3, using: &random))",
      detector: ["d", "é"].randomElement(using: &random) ?? "",
      location: Int.random(in: 0..<5, using: &random) == 0
        ? nil
        : Location(
          path: "p/\(Int.random(in: 0..<places, using: &random))",
          line: Int.random(in: 0..<3, using: &random) == 0
            ? nil : Int.random(in: 1..<4, using: &random)),
      confidence: [0.35, 0.6, 1].randomElement(using: &random) ?? 1)
  }

  private func observations(_ random: inout SeededGenerator, places: Int) -> Observations {
    func id(_ random: inout SeededGenerator) -> AssetID {
      AssetID(.agent, "test", "\(Int.random(in: 0..<6, using: &random))")
    }
    var observations = Observations()
    for _ in 0..<400 {
      let values: [Value] = ["a", "b", true, 1, ["x"], .null]
      var properties: [String: Value] = [:]
      for name in ["owner", "public", "tags", "extra"] where Bool.random(using: &random) {
        properties[name] = values.randomElement(using: &random)
      }
      observations.assets.append(
        AssetObservation(
          id: id(&random), kind: .agent, name: "n\(Int.random(in: 0..<4, using: &random))",
          properties: properties, sighting: sighting(&random, places: places),
          isStatement: Int.random(in: 0..<3, using: &random) == 0))
      observations.relations.append(
        RelationObservation(
          kind: [.canCall, .delegatesTo].randomElement(using: &random) ?? .canCall,
          tail: id(&random), head: id(&random),
          basis: Basis.allCases.randomElement(using: &random) ?? .declared,
          properties: Bool.random(using: &random)
            ? ["w": .integer(Int.random(in: 0..<3, using: &random))] : [:],
          sighting: sighting(&random, places: places)))
    }
    return observations
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7], [2, 300])
  func `nothing that was said is lost, doubled or changed, even under another name`(
    seed: UInt64, places: Int
  ) throws {
    var random = SeededGenerator(seed)
    let observations = observations(&random, places: places)
    let aliases =
      seed % 2 == 0
      ? [:] : [AssetID(.agent, "test", "1"): AssetID(.agent, "test", "4")]
    var builder = EstateBuilder()
    builder.add(observations)
    builder.rename(aliases)
    let estate = builder.build()
    let model = Model(observations, aliases)
    for asset in estate.assets {
      #expect(asset.claims == (model.claims[asset.id] ?? []).sorted())
      #expect(asset.sightings == (model.sightings[asset.id] ?? []).sorted())
      let best = (model.names[asset.id] ?? []).min {
        ($1.confidence, $0.name) < ($0.confidence, $1.name)
      }
      #expect(asset.name == best?.name)
    }
    #expect(estate.relationCount == model.relations.count)
    for index in 0..<estate.relationCount {
      let relation = estate.relation(at: index)
      let key = Model.Key(
        tail: estate.assets[relation.tail].id, kind: relation.kind,
        head: estate.assets[relation.head].id)
      let expected = try #require(model.relations[key])
      #expect(estate.sightings(ofRelationAt: index) == expected.sightings.sorted())
      #expect(relation.confidence == expected.sightings.map(\.confidence).max())
      #expect(relation.basis == expected.basis)
      #expect(estate.relationProperties(at: index) == expected.properties)
    }
  }

  @Test func `an asset is found by its id, and no other is`() {
    var builder = EstateBuilder()
    let ids = (0..<100).map { AssetID(.agent, "test", "\($0 * 3)") }
    for id in ids {
      builder.add(
        AssetObservation(
          id: id, kind: .agent, name: id.text, sighting: Sighting(source: "s", detector: "d")))
    }
    let estate = builder.build()
    for id in ids { #expect(estate.index(of: id).map { estate.assets[$0].id } == id) }
    for absent in ["agent:test:1", "agent:", "zzz:test:1", ""] {
      #expect(estate.index(of: AssetID(trusted: absent)) == nil)
    }
    #expect(Estate.empty.index(of: ids[0]) == nil)
  }
}
