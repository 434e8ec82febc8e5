import Configuration
import Estate
import Foundation
import TestSupport
import Testing

@testable import Classification

@Suite struct InheritanceTests {
  private let classifier: Classifier

  init() throws {
    classifier = Classifier(
      configuration: Configuration(), facts: try ClassificationFacts(), now: Date())
  }

  private typealias Link = (kind: RelationKind, tail: String, head: String)

  /// An estate of assets with stated properties and their confidence, and what they inherit.
  private func inherited(
    _ assets: [String: [String: (String, Double)]], _ links: [Link],
    shuffledBy seed: UInt64? = nil
  ) throws -> Estate {
    var steps: [Observations] = []
    for (text, properties) in assets {
      let id = try #require(AssetID(parsing: text))
      let kind = try #require(id.kind)
      var observations = Observations()
      observations.assets.append(
        AssetObservation(id: id, kind: kind, name: text, sighting: sighting(1)))
      for (property, said) in properties {
        observations.assets.append(
          AssetObservation(
            id: id, kind: kind, name: text, properties: [property: .text(said.0)],
            sighting: sighting(said.1), isStatement: true))
      }
      steps.append(observations)
    }
    for link in links {
      var observations = Observations()
      observations.relations.append(
        RelationObservation(
          kind: link.kind, tail: try #require(AssetID(parsing: link.tail)),
          head: try #require(AssetID(parsing: link.head)), sighting: sighting(1)))
      steps.append(observations)
    }
    if let seed {
      var generator = SeededGenerator(seed)
      steps.shuffle(using: &generator)
    }
    var builder = EstateBuilder()
    for step in steps { builder.add(step) }
    builder.add(classifier.inherit(builder.build()))
    return builder.build()
  }

  private func sighting(_ confidence: Double) -> Sighting {
    Sighting(source: "files:a", detector: "stated", confidence: confidence)
  }

  private func asset(_ id: String, _ estate: Estate) throws -> Asset {
    let index = try #require(AssetID(parsing: id).flatMap(estate.index(of:)))
    return estate.assets[index]
  }

  private let repository = "repository:git:g.io/a/b"

  @Test func `what a repository contains has its owner, less surely, and its owner's relation`()
    throws
  {
    let estate = try inherited(
      [
        repository: ["owner": ("ml", 1), "environment": ("prod", 1)], "application:repo:b/x": [:],
        "agent:repo:b/x#a": [:], "team:name:ml": [:], "package:pkg:pypi/openai": [:],
      ],
      [
        (.contains, repository, "application:repo:b/x"),
        (.contains, "application:repo:b/x", "agent:repo:b/x#a"),
        (.dependsOn, "application:repo:b/x", "package:pkg:pypi/openai"),
        (.contains, repository, "package:pkg:pypi/openai"),
        (.ownedBy, repository, "team:name:ml"),
      ])
    let agent = try asset("agent:repo:b/x#a", estate)
    #expect(agent.properties["owner"] == "ml")
    #expect(agent.properties["environment"] == "prod")
    let claim = try #require(agent.claims.first { $0.property == "environment" })
    #expect(claim.sighting.detector == "inherited:environment:\(repository)")
    #expect(claim.sighting.confidence == 0.56)
    #expect(try asset("package:pkg:pypi/openai", estate).properties["owner"] == nil)
  }

  @Test func `the owner of a repository owns its applications by a concluded relation`() throws {
    let estate = try inherited(
      [repository: ["owner": ("team:name:ml", 1)], "application:repo:x": [:], "team:name:ml": [:]],
      [(.contains, repository, "application:repo:x"), (.ownedBy, repository, "team:name:ml")])
    let index = try #require(AssetID(parsing: "application:repo:x").flatMap(estate.index(of:)))
    let relation = try #require(estate.outgoing(index, .ownedBy).first)
    #expect(estate.relation(at: relation).basis == .inferred)
    #expect(estate.relation(at: relation).confidence == 0.7)
  }

  @Test func `a model has learned from the most sensitive of its data sets, and so has its file`()
    throws
  {
    let estate = try inherited(
      [
        "dataset:a:open": ["sensitivity": ("public", 1)],
        "dataset:a:patients": ["sensitivity": ("restricted", 0.4)], "model:repo:m": [:],
        "modelartifact:sha256:1": [:],
      ],
      [
        (.trainedOn, "model:repo:m", "dataset:a:open"),
        (.fineTunedOn, "model:repo:m", "dataset:a:patients"),
        (.materialisedAs, "model:repo:m", "modelartifact:sha256:1"),
      ])
    let model = try asset("model:repo:m", estate)
    #expect(model.properties["sensitivity"] == "restricted")
    #expect(
      model.claims.map(\.sighting.detector) == ["inherited:sensitivity:dataset:a:patients"])
    #expect(try asset("modelartifact:sha256:1", estate).properties["sensitivity"] == "restricted")
    #expect(try asset("dataset:a:open", estate).properties["sensitivity"] == "public")
  }

  @Test func `what is stated of an asset holds, passes on, and the contradiction is kept`() throws {
    let estate = try inherited(
      [
        "dataset:a:d": ["sensitivity": ("restricted", 1)],
        "model:repo:m": ["sensitivity": ("internal", 1)], "modelartifact:sha256:1": [:],
      ],
      [
        (.trainedOn, "model:repo:m", "dataset:a:d"),
        (.materialisedAs, "model:repo:m", "modelartifact:sha256:1"),
      ])
    let model = try asset("model:repo:m", estate)
    #expect(model.properties["sensitivity"] == "internal")
    #expect(Set(model.claims.map(\.value)) == ["internal", "restricted"])
    #expect(try asset("modelartifact:sha256:1", estate).properties["sensitivity"] == "internal")
  }

  @Test func `a lesser value never lowers what is known`() throws {
    let estate = try inherited(
      [
        "dataset:a:d": ["sensitivity": ("public", 1)],
        "datastore:a:s": ["sensitivity": ("restricted", 0.3)],
      ], [(.storedIn, "dataset:a:d", "datastore:a:s")])
    let store = try asset("datastore:a:s", estate)
    #expect(store.properties["sensitivity"] == "restricted")
    #expect(store.claims.count == 1)
  }

  @Test func `who reads a store is as sensitive as it; a shared thing gives nothing`() throws {
    let estate = try inherited(
      [
        "datastore:a:s": ["sensitivity": ("confidential", 1)], "tool:npm:x#t": [:],
        "package:pkg:pypi/openai": ["owner": ("x", 1)], "application:repo:x": [:],
      ],
      [
        (.reads, "tool:npm:x#t", "datastore:a:s"),
        (.contains, "package:pkg:pypi/openai", "application:repo:x"),
      ])
    #expect(try asset("tool:npm:x#t", estate).properties["sensitivity"] == "confidential")
    #expect(try asset("application:repo:x", estate).properties["owner"] == nil)
  }

  @Test func `cycles end, and the order of observations changes nothing`() throws {
    let (a, b, c) = ("application:repo:a", "application:repo:b", "application:repo:c")
    func detail(_ seed: UInt64?) throws -> [String] {
      let estate = try inherited(
        [
          repository: ["owner": ("one", 1)], "repository:git:g.io/a/c": ["owner": ("two", 1)],
          a: [:], b: [:], c: [:], "agent:repo:1": [:], "agent:repo:2": ["owner": ("own", 0.4)],
        ],
        [
          (.contains, repository, a), (.contains, "repository:git:g.io/a/c", a),
          (.contains, a, "agent:repo:1"), (.contains, "agent:repo:1", "agent:repo:2"),
          (.contains, "agent:repo:2", "agent:repo:1"), (.contains, repository, "agent:repo:2"),
          (.contains, "agent:repo:1", "agent:repo:1"),
        ], shuffledBy: seed)
      return estate.assets.flatMap { asset in
        asset.claims.map { "\(asset.id) \($0.value) \($0.sighting)" }
      }
    }
    let first = try detail(nil)
    #expect(first.contains { $0.contains("agent:repo:1") && $0.contains("one") })
    #expect(first.contains { $0.contains(a) && $0.contains("two") })
    for seed in 1...20 { #expect(try detail(UInt64(seed)) == first) }
  }
}
