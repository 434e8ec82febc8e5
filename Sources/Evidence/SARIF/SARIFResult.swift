import Estate
import Foundation

/// One finding as a result.
struct SARIFResult: Sendable {
  private let finding: Finding
  private let rule: Int
  private let estate: Estate

  init(_ finding: Finding, rule: Int, in estate: Estate) {
    self.finding = finding
    self.rule = rule
    self.estate = estate
  }

  var value: Value {
    var members: [String: Value] = [
      "ruleId": .text(finding.rule), "ruleIndex": .integer(rule), "kind": "fail",
      "level": .text(finding.severity.level), "message": .map(["text": .text(finding.message)]),
      "partialFingerprints": .map([
        "isobarFinding/v1": .text(finding.id),
        // What code scanning tells alerts apart by; lines that move must not make a new one.
        "primaryLocationLineHash": .text("\(finding.id):1"),
      ]),
      "properties": .map(properties),
    ]
    members["rank"] = (finding.priority?.score).map(Value.number)
    let places = finding.locations.isEmpty ? sightings(of: finding.asset) : finding.locations
    members["locations"] = [location(places.first, finding.asset)]
    let others = places.dropFirst()
    if !others.isEmpty {
      members["relatedLocations"] = .list(others.map { location($0, finding.asset) })
    }
    members["codeFlows"] = flow
    return .map(members)
  }

  private var properties: [String: Value] {
    var properties: [String: Value] = [
      "asset": .text(finding.asset.text), "severity": .text(finding.severity.rawValue),
    ]
    properties["decision"] = (finding.priority?.decision.rawValue).map(Value.text)
    return properties
  }

  private func sightings(of id: AssetID) -> [Location] {
    guard let index = estate.index(of: id) else { return [] }
    return estate.assets[index].sightings.compactMap(\.location)
  }

  private func location(_ place: Location?, _ asset: AssetID, message: String? = nil) -> Value {
    var members: [String: Value] = [
      "logicalLocations": [
        .map(["fullyQualifiedName": .text(asset.text), "kind": "resource"])
      ]
    ]
    if let place {
      var physical: [String: Value] = [
        "artifactLocation": .map(["uri": .text(Self.reference(place.path))])
      ]
      if let line = place.line { physical["region"] = .map(["startLine": .integer(line)]) }
      members["physicalLocation"] = .map(physical)
    }
    members["message"] = message.map { .map(["text": .text($0)]) }
    return .map(members)
  }

  /// The path as a relative reference; a member of an archive is at the place of the archive.
  private static func reference(_ path: String) -> String {
    let file = path.prefix { $0 != "!" }
    let plain = CharacterSet(charactersIn: "/-._~").union(
      CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
    return file.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  /// The path of an attacker, where each step is at a known place: viewers show no other.
  private var flow: Value? {
    guard let start = finding.path.first else { return nil }
    let stops = [start.from] + finding.path.map(\.to)
    let texts =
      [name(of: start.from)] + finding.path.map { "\($0.relation.name) \(name(of: $0.to))" }
    let places = stops.map { sightings(of: $0).first }
    guard places.allSatisfy({ $0 != nil }) else { return nil }
    let locations = zip(zip(stops, texts), places).map { stop, place in
      Value.map(["location": location(place, stop.0, message: stop.1)])
    }
    return [
      .map(["threadFlows": [.map(["locations": .list(locations)])]])
    ]
  }

  private func name(of id: AssetID) -> String {
    estate.index(of: id).map { estate.assets[$0].name } ?? id.text
  }
}
