public import Estate

/// Ranks a finding: a decision, which drives due dates, and a score that orders within a decision.
///
/// `score = 100·√(L·I)`. A risk needs both a way in and something to lose, so that the two multiply;
/// what is unknown counts as middling; a control counts only where it was seen working; every
/// number can be opened. `docs/priority.md` gives each constant and its reason.
public enum PriorityFormula {
  public static func evaluate(_ inputs: PriorityInputs) -> Priority {
    let result = PriorityResult(inputs)
    var explanation = result.explanation
    explanation["what_if"] = .list(WhatIf.changes(for: inputs).map(\.value))
    return Priority(
      decision: result.decision, score: result.score, explanation: explanation)
  }
}
