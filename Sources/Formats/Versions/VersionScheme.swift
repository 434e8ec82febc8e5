/// How an ecosystem orders the versions of a package.
public enum VersionScheme: Sendable {
  /// PEP 440.
  case python
  /// Semantic Versioning, with any number of parts.
  case semantic

  public init(_ ecosystem: PackageEcosystem) { self = ecosystem == .pypi ? .python : .semantic }

  /// Whether the first version comes before the second; nil where either is no version.
  public func precedes(_ left: String, _ right: String) -> Bool? {
    switch self {
    case .python:
      guard let left = PythonVersion(left), let right = PythonVersion(right) else { return nil }
      return left < right
    case .semantic:
      guard let left = SemanticVersion(left), let right = SemanticVersion(right) else { return nil }
      return left < right
    }
  }

  /// Whether a version meets a comparison such as `>=1.0,<2`; false where one of them is no version.
  public func version(_ version: String, meets comparison: String) -> Bool {
    comparison.split(separator: ",").allSatisfy { part in
      let text = part.trimmed
      let mark = text.prefix { "<>=!".contains($0) }
      let bound = text.dropFirst(mark.count).trimmed
      guard let below = precedes(version, bound), let above = precedes(bound, version) else {
        return false
      }
      switch mark {
      case "<": return below
      case "<=": return !above
      case ">": return above
      case ">=": return !below
      case "=", "==", "": return !below && !above
      case "!=": return below || above
      default: return false
      }
    }
  }
}
