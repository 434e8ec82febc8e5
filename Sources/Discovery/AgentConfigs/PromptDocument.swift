import Formats

/// The prompts of a document in a folder of prompts: a template, and the sections that are put into it.
struct PromptDocument {
  struct Prompt {
    let text: String
    /// The keys above it, with the numbers of items.
    let path: [String]
    /// Where its key stands.
    let line: Int

    /// What people call it: the key above, else its own.
    var name: String {
      path.dropLast().last { Int($0) == nil } ?? path.last ?? ""
    }
  }

  private static let limit = 200
  private static let depthLimit = 8
  /// Shorter texts are labels, bytes.
  private static let shortest = 40

  let prompts: [Prompt]

  init(_ root: DocumentNode, _ facts: AgentFileFacts) {
    var found: [Prompt] = []
    Self.visit(root, path: [], facts, &found)
    prompts = found
  }

  private static func visit(
    _ node: DocumentNode, path: [String], _ facts: AgentFileFacts, _ found: inout [Prompt]
  ) {
    guard path.count < depthLimit, found.count < limit else { return }
    for (number, item) in node.items.enumerated() {
      visit(item, path: path + ["\(number)"], facts, &found)
    }
    for entry in node.entries {
      let here = path + [entry.key]
      guard let text = entry.value.text else {
        visit(entry.value, path: here, facts, &found)
        continue
      }
      guard facts.namesPrompt(entry.key), text.utf8.count >= shortest,
        facts.isPrompt(text) || PromptText.holdsSentences(text)
      else { continue }
      found.append(Prompt(text: text, path: here, line: entry.line))
    }
  }
}
