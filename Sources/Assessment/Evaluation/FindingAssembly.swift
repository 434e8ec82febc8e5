import Estate
import Formats

/// Makes findings of violations: identity, message, locations, path, controls.
struct FindingAssembly: Sendable {
  static let locationLimit = 20

  let prepared: PreparedRule
  let evaluator: ExpressionEvaluator
  let controls: [ControlReference]

  func finding(_ violation: Violation) -> Finding {
    let rule = prepared.rule
    let assets = violation.key.map { evaluator.estate.assets[Int($0)].id }
    return Finding(
      id: Self.identity(rule.id, assets), rule: rule.id, title: rule.title,
      category: rule.category, severity: violation.severity,
      asset: evaluator.estate.assets[Int(violation.asset)].id, assets: assets,
      message: prepared.message.text(evaluator, violation.bindings),
      locations: locations(violation), path: violation.matches.flatMap(steps), fix: rule.fix,
      controls: controls)
  }

  func evidence(_ violation: Violation) -> [Evidence] {
    prepared.evidence.map { item in
      Evidence(name: item.name, value: evaluator.value(item.expression, violation.bindings))
    }
  }

  /// SHA-256 over the id of the rule and those of the key assets: never lines, versions or severity.
  static func identity(_ rule: String, _ assets: [AssetID]) -> String {
    let text = ([rule] + assets.map(\.text)).joined(separator: "\u{1F}")
    return ByteDigest.sha256(Array(text.utf8))
  }

  private func steps(_ match: PatternMatch) -> [PathStep] {
    match.hops.joined().map { index in
      let relation = evaluator.estate.relation(at: Int(index))
      return PathStep(
        from: evaluator.estate.assets[relation.tail].id, relation: relation.kind,
        to: evaluator.estate.assets[relation.head].id)
    }
  }

  /// Where to look: at the signals that the rule reads and the relations of the path; where these name
  /// no place, at the key assets.
  private func locations(_ violation: Violation) -> [Location] {
    var locations: Set<Location> = []
    for (slot, name) in prepared.signals {
      guard let asset = violation.bindings[slot: slot] else { continue }
      for signal in evaluator.estate.signals(of: asset) where signal.signal == name {
        add(signal.sighting, to: &locations)
      }
    }
    for relation in violation.matches.flatMap(\.hops).joined() {
      for sighting in evaluator.estate.sightings(ofRelationAt: Int(relation)) {
        add(sighting, to: &locations)
      }
    }
    if locations.isEmpty {
      for asset in violation.key {
        for sighting in evaluator.estate.assets[Int(asset)].sightings {
          add(sighting, to: &locations)
        }
      }
    }
    // A line says more than its file.
    let withLines = Set(locations.lazy.filter { $0.line != nil }.map(\.path))
    let precise = locations.filter { $0.line != nil || !withLines.contains($0.path) }
    return Array(precise.sorted().prefix(Self.locationLimit))
  }

  private func add(_ sighting: Sighting, to locations: inout Set<Location>) {
    // Twice the limit, so that those without a line can still be dropped.
    guard locations.count < 2 * Self.locationLimit, let location = sighting.location else { return }
    locations.insert(location)
  }
}
