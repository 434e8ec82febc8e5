import Catalog
import Estate
import Formats
import Testing

@testable import Classification

@Suite struct HintClassificationTests {
  private let hints: HintClassification

  init() throws {
    hints = HintClassification(
      facts: try ClassificationFacts(), places: AssetPlaces(estate: .empty))
  }

  @Test func `the examples of the catalogue match and do not match`() throws {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/classification.yaml"))
    var count = 0
    for (key, isMatch) in [("match", true), ("no_match", false)] {
      for example in document.root["examples"]?[key]?.items ?? [] {
        count += 1
        let found: String?
        let expected: String?
        if let path = example["path"]?.text {
          (found, expected) = (
            hints.environment(ofPath: path)?.value, example["environment"]?.text
          )
        } else {
          let name = try #require(example["name"]?.text)
          if let type = example["type"]?.text {
            (found, expected) = (hints.modelType(ofName: name)?.value, type)
          } else {
            (found, expected) = (
              hints.sensitivity(ofName: name)?.value, example["sensitivity"]?.text
            )
          }
        }
        #expect((found == expected) == isMatch, "\(example.entries.map { $0.value.scalar ?? "" })")
      }
    }
    #expect(count > 20)
  }

  @Test func `no hint is surer than one half, and a surer one is refused`() throws {
    let facts = try ClassificationFacts()
    let all = facts.environments + facts.modelTypes + facts.sensitivities
    #expect(all.count > 10)
    #expect(all.allSatisfy { $0.confidence <= 0.5 && !$0.words.isEmpty })
  }

  @Test func `an architecture tells more than a name, and both stay`() throws {
    var builder = EstateBuilder()
    let id = AssetID(.modelArtifact, "sha256", "1")
    builder.add(
      AssetObservation(
        id: id, kind: .modelArtifact, name: "fraud-llm.gguf",
        properties: ["architecture": "LlamaForCausalLM"],
        sighting: Sighting(
          source: "files:a", detector: "t", location: Location(path: "models/fraud-llm.gguf"))))
    var observations = Observations()
    hints.classify(builder.build(), into: &observations)
    builder.add(observations)
    let asset = try #require(builder.build().assets.first)
    #expect(asset.properties["type"] == "llm")
    #expect(asset.claims.filter { $0.property == "type" }.map(\.value) == ["llm", "fraud"])
  }

  @Test func `packages tell which families of models an application uses`() throws {
    var builder = EstateBuilder()
    let application = AssetID(.application, "repo", "x")
    let sighting = Sighting(source: "files:a", detector: "t")
    builder.add(
      AssetObservation(id: application, kind: .application, name: "x", sighting: sighting))
    for (name, groups) in [
      ("openai", ["llm_sdk"]), ("scikit-learn", ["ml_framework"]), ("requests", []),
    ] {
      let package = try #require(AssetID(parsing: "package:pkg:pypi/\(name)"))
      builder.add(
        AssetObservation(
          id: package, kind: .package, name: name, properties: ["groups": .texts(groups)],
          sighting: sighting))
      builder.add(
        RelationObservation(kind: .dependsOn, tail: application, head: package, sighting: sighting))
    }
    var observations = Observations()
    hints.classify(builder.build(), into: &observations)
    builder.add(observations)
    #expect(
      builder.build().assets.first { $0.kind == .application }?.properties["model_types"]
        == ["classical", "llm"])
  }

  @Test func `what a test is written for says nothing of where it runs`() throws {
    func environment(_ scope: String) -> Value? {
      var builder = EstateBuilder()
      builder.add(
        AssetObservation(
          id: AssetID(.application, "repo", "x"), kind: .application, name: "x",
          properties: ["scope": .text(scope)],
          sighting: Sighting(
            source: "files:a", detector: "t", location: Location(path: "k8s/prod/x.yaml"))))
      var observations = Observations()
      hints.classify(builder.build(), into: &observations)
      builder.add(observations)
      return builder.build().assets.first?.properties["environment"]
    }
    #expect(environment("product") == "prod")
    #expect(environment("test") == nil)
  }
}
