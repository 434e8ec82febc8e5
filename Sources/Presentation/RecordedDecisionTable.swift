public import Store
public import Terminal

/// Decisions of people as a table, by subject.
public struct RecordedDecisionTable: Sendable {
  private let decisions: [RecordedDecision]
  private let canvas: Canvas

  public init(_ decisions: [RecordedDecision], canvas: Canvas) {
    self.decisions = decisions
    self.canvas = canvas
  }

  public func render() -> String {
    guard !decisions.isEmpty else { return "No decisions.\n" }
    var table = TextTable(
      ["asset", "state", "owner", "expires", "by", "reason"], flexible: [0, 5])
    for recorded in decisions {
      let decision = recorded.decision
      table.add([
        .init(decision.subject, .cyan), .init(decision.value), .init(decision.owner ?? ""),
        .init(String(decision.expires?.prefix(10) ?? "")), .init(recorded.actor, .faint),
        .init(decision.reason ?? ""),
      ])
    }
    return table.render(on: canvas).joined(separator: "\n") + "\n"
  }
}
