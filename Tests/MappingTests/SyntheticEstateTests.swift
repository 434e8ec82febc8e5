import Estate
import SyntheticEstates
import Testing

@testable import Mapping

@Suite("Synthetic estates")
struct SyntheticEstateTests {
  @Test("The same seed gives the same estate, another seed another")
  func deterministic() {
    func relations(_ seed: UInt64) -> [[Int]] {
      let estate = SyntheticEstate.make(assets: 2_000, seed: seed)
      return (0..<estate.relationCount).map { index in
        let relation = estate.relation(at: index)
        return [Int(relation.kind.rawValue), relation.tail, relation.head]
      }
    }
    #expect(relations(1) == relations(1))
    #expect(relations(1) != relations(2))
  }

  @Test(
    "It has about the size asked for, targets that are reached, and only relations of the schema")
  func shape() {
    let estate = SyntheticEstate.make(assets: 20_000)
    #expect((19_900...20_100).contains(estate.assets.count))
    #expect((180_000...220_000).contains(estate.relationCount))
    for index in 0..<estate.relationCount {
      let relation = estate.relation(at: index)
      let kinds = (estate.assets[relation.tail].kind, estate.assets[relation.head].kind)
      #expect(relation.kind.declaration.allows(tail: kinds.0, head: kinds.1))
    }
    #expect(!RouteMap(AttackAnalysis(estate)).targets.isEmpty)
  }

  @Test("An estate told in columns is the one that the builder makes of the same relations")
  func bulk() {
    let estate = SyntheticEstate.make(assets: 1_000)
    var builder = EstateBuilder()
    let sighting = Sighting(source: "s", detector: "d")
    for asset in estate.assets {
      builder.add(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name, properties: asset.properties,
          sighting: sighting))
    }
    for index in (0..<estate.relationCount).reversed() {
      let relation = estate.relation(at: index)
      builder.add(
        RelationObservation(
          kind: relation.kind, tail: estate.assets[relation.tail].id,
          head: estate.assets[relation.head].id, sighting: sighting))
    }
    let built = builder.build()
    #expect(built.assets.map(\.id) == estate.assets.map(\.id))
    #expect(built.relationCount == estate.relationCount)
    for asset in estate.assets.indices {
      #expect(built.outgoing(asset) == estate.outgoing(asset))
      #expect(built.incoming(asset) == estate.incoming(asset))
    }
    #expect(estate.sightings(ofRelationAt: 0).isEmpty && !built.sightings(ofRelationAt: 0).isEmpty)
  }

  @Test("Columns out of order, twice or out of bounds are refused")
  func refused() throws {
    let assets = ["a", "b"].map {
      Asset(id: AssetID(.agent, "test", $0), kind: .agent, name: $0)
    }
    #expect(BulkEstate(assets: assets.reversed()) == nil)
    var bulk = try #require(BulkEstate(assets: assets))
    let added = [(0, 1), (0, 1), (0, 0), (0, 2), (1, 0)].map { tail, head in
      bulk.add(.delegatesTo, from: tail, to: head)
    }
    #expect(added == [true, false, false, false, true])
    #expect(bulk.build().relationCount == 2)
  }

  @Test("The estimate of a blast radius is exact where it says so, and near on average elsewhere")
  func estimates() {
    let analysis = AttackAnalysis(SyntheticEstate.make(assets: 20_000))
    var ratios: [Double] = []
    for asset in stride(from: 0, to: analysis.graph.estate.assets.count, by: 40) {
      guard let estimate = analysis.blastRadius(of: asset) else { continue }
      let exact = analysis.exactBlastRadius(of: asset).count
      if estimate.isExact {
        #expect(estimate.count == exact)
      } else {
        ratios.append(Double(estimate.count) / Double(max(1, exact)))
      }
    }
    let mean = ratios.reduce(0, +) / Double(max(1, ratios.count))
    #expect(ratios.isEmpty || (0.7...1.4).contains(mean))
  }
}
