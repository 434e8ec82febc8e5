import Estate
import Foundation
import TestSupport
import Testing

@testable import Store

@Suite("A selection of the estate")
struct SelectionTests {
  private static let properties = ["public", "tags", "criticality", "owner", "extra"]

  /// An estate of few ids and many opinions; some ends of relations nobody describes.
  private func estate(
    _ random: inout SeededGenerator, sources: [String],
    names: [String] = ["1", "2", "3", "4", "5", "6", "Ü", "🦉", "K"]
  ) -> Estate {
    var builder = EstateBuilder()
    func id(_ random: inout SeededGenerator) -> AssetID {
      let kinds: [AssetKind] = [.agent, .tool, .dataStore, .package]
      return AssetID(
        kinds.randomElement(using: &random) ?? .agent, "test",
        names.randomElement(using: &random) ?? "")
    }
    func sighting(_ random: inout SeededGenerator) -> Sighting {
      Sighting(
        source: sources.randomElement(using: &random) ?? "",
        detector: ["d", "e"].randomElement(using: &random) ?? "",
        location: Bool.random(using: &random) ? Location(path: "p", line: 1) : nil,
        confidence: [0.35, 0.6, 1].randomElement(using: &random) ?? 1)
    }
    let values: [Value] = [true, false, "crown", "high", "low", ["b", "a", "b"], 1, .number(0.5)]
    for _ in 0..<Int.random(in: 5..<40, using: &random) {
      let asset = id(&random)
      var properties: [String: Value] = [:]
      for name in Self.properties where Int.random(in: 0..<3, using: &random) == 0 {
        properties[name] = values.randomElement(using: &random)
      }
      builder.add(
        AssetObservation(
          id: asset, kind: asset.kind ?? .agent, name: "n\(Int.random(in: 0..<4, using: &random))",
          properties: properties, sighting: sighting(&random),
          isStatement: Int.random(in: 0..<4, using: &random) == 0))
      builder.add(
        RelationObservation(
          kind: [.canCall, .reads, .contains].randomElement(using: &random) ?? .reads,
          tail: id(&random), head: id(&random),
          basis: Basis.allCases.randomElement(using: &random) ?? .declared,
          sighting: sighting(&random)))
      var observations = Observations()
      observations.signals = [
        SignalObservation(signal: "s", asset: id(&random), sighting: sighting(&random))
      ]
      builder.add(observations)
    }
    return builder.build()
  }

  /// What a selection leaves of an estate, by the way that is known to be right.
  private func reduced(_ estate: Estate, _ selection: EstateSelection) throws -> Estate {
    let assets = estate.assets.map { asset in
      Asset(
        id: asset.id, kind: asset.kind, name: selection.names ? asset.name : asset.id.text,
        properties: asset.properties.filter { selection.properties.contains($0.key) })
    }
    var reduced = try #require(SelectedEstate(assets: assets))
    for index in assets.indices { reduced.see(index) }
    for kind in estate.collected.intersection(selection.relations) { reduced.collects(kind) }
    for index in 0..<estate.relationCount {
      let relation = estate.relation(at: index)
      guard selection.relations.contains(relation.kind) else { continue }
      reduced.add(
        relation.kind, from: relation.tail, to: relation.head, relation.basis,
        confidence: relation.confidence)
    }
    return reduced.build()
  }

  @Test("what is read straight into columns is what the whole estate holds", arguments: 0..<30)
  func selection(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let test = try TestRecord()
    var scans: [ScanID] = []
    for sources in [["a", "b"], ["b"], ["a", "c"]] {
      scans.append(
        try test.scan(
          sources,
          estate(
            &random, sources: sources,
            // The same name in two spellings is one asset, and stands elsewhere by its bytes.
            names: ["1", "2", "3", scans.isEmpty ? "\u{DC}" : "U\u{308}", "z", "🦉"]),
          status: [.complete, .partial].randomElement(using: &random) ?? .complete
        ).id)
    }
    for point in scans.map(PointInTime.scan) + [.now] {
      let whole = try test.record.estate(asOf: point)
      for names in [false, true] {
        for (properties, relations) in [
          (Set(Self.properties.prefix(3)), Set([RelationKind.canCall, .reads])),
          (["owner", "unheard-of"], [.contains]), ([], []),
          (Set(Self.properties), Set(RelationKind.all)),
        ] {
          let selection = EstateSelection(
            properties: properties, relations: relations, names: names)
          let read = try test.record.estate(selection, asOf: point)
          let expected = lines(try reduced(whole, selection))
          let difference = lines(read).difference(from: expected)
          #expect(difference.isEmpty, "\(difference)")
        }
      }
    }
  }

  @Test("assets that are read alone are as in the whole estate", arguments: 0..<15)
  func assets(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let test = try TestRecord()
    for sources in [["a", "b"], ["b"]] {
      try test.scan(sources, estate(&random, sources: sources))
    }
    let whole = try test.record.estate(asOf: .now)
    let chosen = whole.assets.filter { _ in Bool.random(using: &random) }
    let read = try test.record.estate(of: chosen.map(\.id), asOf: .now)
    #expect(read.assets.map(\.id) == chosen.map(\.id))
    #expect(read.collected == whole.collected)
    for (index, asset) in read.assets.enumerated() {
      let old = try #require(whole.index(of: asset.id))
      #expect(asset.name == whole.assets[old].name)
      #expect(asset.properties == whole.assets[old].properties)
      #expect(asset.claims == whole.assets[old].claims)
      #expect(asset.sightings == whole.assets[old].sightings)
      #expect(read.signals(of: index).map(\.sighting) == whole.signals(of: old).map(\.sighting))
    }
    let ids = Set(chosen.map(\.id))
    #expect(relations(read, among: { _ in true }) == relations(whole, among: ids.contains))
  }

  private func relations(_ estate: Estate, among isChosen: (AssetID) -> Bool) -> [String] {
    (0..<estate.relationCount).compactMap { index in
      let relation = estate.relation(at: index)
      let (tail, head) = (estate.assets[relation.tail].id, estate.assets[relation.head].id)
      guard isChosen(tail), isChosen(head) else { return nil }
      return "\(tail) \(relation.kind.name) \(head) \(relation.basis) \(relation.confidence) "
        + "\(estate.sightings(ofRelationAt: index))"
    }
  }
}
