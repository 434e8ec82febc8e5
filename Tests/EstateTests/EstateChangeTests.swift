import Estate
import TestSupport
import Testing

@Suite("Changes to an estate")
struct EstateChangeTests {
  private struct Parts {
    var assets: [AssetObservation] = []
    var relations: [RelationObservation] = []
    var signals: [SignalObservation] = []

    func estate() -> Estate {
      var builder = EstateBuilder()
      for asset in assets { builder.add(asset) }
      var observations = Observations()
      (observations.relations, observations.signals) = (relations, signals)
      builder.add(observations)
      return builder.build()
    }
  }

  private static let source = Sighting(source: "s", detector: "d")

  private func random(_ generator: inout SeededGenerator) -> Parts {
    var parts = Parts()
    for number in 0..<Int.random(in: 1...9, using: &generator) {
      let kind = [AssetKind.agent, .tool, .model].randomElement(using: &generator) ?? .agent
      let id = AssetID(kind, "x", "n\(number)")
      parts.assets.append(
        AssetObservation(
          id: id, kind: kind, name: "\(number)",
          properties: ["public": .boolean(.random(using: &generator)), "owner": "a"],
          sighting: Self.source))
      if Bool.random(using: &generator) {
        parts.signals.append(
          SignalObservation(signal: "s.\(number % 2)", asset: id, sighting: Self.source))
      }
    }
    let ids = parts.assets.map(\.id)
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      guard let tail = ids.randomElement(using: &generator),
        let head = ids.randomElement(using: &generator),
        let kind = [RelationKind.canCall, .usesModel, .contains].randomElement(using: &generator)
      else { continue }
      parts.relations.append(
        RelationObservation(kind: kind, tail: tail, head: head, sighting: Self.source))
    }
    return parts
  }

  /// All that rules and the attack graph see.
  private func lines(_ estate: Estate) -> [String] {
    estate.assets.map { "\($0.id) \($0.name) \(ValueJSON.encode(.map($0.properties)))" }
      + (0..<estate.relationCount).map { index in
        let relation = estate.relation(at: index)
        return "\(relation.tail) \(relation.kind.name) \(relation.head) \(relation.basis) "
          + "\(relation.confidence) \(estate.incoming(relation.head).contains(Int32(index)))"
      }
      + estate.assets.indices.flatMap { asset in
        estate.signals(of: asset).map { "\(asset) \($0.signal)" }
      }
  }

  @Test("A changed estate is the one that would be built from what was left and added")
  func equalsRebuilding() throws {
    var generator = SeededGenerator(5)
    for _ in 0..<500 {
      var parts = random(&generator)
      let estate = parts.estate()
      var change = EstateChange()
      if let cut = (0..<estate.relationCount).randomElement(using: &generator) {
        change.cuts = [cut]
        let relation = estate.relation(at: cut)
        let (tail, head) = (estate.assets[relation.tail].id, estate.assets[relation.head].id)
        parts.relations.removeAll {
          $0.kind == relation.kind && $0.tail == tail && $0.head == head
        }
      }
      let changed = Int.random(in: 0..<estate.assets.count, using: &generator)
      change.values[.init(asset: changed, property: "owner")] = "b"
      for index in parts.assets.indices where parts.assets[index].id == estate.assets[changed].id {
        parts.assets[index].properties["owner"] = "b"
      }
      if let signal = estate.signals.randomElement(using: &generator) {
        change.silenced = [.init(asset: signal.asset, signal: signal.signal)]
        let id = estate.assets[signal.asset].id
        parts.signals.removeAll { $0.asset == id && $0.signal == signal.signal }
      }
      let gate = AssetID(.approvalGate, "a", "gate")
      let observed = AssetObservation(
        id: gate, kind: .approvalGate, name: "gate", properties: ["enforced": true],
        sighting: Self.source)
      let gated = RelationObservation(
        kind: .gatedBy, tail: estate.assets[changed].id, head: gate, sighting: Self.source)
      change.added.assets = [observed]
      change.added.relations = [gated]
      parts.assets.append(observed)
      parts.relations.append(gated)
      let expected = parts.estate()
      let result = estate.applying(change)
      #expect(lines(result) == lines(expected))
      #expect(result.collected.isSuperset(of: expected.collected))
    }
  }

  @Test("Nothing is changed by no change")
  func nothing() {
    var generator = SeededGenerator(6)
    for _ in 0..<100 {
      let estate = random(&generator).estate()
      #expect(lines(estate.applying(EstateChange())) == lines(estate))
    }
  }

  @Test("What is stated besides merges as the schema says")
  func statements() throws {
    let id = AssetID(.agent, "x", "bot")
    var builder = EstateBuilder()
    builder.add(
      AssetObservation(
        id: id, kind: .agent, name: "bot", properties: ["untrusted_input": false],
        sighting: Self.source))
    var change = EstateChange()
    change.added.assets = [
      AssetObservation(
        id: id, kind: .agent, name: "other", properties: ["untrusted_input": true],
        sighting: Self.source, isStatement: true)
    ]
    let asset = try #require(builder.build().applying(change).assets.first)
    #expect(asset.name == "bot" && asset.properties["untrusted_input"] == true)
    #expect(asset.sightings == [Self.source])
  }
}
