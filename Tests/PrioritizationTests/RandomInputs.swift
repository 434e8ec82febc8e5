import TestSupport
import Estate
import Prioritization

extension PriorityInputs {
  /// Any inputs at all, a third of each unknown.
  static func random(_ generator: inout SeededGenerator) -> PriorityInputs {
    func maybe<Value>(_ value: Value?) -> Value? {
      Int.random(in: 0..<3, using: &generator) == 0 ? nil : value
    }
    func share() -> Double { Double.random(in: 0...1, using: &generator) }
    func coin() -> Bool { Bool.random(using: &generator) }
    return PriorityInputs(
      severity: Severity.allCases.randomElement(using: &generator) ?? .info,
      exploitability: maybe(share()), epss: maybe(share() * share() * share()), kev: coin(),
      publicExploit: coin(), observed: coin() && coin(), attackSuccessRate: maybe(maybe(share())),
      reachability: maybe(share()),
      sensitivity: maybe(Sensitivity.allCases.randomElement(using: &generator)),
      criticality: maybe(Criticality.allCases.randomElement(using: &generator)),
      environment: maybe(DeploymentEnvironment.allCases.randomElement(using: &generator)),
      blastRadius: maybe(Int.random(in: 0...500, using: &generator)),
      controls: (0..<Int.random(in: 0...3, using: &generator)).map { _ in share() },
      autonomy: maybe(share()), regulated: maybe(coin()))
  }
}
