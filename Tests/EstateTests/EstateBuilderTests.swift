import Estate
import TestSupport
import Testing

@Suite struct EstateBuilderTests {
  private static let kinds: [AssetKind] = [.agent, .tool, .dataStore, .package]
  private static let relations: [RelationKind] = [.canCall, .reads, .dependsOn, .contains]

  /// Observations that often meet: few ids, few values, many sources.
  private func observations(_ random: inout SeededGenerator, count: Int) -> [Observations] {
    func id(_ random: inout SeededGenerator) -> AssetID {
      AssetID(
        Self.kinds.randomElement(using: &random) ?? .agent, "test",
        "\(Int.random(in: 0..<12, using: &random))")
    }
    func sighting(_ random: inout SeededGenerator) -> Sighting {
      Sighting(
        source: "s\(Int.random(in: 0..<3, using: &random))",
        detector: "d\(Int.random(in: 0..<2, using: &random))",
        location: Bool.random(using: &random)
          ? Location(
            path: "p\(Int.random(in: 0..<3, using: &random))",
            line: Int.random(in: 1..<4, using: &random)) : nil,
        confidence: [0.5, 0.6, 1].randomElement(using: &random) ?? 1)
    }
    return (0..<count).map { _ in
      var batch = Observations()
      let asset = id(&random)
      batch.assets.append(
        AssetObservation(
          id: asset, kind: asset.kind ?? .agent, name: "n\(Int.random(in: 0..<3, using: &random))",
          properties: [
            "pinned": .boolean(.random(using: &random)),
            "owner": .text("o\(Int.random(in: 0..<3, using: &random))"),
            "versions": [.text("v\(Int.random(in: 0..<4, using: &random))")],
          ], sighting: sighting(&random)))
      batch.relations.append(
        RelationObservation(
          kind: Self.relations.randomElement(using: &random) ?? .canCall, tail: id(&random),
          head: id(&random), basis: Basis.allCases.randomElement(using: &random) ?? .declared,
          sighting: sighting(&random)))
      batch.signals.append(
        SignalObservation(
          signal: "x\(Int.random(in: 0..<2, using: &random))", asset: id(&random),
          sighting: sighting(&random)))
      return batch
    }
  }

  private func dump(_ estate: Estate) -> String {
    var lines = estate.assets.map {
      "\($0.id) \($0.name) \($0.properties.sorted { $0.key < $1.key }) \($0.claims) \($0.sightings)"
    }
    for index in 0..<estate.relationCount {
      lines.append("\(estate.relation(at: index)) \(estate.sightings(ofRelationAt: index))")
    }
    return (lines + estate.signals.map { "\($0)" }).joined(separator: "\n")
  }

  @Test(arguments: 0..<50)
  func `the order in which observations arrive never changes the estate`(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let batches = observations(&random, count: 60)
    func build(_ batches: [Observations]) -> String {
      var builder = EstateBuilder()
      for batch in batches { builder.add(batch) }
      return dump(builder.build())
    }
    let expected = build(batches)
    #expect(build(batches.shuffled(using: &random)) == expected)
    #expect(build(batches + batches.shuffled(using: &random)) == expected)
  }

  @Test(arguments: 0..<20)
  func `the relations of an asset are those that a plain search finds`(seed: Int) {
    var random = SeededGenerator(UInt64(seed) &+ 1000)
    var builder = EstateBuilder()
    for batch in observations(&random, count: 200) { builder.add(batch) }
    let estate = builder.build()
    let all = (0..<estate.relationCount).map(estate.relation(at:))
    for asset in estate.assets.indices {
      #expect(Array(estate.outgoing(asset)) == all.indices.filter { all[$0].tail == asset })
      #expect(
        Set(estate.incoming(asset).map(Int.init))
          == Set(all.indices.filter { all[$0].head == asset }))
      for kind in RelationKind.all {
        #expect(
          Array(estate.outgoing(asset, kind))
            == all.indices.filter { all[$0].tail == asset && all[$0].kind == kind })
        let incoming = estate.incoming(asset, kind).map { all[Int($0)].tail }
        #expect(incoming == incoming.sorted())
        #expect(
          incoming.count == all.count { $0.head == asset && $0.kind == kind })
      }
    }
  }

  @Test func `every source's value is kept, and the schema says which holds`() throws {
    var builder = EstateBuilder()
    let id = AssetID(.package, "pkg", "pypi/openai")
    for (source, development, owner, confidence, version) in [
      ("a", true, "guessed", 0.5, "1.0"), ("b", false, "declared", 0.9, "2.0"),
    ] {
      builder.add(
        AssetObservation(
          id: id, kind: .package, name: "openai",
          properties: [
            "development": .boolean(development), "owner": .text(owner),
            "versions": [.text(version)],
          ],
          sighting: Sighting(source: source, detector: "t", confidence: confidence)))
    }
    let asset = try #require(builder.build().assets.first)
    #expect(asset.properties["development"] == false)
    #expect(asset.properties["owner"] == "declared")
    #expect(asset.properties["versions"] == ["1.0", "2.0"])
    #expect(asset.claims.filter { $0.property == "owner" }.map(\.value) == ["guessed", "declared"])
  }

  @Test func `the end of a relation that nothing describes is kept as a bare asset`() throws {
    var builder = EstateBuilder()
    let (agent, tool) = (AssetID(.agent, "repo", "x#a"), AssetID(.tool, "x", "send mail"))
    builder.add(
      RelationObservation(
        kind: .canCall, tail: agent, head: tool, sighting: Sighting(source: "s", detector: "d")))
    let estate = builder.build()
    #expect(estate.assets.map(\.id.text) == ["agent:repo:x#a", "tool:x:send%20mail"])
    #expect(estate.assets.map(\.name) == ["x#a", "send%20mail"])
    #expect(estate.collected == [.canCall])
  }
}
