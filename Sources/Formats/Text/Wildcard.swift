/// Patterns of facts in which `*` matches any run of characters, and nothing else is special.
public enum Wildcard {
  public static func matches(_ text: some StringProtocol, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return text == pattern
    }
    guard text.hasPrefix(first) else { return false }
    var rest = text[text.index(text.startIndex, offsetBy: first.count)...]
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
