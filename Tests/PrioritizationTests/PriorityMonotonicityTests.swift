import Estate
import Prioritization
import TestSupport
import Testing

@Suite("Priority is monotone")
struct PriorityMonotonicityTests {
  @Test(
    "Raising one factor never lowers the score nor delays the decision", arguments: Raise.allCases)
  func raising(_ raise: Raise) {
    var generator = SeededGenerator(UInt64(raise.rawValue.count) &* 7919)
    for _ in 0..<3_000 {
      let inputs = PriorityInputs.random(&generator)
      var raised = inputs
      raise.apply(to: &raised, &generator)
      let (before, after) = (PriorityFormula.evaluate(inputs), PriorityFormula.evaluate(raised))
      #expect(after.score >= before.score, "\(inputs) to \(raised)")
      #expect(after.decision <= before.decision, "\(inputs) to \(raised)")
    }
  }

  /// One factor made worse, known values only: to learn a fact may go either way.
  enum Raise: String, CaseIterable {
    case severity, exploitability, epss, kev, publicExploit, observed, attackSuccessRate
    case reachability, sensitivity, criticality, environment, blastRadius, fewerControls
    case weakerControls, autonomy, regulated

    func apply(to inputs: inout PriorityInputs, _ generator: inout SeededGenerator) {
      func higher(_ value: Double?) -> Double? {
        value.map { Double.random(in: $0...1, using: &generator) }
      }
      func next<Level: CaseIterable & Comparable>(_ level: Level?) -> Level? {
        level.flatMap { level in
          Level.allCases.filter { $0 >= level }.randomElement(using: &generator)
        }
      }
      switch self {
      case .severity: inputs.severity = next(inputs.severity) ?? inputs.severity
      case .exploitability: inputs.exploitability = higher(inputs.exploitability)
      case .epss: inputs.epss = higher(inputs.epss)
      case .kev: inputs.kev = true
      case .publicExploit: inputs.publicExploit = true
      case .observed: inputs.observed = true
      case .attackSuccessRate: inputs.attackSuccessRate = higher(inputs.attackSuccessRate)
      case .reachability: inputs.reachability = higher(inputs.reachability)
      case .sensitivity: inputs.sensitivity = next(inputs.sensitivity)
      case .criticality: inputs.criticality = next(inputs.criticality)
      case .environment: inputs.environment = next(inputs.environment)
      case .blastRadius: inputs.blastRadius = inputs.blastRadius.map { $0 + 10 }
      case .fewerControls: inputs.controls = Array(inputs.controls.dropLast())
      case .weakerControls: inputs.controls = inputs.controls.map { $0 / 2 }
      case .autonomy: inputs.autonomy = higher(inputs.autonomy)
      case .regulated: inputs.regulated = inputs.regulated.map { _ in true }
      }
    }
  }
}
