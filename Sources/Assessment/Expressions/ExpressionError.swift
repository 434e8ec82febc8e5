import Formats

/// What is wrong with an expression or a path pattern.
public struct ExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String
  /// What is wrong, without where.
  let reason: String
  /// Characters before the place in the text; nil where it is not known.
  private(set) var position: Int?

  init(_ description: String) {
    self.description = description
    reason = description
  }

  /// What stands wrongly at a place of a text, such as a pattern.
  init(_ reason: String, position: Int, of text: String) {
    self.reason = reason
    self.position = position
    description = "\(reason) at character \(position + 1) of the \(text)"
  }

  /// The same error with its place, unless it has one.
  func placed(at position: Int?) -> Self {
    var placed = self
    placed.position = self.position ?? position
    return placed
  }

  /// An unknown name, with the known one that was probably meant.
  static func unknown(_ what: String, _ name: String, among known: some Sequence<String>) -> Self {
    Self("unknown \(what) '\(name)'." + Suggestion.sentence(for: name, in: known))
  }

  public static func == (left: Self, right: Self) -> Bool { left.description == right.description }
}
