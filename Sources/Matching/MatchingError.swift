/// Why patterns could not be made ready.
public enum MatchingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The pattern of that name is not in the dialect, or matches the empty string.
  case badPattern(name: String, reason: String)
  /// All patterns together are more than the matching library takes.
  case tooManyPatterns(reason: String)
  /// The processor lacks SSSE3, or an equal of it.
  case unsupportedProcessor
  case outOfMemory

  public var description: String {
    switch self {
    case .badPattern(let name, let reason): "pattern '\(name)': \(reason)"
    case .tooManyPatterns(let reason): "the patterns cannot be compiled together: \(reason)"
    case .unsupportedProcessor: "this processor lacks the vector instructions that matching needs"
    case .outOfMemory: "not enough memory for the patterns"
    }
  }
}
