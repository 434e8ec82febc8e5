import Formats

/// By which fields a description of an agent is told that people write themselves.
struct AgentFields: Sendable {
  /// Fields that hold what the agent is told to be.
  let prompt: Set<String>
  /// Fields that hold what it works with, with the roles that these play.
  let parts: [String: String]
  /// Words in the names of what holds such a description.
  private let words: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> Set<String> { Set(node?[key]?.scalars ?? []) }
    prompt = list("prompt")
    parts = node?["parts"]?.textsByKey ?? [:]
    words = list("words")
  }

  /// Whether a variable or key is called an agent.
  func names(_ name: String) -> Bool { NameWords.texts(of: name).contains(where: words.contains) }
}
