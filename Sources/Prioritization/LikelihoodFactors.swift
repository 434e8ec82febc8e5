/// How likely an attack is: `L = exploitability × reachability × controls`.
struct LikelihoodFactors: Sendable, Hashable {
  let exploitability: PriorityFactor
  let reachability: PriorityFactor
  let controls: PriorityFactor

  init(_ inputs: PriorityInputs) {
    exploitability = Self.exploitability(of: inputs)
    reachability = Self.reachability(of: inputs)
    controls = Self.controls(of: inputs)
  }

  var product: Double { exploitability.value * reachability.value * controls.value }

  /// What a rule counts for that says nothing of exploitability.
  static let defaultExploitability = 0.4
  /// A listing in KEV is proof of exploitation, though elsewhere.
  static let knownExploited = 0.95
  /// A published exploit makes more than a coin's toss.
  static let publicExploit = 0.6
  /// EPSS speaks of 30 days; findings stay open for about four such periods.
  static let periods = 4
  /// Proof that nothing leads there may be wrong or out of date.
  static let provenUnreachable = 0.03
  static let unknownReachability = 0.35
  /// Controls, however many, fail together more often than their product says.
  static let controlFloor = 0.3

  private static func exploitability(of inputs: PriorityInputs) -> PriorityFactor {
    if inputs.observed { return PriorityFactor(1, "an attack was seen here") }
    let base = unexploited(inputs)
    if inputs.kev, base.value < knownExploited {
      return PriorityFactor(knownExploited, "known to be exploited elsewhere (KEV)")
    }
    return base
  }

  private static func unexploited(_ inputs: PriorityInputs) -> PriorityFactor {
    if let rate = inputs.attackSuccessRate?.unit {
      return PriorityFactor(rate, "measured attack success rate \(rate.printed)")
    }
    let base: PriorityFactor
    if let epss = inputs.epss?.unit {
      base = PriorityFactor(overHorizon(epss), "EPSS \(epss.printed) over \(periods) periods")
    } else if let authored = inputs.exploitability?.unit {
      base = PriorityFactor(authored, "as the rule's author judges it")
    } else {
      base = PriorityFactor(
        defaultExploitability, "unknown, counts as \(defaultExploitability)", known: false)
    }
    guard inputs.publicExploit, base.value < publicExploit else { return base }
    return PriorityFactor(publicExploit, "an exploit is public")
  }

  /// Probability of exploitation while the finding is open: `1 − (1 − epss)⁴`.
  static func overHorizon(_ epss: Double) -> Double {
    var spared = 1.0
    for _ in 0..<periods { spared *= 1 - epss }
    return 1 - spared
  }

  private static func reachability(of inputs: PriorityInputs) -> PriorityFactor {
    guard let probability = inputs.reachability?.unit else {
      return PriorityFactor(
        unknownReachability, "unknown, counts as \(unknownReachability)", known: false)
    }
    if probability == 0 {
      return PriorityFactor(provenUnreachable, "proven that no path leads here")
    }
    return PriorityFactor(
      max(provenUnreachable, probability), "best path of an attacker \(probability.printed)")
  }

  private static func controls(of inputs: PriorityInputs) -> PriorityFactor {
    let effective = inputs.controls.compactMap(\.unit).filter { $0 > 0 }.sorted()
    if effective.isEmpty { return PriorityFactor(1, "no control was seen enforced") }
    let left = effective.reduce(1) { $0 * (1 - $1) }
    let list = effective.map(\.printed).joined(separator: ", ")
    return PriorityFactor(max(controlFloor, left), "enforced controls that stop \(list)")
  }
}
