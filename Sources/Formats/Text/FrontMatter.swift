/// A text with YAML between lines of three dashes at its beginning.
public struct FrontMatter: Sendable {
  public let yaml: String
  public let body: String
  /// Line on which the body begins.
  public let bodyLine: Int

  /// Nil where the text begins otherwise, or the front matter does not end.
  public init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.trimmed == "---",
      let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
    else { return nil }
    yaml = lines[1..<end].joined(separator: "\n")
    body = lines[(end + 1)...].joined(separator: "\n")
    bodyLine = end + 2
  }
}
