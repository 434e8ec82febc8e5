import Estate
import Prioritization
import TestSupport
import Testing

@Suite("What-if")
struct WhatIfTests {
  @Test("Each what-if is below the score, the largest drop first, three at most")
  func ordered() {
    var generator = SeededGenerator(4)
    for _ in 0..<2_000 {
      let inputs = PriorityInputs.random(&generator)
      let score = PriorityFormula.evaluate(inputs).score
      let changes = WhatIf.changes(for: inputs)
      #expect(changes.count <= 3)
      #expect(changes.allSatisfy { $0.from == score && $0.to < score })
      #expect(changes.map(\.to) == changes.map(\.to).sorted())
    }
  }

  @Test("What is already so is not proposed")
  func nothingToGain() {
    let inputs = PriorityInputs(
      severity: .high, reachability: 0, sensitivity: .public, criticality: Criticality.none,
      environment: .prod, blastRadius: 0, controls: [0.9], autonomy: 0, regulated: false)
    #expect(WhatIf.changes(for: inputs).isEmpty)
  }
}
