internal import Estate

/// What stands in an attacker's way, for every asset, where there is evidence that it does.
struct Safeguards: Sendable {
  /// Share of attacks that guardrails and gateways let through, by asset; absent where there are none.
  private(set) var passing: [Int32: Double] = [:]
  /// Assets whose every use waits for a person.
  private var gated: Set<Int32> = []
  /// Calls of an agent that wait for a person although the tool itself does not.
  private var gatedCalls: Set<Call> = []
  /// Measured share of attacks that succeed, by asset.
  private(set) var measured: [Int32: Double] = [:]
  /// Probability that a known weakness of the asset can be exploited.
  private(set) var weakness: [Int32: Double] = [:]

  init(_ estate: Estate) {
    for index in 0..<estate.relationCount {
      let kind = estate.kind(ofRelationAt: index)
      guard Self.quickRelations.contains(kind) else { continue }
      let relation = estate.relation(at: index)
      let tail = Int32(relation.tail)
      let facts = estate.assets[relation.head].properties
      if kind == .guardedBy, facts["enforced"] == true, facts["enabled"] != false {
        let effectiveness = facts["effectiveness"]?.probability ?? AttackPriors.guardEffectiveness
        passing[tail, default: 1] *= 1 - effectiveness
      } else if kind == .gatedBy, facts["enforced"] == true {
        gated.insert(tail)
        gatedCalls.formUnion(Self.calls(of: relation.tail, waitingFor: facts, in: estate))
      } else if kind == .evaluatedBy, let rate = facts["attack_success_rate"]?.probability {
        // Of several evaluations the worst counts.
        measured[tail] = max(measured[tail] ?? 0, rate)
      } else if kind == .affectedBy, let probability = facts["exploitability"]?.probability {
        weakness[tail] = max(weakness[tail] ?? 0, probability)
      }
    }
  }

  /// Relations to what stands in the way, and the properties there that decide.
  static let relations: Set<RelationKind> = [.guardedBy, .gatedBy, .evaluatedBy, .affectedBy]
  private static let quickRelations = RelationKindSet(relations)
  static let facts: Set<String> = [
    "enforced", "enabled", "effectiveness", "tools", "scope", "attack_success_rate",
    "exploitability",
  ]

  private struct Call: Hashable {
    let agent: Int32
    let tool: Int32
  }

  /// A gate of an agent covers all its tools where its scope says so, else those that it lists by id
  /// or name.
  private static func calls(
    of agent: Int, waitingFor gate: [String: Value], in estate: Estate
  ) -> [Call] {
    let tools = Set((gate["tools"]?.list ?? []).compactMap(\.text))
    return estate.outgoing(agent, .canCall).compactMap { index in
      let tool = estate.relation(at: index).head
      let asset = estate.assets[tool]
      let isCovered =
        gate["scope"] == "all" || tools.contains(asset.id.text) || tools.contains(asset.name)
      return isCovered ? Call(agent: Int32(agent), tool: Int32(tool)) : nil
    }
  }

  /// Whether a person must agree before the one calls the other.
  func isGated(from caller: Int, to called: Int) -> Bool {
    if gated.isEmpty { return false }
    return gated.contains(Int32(called))
      || gatedCalls.contains(Call(agent: Int32(caller), tool: Int32(called)))
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
