internal import Estate
internal import Foundation

/// How much is lost: `I = severity × (0.30 + 0.70·X) × environment × (1 + 0.25·autonomy)`, at most 1.
///
/// Several reasons for impact must not add past certainty, so that they combine as
/// `X = 1 − Π(1 − x)`.
struct ImpactFactors: Sendable, Hashable {
  let severity: PriorityFactor
  let sensitivity: PriorityFactor
  let criticality: PriorityFactor
  let blastRadius: PriorityFactor
  let regulated: PriorityFactor
  /// `0.30 + 0.70·X` of the four before.
  let context: PriorityFactor
  let environment: PriorityFactor
  let autonomy: PriorityFactor

  init(_ inputs: PriorityInputs) {
    severity = PriorityFactor(inputs.severity.weight, inputs.severity.rawValue)
    sensitivity = Self.weigh(inputs.sensitivity?.weight, inputs.sensitivity?.rawValue, "data")
    criticality = Self.weigh(
      inputs.criticality?.weight, inputs.criticality?.rawValue, "criticality")
    blastRadius = Self.blastRadius(of: inputs)
    regulated = Self.regulation(of: inputs)
    let parts = [sensitivity, criticality, blastRadius, regulated]
    let combined = 1 - parts.reduce(1) { $0 * (1 - $1.value) }
    let known = parts.allSatisfy(\.known)
    context = PriorityFactor(
      0.3 + 0.7 * combined, "0.3 + 0.7 × \(combined.printed), the parts combined", known: known)
    environment =
      inputs.environment.map { PriorityFactor($0.weight, $0.rawValue) }
      ?? PriorityFactor(0.9, "unknown, counts as 0.9", known: false)
    autonomy = Self.autonomy(of: inputs)
  }

  var product: Double { severity.value * context.value * environment.value * autonomy.value }

  /// What stands in for an unknown sensitivity or criticality: about a third of the scale.
  static let unknownContext = 0.25
  static let regulatedWeight = 0.25
  /// Acting by itself, at full autonomy, adds a quarter.
  static let autonomyWeight = 0.25

  /// `min(0.7, 0.12·log₂(1 + n))`: each doubling counts the same, up to a bound.
  static func weight(ofReach count: Int) -> Double {
    min(0.7, 0.12 * log2(1 + Double(max(0, count))))
  }

  private static func weigh(_ weight: Double?, _ name: String?, _ noun: String) -> PriorityFactor {
    guard let weight, let name else {
      return PriorityFactor(unknownContext, "unknown, counts as \(unknownContext)", known: false)
    }
    return PriorityFactor(weight, "\(noun) \(name)")
  }

  private static func blastRadius(of inputs: PriorityInputs) -> PriorityFactor {
    guard let count = inputs.blastRadius else {
      return PriorityFactor(weight(ofReach: 1), "unknown, counts as one asset", known: false)
    }
    return PriorityFactor(
      weight(ofReach: count), "reaches \(count) sensitive asset\(count == 1 ? "" : "s")")
  }

  private static func regulation(of inputs: PriorityInputs) -> PriorityFactor {
    switch inputs.regulated {
    case true?: PriorityFactor(regulatedWeight, "regulated")
    case false?: PriorityFactor(0, "not regulated")
    case nil: PriorityFactor(regulatedWeight / 2, "unknown, counts as half", known: false)
    }
  }

  private static func autonomy(of inputs: PriorityInputs) -> PriorityFactor {
    guard let degree = inputs.autonomy?.unit else {
      return PriorityFactor(1 + autonomyWeight / 2, "unknown, counts as 0.5", known: false)
    }
    let reason = degree == 0 ? "nothing acts by itself" : "acts by itself, \(degree.printed) of 1"
    return PriorityFactor(1 + autonomyWeight * degree, reason)
  }
}

extension Severity {
  var weight: Double {
    switch self {
    case .critical: 1
    case .high: 0.75
    case .medium: 0.5
    case .low: 0.25
    case .info: 0.05
    }
  }
}

extension Sensitivity {
  var weight: Double {
    switch self {
    case .public: 0
    case .internal: 0.15
    case .confidential: 0.45
    case .restricted: 0.75
    }
  }
}

extension Criticality {
  var weight: Double {
    switch self {
    case .none: 0
    case .low: 0.2
    case .medium: 0.4
    case .high: 0.6
    case .crown: 0.8
    }
  }
}

extension DeploymentEnvironment {
  var weight: Double {
    switch self {
    case .prod: 1
    case .staging: 0.8
    case .dev: 0.6
    case .sandbox: 0.4
    }
  }
}
