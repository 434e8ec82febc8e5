internal import Formats

/// A text in which `*` stands for any run of characters. Compared byte by byte.
struct GlobText: Sendable {
  private let pattern: String

  init(_ text: String) { pattern = text }

  func matches(_ text: some StringProtocol) -> Bool { Wildcard.matches(text, pattern) }
}
