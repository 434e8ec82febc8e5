/// What a relation rests on. The strongest of its sightings decides.
public enum Basis: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Concluded from other facts.
  case inferred
  /// Written down: configuration, code, infrastructure as code.
  case declared
  /// Seen happening.
  case observed

  public static func < (left: Basis, right: Basis) -> Bool { left.strength < right.strength }

  private var strength: Int {
    switch self {
    case .inferred: 0
    case .declared: 1
    case .observed: 2
    }
  }
}
