/// What names may be: patterns such as `system message` or `* prompt`, in which `*` stands for any words.
struct NamePatterns: Sendable {
  private let patterns: [Pattern]
  /// Of each pattern the bits of its words, beside it so that most are passed by quickly.
  private let masks: [UInt64]

  private struct Pattern {
    let words: [NameWord]
    let isOpenAtStart: Bool
    let isOpenAtEnd: Bool
  }

  init(_ texts: [String] = []) {
    var (patterns, masks): ([Pattern], [UInt64]) = ([], [])
    for text in texts {
      let parts = text.split(separator: " ")
      let words = parts.filter { $0 != "*" }.map { NameWord(String($0)) }
      patterns.append(
        Pattern(
          words: words, isOpenAtStart: parts.first == "*",
          isOpenAtEnd: parts.count > 1 && parts.last == "*"))
      masks.append(words.reduce(0) { $0 | $1.bit })
    }
    (self.patterns, self.masks) = (patterns, masks)
  }

  var isEmpty: Bool { patterns.isEmpty }

  /// Whether a name is one of those that the patterns stand for.
  func match(_ name: NameWords) -> Bool {
    for (index, mask) in masks.enumerated()
    where mask & ~name.mask == 0 && Self.matches(patterns[index], name.words) {
      return true
    }
    return false
  }

  func match(_ name: some StringProtocol) -> Bool { !isEmpty && match(NameWords(name)) }

  /// The same, but any name where there are no patterns.
  func admit(_ name: String?) -> Bool { isEmpty || name.map { match($0) } == true }

  private static func matches(_ pattern: Pattern, _ name: [NameWord]) -> Bool {
    let words = pattern.words
    guard words.count <= name.count else { return false }
    func begins(at start: Int) -> Bool {
      words.indices.allSatisfy { words[$0] == name[start + $0] }
    }
    let rest = name.count - words.count
    switch (pattern.isOpenAtStart, pattern.isOpenAtEnd) {
    case (false, false): return rest == 0 && begins(at: 0)
    case (true, false): return begins(at: rest)
    case (false, true): return begins(at: 0)
    case (true, true): return (0...rest).contains(where: begins)
    }
  }
}
