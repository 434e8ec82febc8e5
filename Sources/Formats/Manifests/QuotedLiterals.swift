/// The literals between quotes on a line of Ruby, Swift, Elixir or Python, up to a comment.
public enum QuotedLiterals {
  /// - Parameter comment: what begins a comment.
  public static func of(_ line: some StringProtocol, comment: String) -> [String] {
    var literals: [String] = []
    var rest = line[...]
    while let start = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      if rest[..<start].contains(comment) { break }
      let body = rest[rest.index(after: start)...]
      guard let end = body.firstIndex(of: rest[start]) else { break }
      literals.append(String(body[..<end]))
      rest = body[body.index(after: end)...]
    }
    return literals
  }
}
