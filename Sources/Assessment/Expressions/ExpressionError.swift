import Formats

/// What is wrong with an expression or a path pattern.
public struct ExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }

  /// An unknown name, with the known one that was probably meant.
  static func unknown(_ what: String, _ name: String, among known: some Sequence<String>) -> Self {
    Self("unknown \(what) '\(name)'." + Suggestion.sentence(for: name, in: known))
  }
}
