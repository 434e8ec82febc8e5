/// The OWASP AI Vulnerability Scoring System, version 0.8 (March 2026), unmodified. It stands beside
/// Isobar's own score and is never mixed into it.
///
/// `AIVSS = (base + AARS) × mitigation` with `AARS = (10 − base) × (Σ factors / 10) × threat`.
public struct AIVSS: Sendable, Hashable {
  public static let version = "0.8"

  /// How far the weakness of the agent is known to be attacked.
  public enum Threat: String, Sendable, Hashable, CaseIterable {
    case attacked, proofOfConcept, unreported

    var multiplier: Double {
      switch self {
      case .attacked: 1
      case .proofOfConcept: 0.97
      case .unreported: 0.5
      }
    }
  }

  public enum Mitigation: String, Sendable, Hashable, CaseIterable {
    case none, partial, strong

    var multiplier: Double {
      switch self {
      case .none: 1
      case .partial: 0.83
      case .strong: 0.67
      }
    }
  }

  /// 0 to 10, one decimal, halves rounded up.
  public let score: Double

  /// Nil unless the base is a CVSS 4.0 score from 0 to 10 and all ten amplification factors are
  /// known, each 0, 0.5 or 1.
  public init?(base: Double, factors: [Double], threat: Threat, mitigation: Mitigation) {
    guard (0...10).contains(base), factors.count == 10,
      factors.allSatisfy({ [0, 0.5, 1].contains($0) })
    else { return nil }
    let amplification =
      (10 - base) * (factors.reduce(0, +) / 10) * threat.multiplier
    // Six places first: 8.25 may be held as 8.2499999.
    let exact = ((base + amplification) * mitigation.multiplier).rounded(places: 6)
    score = (exact * 10).rounded(.toNearestOrAwayFromZero) / 10
  }
}
