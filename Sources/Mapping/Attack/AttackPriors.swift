/// Probabilities that no relation carries. Their reasons are in docs/attack-paths.md.
enum AttackPriors {
  /// That injected content makes an agent act for the attacker, where nobody measured it.
  static let hijack = 0.5
  /// The same with a guardrail of which there is evidence that it is in the path.
  static let guardedHijack = 0.2
  /// The share of attacks that such a guardrail stops, where nobody measured that.
  static let guardEffectiveness = 1 - guardedHijack / hijack
  /// What an enforced approval gate leaves of a step.
  static let approval = 0.2
  /// That what is pulled from a public registry was put there by an attacker.
  static let publicRegistry = 0.02
}
