import Catalog
import Formats

/// What tasks of flows of Kestra are, and what stands in them, by their types: `kestra` of
/// `Catalog/agent-files.yaml`.
struct KestraFacts: Sendable {
  enum Meaning: String, Sendable {
    case agent, call, ingestion, provider, tool, mcp, memory, source
    case vectorIndex = "vector-index"
  }

  struct TaskType: Sendable {
    let pattern: String
    let meaning: Meaning
    let provider: String?
    let engine: String?
    /// Whether an agent is handed to another as a tool.
    let isTool: Bool
    /// What is looked up, of a source.
    let content: String?
    /// What an agent that has it may do.
    let signal: String?
  }

  let types: [TaskType]
  /// Keys of texts that a model is told, and whether they are of its user.
  let systemKeys: [String]
  let userKeys: [String]
  let modelKeys: [String]
  let addressKeys: [String]
  let indexKeys: [String]
  /// Keys of providers that embed.
  let embeddingKeys: Set<String>
  let sourceURLs: [String]
  let sourcePaths: [String]
  let sourceTexts: [String]

  init(_ document: KnowledgeDocument) throws(KnowledgeError) {
    let root = document.root["kestra"]
    var types: [TaskType] = []
    for node in root?["types"]?.items ?? [] {
      guard let type = node["type"]?.text, let meaning = node["is"]?.text.flatMap(Meaning.init)
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a task needs 'type' and a known 'is'")
      }
      types.append(
        TaskType(
          pattern: type, meaning: meaning, provider: node["provider"]?.text,
          engine: node["engine"]?.text, isTool: node["as_tool"]?.boolean ?? false,
          content: node["content"]?.text, signal: node["signal"]?.text))
    }
    self.types = types
    func list(_ key: String) -> [String] { root?[key]?.scalars ?? [] }
    (systemKeys, userKeys) = (list("system"), list("user"))
    (modelKeys, addressKeys, indexKeys) = (list("models"), list("addresses"), list("indexes"))
    embeddingKeys = Set(list("embedding"))
    (sourceURLs, sourcePaths) = (list("source_urls"), list("source_paths"))
    sourceTexts = list("source_texts")
  }

  /// What a type is; the first that fits.
  func type(_ name: String) -> TaskType? {
    guard name.utf8.count <= 200 else { return nil }
    return types.first { Wildcard.matches(name, $0.pattern) }
  }
}
