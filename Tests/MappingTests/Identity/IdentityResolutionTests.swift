import Catalog
import Estate
import Mapping
import Testing

@Suite struct IdentityResolutionTests {
  private let facts: IdentityFacts

  init() throws { facts = try IdentityFacts() }

  private func id(_ text: String) throws -> AssetID { try #require(AssetID(parsing: text)) }

  /// An estate of these assets, all with one property.
  private func builder(
    _ assets: [(id: String, name: String)], relations: [(RelationKind, String, String)] = []
  ) throws -> EstateBuilder {
    var builder = EstateBuilder()
    for asset in assets {
      let id = try id(asset.id)
      builder.add(
        AssetObservation(
          id: id, kind: try #require(id.kind), name: asset.name,
          properties: ["owner": .text(asset.id)],
          sighting: Sighting(
            source: "files:\(asset.id)", detector: "t", location: Location(path: "a", line: 1))))
    }
    for (kind, tail, head) in relations {
      builder.add(
        RelationObservation(
          kind: kind, tail: try id(tail), head: try id(head),
          sighting: Sighting(source: "files:r", detector: "t")))
    }
    return builder
  }

  private let models = [
    (id: "model:openai:gpt-4o", name: "gpt-4o"), (id: "model:litellm:openai/gpt-4o", name: "cheap"),
    (id: "model:router:openai:gpt-4o", name: "smart"),
  ]

  @Test func `merged assets keep every source's word, and their relations`() throws {
    var builder = try builder(
      models + [(id: "agent:repo:x#a", name: "a")],
      relations: [
        (.usesModel, "agent:repo:x#a", "model:litellm:openai/gpt-4o"),
        (.usesModel, "agent:repo:x#a", "model:openai:gpt-4o"),
        (.derivedFrom, "model:router:openai:gpt-4o", "model:openai:gpt-4o"),
      ])
    let resolved = IdentityResolution(facts).resolve(builder.build())
    #expect(Set(resolved.aliases.values) == [try id("model:openai:gpt-4o")])
    builder.rename(resolved.aliases)
    builder.add(resolved.observations)
    let estate = builder.build()
    #expect(estate.assets.map(\.id.text) == ["agent:repo:x#a", "model:openai:gpt-4o"])
    #expect(estate.relationCount == 1)
    #expect(estate.sightings(ofRelationAt: 0).count == 1)
    let model = try #require(estate.assets.last)
    #expect(model.sightings.count == 3)
    #expect(model.claims.filter { $0.property == "owner" }.count == 3)
    #expect(
      model.properties["aliases"]
        == ["model:litellm:openai/gpt-4o", "model:router:openai:gpt-4o"])
    #expect(model.claims.contains { $0.sighting.detector == "identity:provider-model" })
  }

  @Test func `a merge that is taken back leaves the estate as it was`() throws {
    let original = try builder(models)
    let resolved = IdentityResolution(facts).resolve(original.build())
    for model in models {
      var builder = original
      builder.rename(resolved.unmerge(try id(model.id)).aliases)
      #expect(builder.build().index(of: try id(model.id)) != nil)
    }
    var builder = original
    builder.rename(resolved.unmerge(try id("model:openai:gpt-4o")).aliases)
    #expect(builder.build().assets.map(\.claims) == original.build().assets.map(\.claims))
  }

  @Test func `people keep apart what a key would merge, whatever else connects the two`() throws {
    let decisions = IdentityDecisions(
      different: [[try id("model:openai:gpt-4o"), try id("model:router:openai:gpt-4o")]])
    let merges = IdentityResolution(facts, decisions: decisions)
      .resolve(try builder(models).build()).merges
    #expect(merges.count == 1)
    let together = Set([merges[0].alias.text, merges[0].canonical.text])
    #expect(together != ["model:openai:gpt-4o", "model:router:openai:gpt-4o"])
  }

  @Test func `people put together what no key connects, and say which id is kept`() throws {
    let pair = [(id: "agent:repo:x#a", name: "a"), (id: "agent:copilot-studio:1", name: "b")]
    #expect(IdentityResolution(facts).resolve(try builder(pair).build()).merges.isEmpty)
    for ids in [pair.map(\.id), pair.map(\.id).reversed()] {
      let decisions = IdentityDecisions(same: [try ids.map(id)])
      let merges = IdentityResolution(facts, decisions: decisions)
        .resolve(try builder(pair).build()).merges
      #expect(merges.map(\.canonical.text) == [ids[0]])
      #expect(merges.map(\.key) == ["decision"])
    }
  }

  @Test func `a decision on ids of two kinds merges nothing`() throws {
    let decisions = IdentityDecisions(same: [
      [try id("agent:repo:x#a"), try id("model:openai:gpt-4o")]
    ])
    let estate = try builder([
      (id: "agent:repo:x#a", name: "a"), (id: "model:openai:gpt-4o", name: "b"),
    ])
    .build()
    #expect(IdentityResolution(facts, decisions: decisions).resolve(estate).merges.isEmpty)
  }

  @Test func `a name that many share suggests nothing`() throws {
    func suggestions(_ count: Int) throws -> Int {
      let assets = (0..<count).map { (id: "datastore:code:DB_\($0)", name: "orders") }
      return IdentityResolution(facts).resolve(try builder(assets).build()).suggestions.count
    }
    #expect(try suggestions(3) == 3)
    #expect(try suggestions(9) == 0)
  }

  @Test func `what is related is two things, however alike`() throws {
    let pair = [
      (id: "agent:repo:x#triage", name: "triage"), (id: "agent:copilot-studio:1", name: "triage"),
    ]
    #expect(IdentityResolution(facts).resolve(try builder(pair).build()).suggestions.count == 1)
    let related = try builder(pair, relations: [(.delegatesTo, pair[1].id, pair[0].id)]).build()
    #expect(IdentityResolution(facts).resolve(related).suggestions.isEmpty)
  }

  @Test func `two medium keys that agree are surer than one`() throws {
    let assets = [
      (id: "agent:repo:x#a", name: "refunds"), (id: "agent:copilot-studio:1", name: "chat"),
    ]
    let prompt = "prompt:sha256:1"
    let tools: [(RelationKind, String, String)] = [
      (.canCall, assets[0].id, "tool:npm:x#pay"), (.canCall, assets[1].id, "tool:npm:y#pay"),
    ]
    let prompts: [(RelationKind, String, String)] = [
      (.hasPrompt, assets[0].id, prompt), (.hasPrompt, assets[1].id, prompt),
    ]
    let named = assets + [(id: "tool:npm:x#pay", name: "pay"), (id: "tool:npm:y#pay", name: "pay")]
    func confidence(_ relations: [(RelationKind, String, String)]) throws -> [Double] {
      IdentityResolution(facts).resolve(try builder(named, relations: relations).build())
        .suggestions.filter { $0.first.kind == .agent }.map(\.confidence)
    }
    #expect(try confidence(prompts) == [0.4])
    #expect(try confidence(prompts + tools) == [0.8])
    #expect(try confidence([]).isEmpty)
  }
}
