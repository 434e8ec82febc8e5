/// The literals between quotes on a line of Ruby, Swift or Elixir, up to a comment.
enum QuotedLiterals {
  static func of(_ line: some StringProtocol, comment: String) -> [String] {
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
