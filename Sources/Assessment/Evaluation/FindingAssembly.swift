import Crypto
import Estate

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
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA256.hash(data: Array(text.utf8)).flatMap {
      [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
    }
    return String(decoding: hex, as: UTF8.self)
  }

  private func steps(_ match: PatternMatch) -> [PathStep] {
    match.hops.joined().map { index in
      let relation = evaluator.estate.relation(at: Int(index))
      return PathStep(
        from: evaluator.estate.assets[relation.tail].id, relation: relation.kind,
        to: evaluator.estate.assets[relation.head].id)
    }
  }

  /// Where to look: first the signals that the rule reads, then the sightings of the key assets.
  private func locations(_ violation: Violation) -> [Location] {
    var locations: Set<Location> = []
    for (slot, name) in prepared.signals {
      guard let asset = violation.bindings[slot: slot] else { continue }
      for signal in evaluator.estate.signals(of: asset) where signal.signal == name {
        if let location = signal.sighting.location { locations.insert(location) }
      }
    }
    for asset in violation.key where locations.count < Self.locationLimit {
      for sighting in evaluator.estate.assets[Int(asset)].sightings
      where locations.count < Self.locationLimit {
        if let location = sighting.location { locations.insert(location) }
      }
    }
    return Array(locations.sorted().prefix(Self.locationLimit))
  }
}
