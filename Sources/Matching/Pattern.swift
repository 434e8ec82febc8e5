/// Something to look for in every text file.
public struct Pattern: Sendable, Hashable {
  public enum Syntax: UInt8, Sendable, Hashable {
    /// The bytes themselves.
    case literal
    /// A regular expression of the Hyperscan dialect: no look-around, no back references.
    case regular
  }

  /// Name within the detector that asks for it; several patterns may share one.
  public let name: String
  public let expression: String
  public let syntax: Syntax
  /// Whether ASCII letters match in either case.
  public let ignoresCase: Bool

  public init(
    name: String, expression: String, syntax: Syntax = .literal, ignoresCase: Bool = false
  ) {
    self.name = name
    self.expression = expression
    self.syntax = syntax
    self.ignoresCase = ignoresCase
  }
}

/// Where a pattern matched.
public struct PatternHit: Sendable, Hashable, Comparable {
  /// Position of the pattern among those given to the database or, for a detector, among its own.
  public let pattern: Int
  /// Offset in the file of the byte after the match.
  public let end: Int

  public init(pattern: Int, end: Int) {
    self.pattern = pattern
    self.end = end
  }

  public static func < (left: PatternHit, right: PatternHit) -> Bool {
    (left.end, left.pattern) < (right.end, right.pattern)
  }
}
