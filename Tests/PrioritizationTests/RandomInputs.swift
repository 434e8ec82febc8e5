import Estate
import Prioritization

/// A generator whose numbers are the same on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

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
