internal import Estate

/// What stands in an attacker's way, for every asset, where there is evidence that it does.
struct Safeguards: Sendable {
  /// Share of attacks that guardrails and gateways let through, by asset; absent where there are none.
  private(set) var passing: [Int32: Double] = [:]
  /// Assets whose every use waits for a person.
  private(set) var gated: Set<Int32> = []
  /// Measured share of attacks that succeed, by asset.
  private(set) var measured: [Int32: Double] = [:]
  /// Probability that a known weakness of the asset can be exploited.
  private(set) var weakness: [Int32: Double] = [:]

  init(_ estate: Estate) {
    for index in 0..<estate.relationCount {
      let kind = estate.kind(ofRelationAt: index)
      guard kind == .guardedBy || kind == .gatedBy || kind == .evaluatedBy || kind == .affectedBy
      else { continue }
      let relation = estate.relation(at: index)
      let tail = Int32(relation.tail)
      let facts = estate.assets[relation.head].properties
      if kind == .guardedBy, facts["enforced"] == true, facts["enabled"] != false {
        let effectiveness = facts["effectiveness"]?.probability ?? AttackPriors.guardEffectiveness
        passing[tail, default: 1] *= 1 - effectiveness
      } else if kind == .gatedBy, facts["enforced"] == true {
        gated.insert(tail)
      } else if kind == .evaluatedBy, let rate = facts["attack_success_rate"]?.probability {
        // Of several evaluations the worst counts.
        measured[tail] = max(measured[tail] ?? 0, rate)
      } else if kind == .affectedBy, let probability = facts["exploitability"]?.probability {
        weakness[tail] = max(weakness[tail] ?? 0, probability)
      }
    }
  }

  /// Probability that an agent which takes in an attacker's content acts for the attacker.
  func hijack(of agent: Int32) -> Double {
    measured[agent] ?? AttackPriors.hijack * (passing[agent] ?? 1)
  }
}

extension Value {
  /// A number from 0 to 1; nil where it is none or out of bounds, which nothing can be said of.
  var probability: Double? { number.flatMap { (0...1).contains($0) ? $0 : nil } }
}
