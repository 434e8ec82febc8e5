import Estate
import Foundation
public import Store

/// Decisions of people as JSON.
public struct RecordedDecisionDocument: Sendable {
  private let decisions: [RecordedDecision]

  public init(_ decisions: [RecordedDecision]) { self.decisions = decisions }

  public var text: String {
    ValueJSON.encode(.list(decisions.map(Self.value))) + "\n"
  }

  private static func value(_ recorded: RecordedDecision) -> Value {
    let decision = recorded.decision
    func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    return .map([
      "kind": .text(decision.kind.rawValue), "asset": .text(decision.subject),
      "value": .text(decision.value), "owner": optional(decision.owner),
      "reason": optional(decision.reason), "expires": optional(decision.expires),
      "by": .text(recorded.actor), "time": .text(recorded.time.formatted(.iso8601)),
    ])
  }
}
