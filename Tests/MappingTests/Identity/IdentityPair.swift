import Estate
import Formats
import Foundation
import TestSupport
import Testing

/// Two sightings of the golden set, and whether they are one thing.
struct IdentityPair: CustomTestStringConvertible {
  let same: Bool
  let ids: [AssetID]
  let observations: [Observations]

  struct Malformed: Error {
    let line: Int
  }

  var testDescription: String { ids.map(\.text).joined(separator: " | ") }

  /// The pairs of `Fixtures/identity-pairs.yaml`.
  static func all() throws -> [IdentityPair] {
    let file = SourceTree.root.appending(path: "Tests/MappingTests/Fixtures/identity-pairs.yaml")
    let root = try #require(try YAMLDocument.parse(Array(Data(contentsOf: file))).first)
    return try (root["pairs"]?.items ?? []).map(IdentityPair.init)
  }

  private init(_ node: DocumentNode) throws {
    guard let same = node["same"]?.boolean else { throw Malformed(line: node.line) }
    self.same = same
    var ids: [AssetID] = []
    var observations: [Observations] = []
    for side in ["a", "b"] {
      let node = try #require(node[side])
      let text = try #require(node["id"]?.text)
      let id = try #require(AssetID(parsing: text), "\(text)")
      ids.append(id)
      observations.append(try Self.observations(id, node))
    }
    self.ids = ids
    self.observations = observations
  }

  private static func observations(_ id: AssetID, _ node: DocumentNode) throws -> Observations {
    let kind = try #require(id.kind)
    let sighting = Sighting(source: "files:golden", detector: "golden")
    let native = id.text.split(separator: ":", maxSplits: 2).last.map(String.init) ?? id.text
    var properties: [String: Value] = [:]
    for entry in node["properties"]?.entries ?? [] {
      properties[entry.key] =
        entry.value.integer.map(Value.integer) ?? entry.value.scalar.map(Value.text)
    }
    var observations = Observations()
    observations.assets.append(
      AssetObservation(
        id: id, kind: kind,
        name: node["name"]?.text ?? native.split(separator: "/").last.map(String.init) ?? native,
        properties: properties, sighting: sighting))
    for entry in node["relations"]?.entries ?? [] {
      let relation = try #require(RelationKind(name: entry.key))
      for head in entry.value.items.compactMap(\.text) {
        let head = try #require(AssetID(parsing: head))
        observations.assets.append(
          AssetObservation(
            id: head, kind: try #require(head.kind),
            name: head.text.split(separator: "#").last.map(String.init) ?? head.text,
            sighting: sighting))
        observations.relations.append(
          RelationObservation(kind: relation, tail: id, head: head, sighting: sighting))
      }
    }
    return observations
  }

  var estate: Estate {
    var builder = EstateBuilder()
    for observations in observations { builder.add(observations) }
    return builder.build()
  }
}
