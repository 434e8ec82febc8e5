import Formats

/// What people's words are put into: templates and instructions in the message of the user.
extension SourceLinker {
  /// Fewest letters around the holes of a template that say something, and the shortest text that may have them.
  private static let shortestTemplate = 9
  private static let shortestFilledText = 24

  /// The prompt of a user's message: a template, or instructions; a plain question is none.
  func userPrompt(_ value: Meaning, owner: String) -> [Thing] {
    switch value {
    case .oneOf(let values): return values.flatMap { userPrompt($0, owner: owner) }
    case .list(let items, _):
      return items.flatMap { item -> [Thing] in
        guard case .object(let entries, _) = item else { return userPrompt(item, owner: owner) }
        return entries.last { $0.key == "text" }.map { userPrompt($0.value, owner: owner) } ?? []
      }
    case .template(let pieces, let place):
      guard Self.speaks(pieces) else { return [] }
      return [prompt(pieces, at: place, owner: owner, role: "user")].compactMap { $0 }
    case .text(let text, let place)
    where Self.instructs(text) || isTemplate(text, in: project.units[place.unit]):
      return [prompt([.text(text)], at: place, owner: owner, role: "user")].compactMap { $0 }
    default: return []
    }
  }

  /// Whether a text without holes says what is to be done, at some length, rather than asks something.
  private static func instructs(_ text: String) -> Bool {
    guard text.utf8.count >= shortestInstruction else { return false }
    let words = text.drop(while: \.isWhitespace)
    guard let end = words.lastIndex(where: { !$0.isWhitespace }) else { return false }
    let spoken = words[...end]
    guard spoken.utf8.count >= shortestInstruction else { return false }
    return spoken.contains(where: \.isNewline) || spoken.contains(" ") && !spoken.hasSuffix("?")
  }

  /// Shortest text that a user's message is an instruction with.
  private static let shortestInstruction = 60

  /// Whether a text has holes that something fills when it runs: `%s` of Go, `{topic}` of Spring.
  private func isTemplate(_ text: String, in unit: SourceUnit) -> Bool {
    guard text.utf8.count >= Self.shortestFilledText else { return false }
    switch unit.family {
    case .go: return ["%s", "%v", "%q", "%d", "{{"].contains { text.contains($0) }
    case .java, .kotlin, .scala:
      return text.contains("%s") || text.contains("%d") || !PromptText.variables(in: text).isEmpty
    case .python: return text.utf8.count >= Self.shortestFilledText + 8 && Self.isFilledIn(text)
    default: return false
    }
  }

  /// Whether something is put into a text later: `"Compare {} and {}".format(a, b)`, `"Compare %s" % a`.
  private static func isFilledIn(_ text: String) -> Bool {
    text.contains(" ")
      && (text.contains("%s") || text.contains("{}") || !PromptText.variables(in: text).isEmpty)
  }

  /// Whether there are words around the holes of a template: `Summarise for {reader}`.
  static func speaks(_ pieces: [TemplatePiece]) -> Bool {
    var (words, letters) = (0, 0)
    for case .text(let text) in pieces {
      for word in text.split(whereSeparator: { !$0.isLetter }) {
        (words, letters) = (words + 1, letters + word.count)
        if words > 1, letters >= shortestTemplate { return true }
      }
    }
    return false
  }
}
