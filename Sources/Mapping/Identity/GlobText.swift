internal import Formats

/// A text in which `*` stands for any run of characters. Compared byte by byte.
struct GlobText: Sendable {
  private let pattern: String
  /// The byte that all texts begin with; nil where any may.
  private let first: UInt8?

  init(_ text: String) {
    pattern = text
    first = text.utf8.first.flatMap { $0 == UInt8(ascii: "*") ? nil : $0 }
  }

  func matches(_ text: some StringProtocol) -> Bool {
    if let first, text.utf8.first != first { return false }
    return Wildcard.matches(text, pattern)
  }
}
