public import Estate

/// One change and the rank that the finding would have after it.
public struct WhatIf: Sendable, Hashable {
  /// How the rank after the change was found.
  public enum Basis: Sendable, Hashable {
    /// The change was made to the estate, which was judged anew.
    case estate
    /// One input of the score was replaced: its name.
    case input(String)
  }

  /// What would be done, as an order.
  public let change: String
  public let basis: Basis
  public let from: Double
  /// 0 where the finding would be gone.
  public let to: Double
  /// Nil where the finding would be gone.
  public let decision: Decision?

  /// The changes, at most `limit`, each alone, that lower the score most: the same function with
  /// one input replaced.
  public static func changes(for inputs: PriorityInputs, limit: Int = 3) -> [WhatIf] {
    let before = PriorityResult(inputs).score
    let after = candidates.enumerated().map { order, candidate in
      var changed = inputs
      candidate.apply(&changed)
      let result = PriorityResult(changed)
      return (
        order: order,
        whatIf: WhatIf(
          change: candidate.change, basis: .input(candidate.input), from: before,
          to: result.score, decision: result.decision)
      )
    }
    return
      after
      .filter { $0.whatIf.to < before }
      .sorted { ($0.whatIf.to, $0.order) < ($1.whatIf.to, $1.order) }
      .prefix(max(0, limit)).map(\.whatIf)
  }

  /// The JSON shape of `what_if` in the explanation of a score.
  public var value: Value {
    var map: [String: Value] = [
      "change": .text(change), "from": .number(from), "to": .number(to),
      "decision": decision.map { .text($0.rawValue) } ?? .null,
    ]
    switch basis {
    case .estate: map["basis"] = "estate"
    case .input(let name):
      map["basis"] = "input"
      map["input"] = .text(name)
    }
    return .map(map)
  }

  /// What a guardrail is worth that is verified to be in the path and nothing more is known of.
  static let verifiedControl = 0.5

  private struct Candidate: Sendable {
    let change: String
    let input: String
    let apply: @Sendable (inout PriorityInputs) -> Void
  }

  private static let candidates: [Candidate] = [
    Candidate(change: "Close every path that leads here", input: "reachability") {
      $0.reachability = 0
    },
    Candidate(change: "Put a verified control in the path", input: "controls") {
      $0.controls.append(verifiedControl)
    },
    Candidate(change: "Have a person approve what it does", input: "autonomy") { $0.autonomy = 0 },
    Candidate(change: "Keep all but public data out", input: "sensitivity") {
      $0.sensitivity = .public
    },
    Candidate(change: "Cut the ways from here to sensitive assets", input: "blast_radius") {
      $0.blastRadius = 0
    },
  ]
}
