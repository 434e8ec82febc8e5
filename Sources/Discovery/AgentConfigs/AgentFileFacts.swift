import Catalog
import Formats

/// The facts by which files of agents and flows are read: `Catalog/agent-files.yaml`.
struct AgentFileFacts: Sendable {
  enum Meaning: String, Sendable {
    case agent, model, embedding, tool, memory
    case vectorIndex = "vector-index"
  }

  struct NodeType: Sendable {
    let pattern: String
    let meaning: Meaning
    let provider: String?
    let engine: String?
  }

  private var nodes: [NodeType] = []
  let modelParameters: [String]
  private let promptWords: [String]
  let models: ModelNames
  let providers: ProviderCatalog
  let scopes: PathScopes

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    models = try ModelNames(knowledge)
    providers = try ProviderCatalog(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    let document = try knowledge.required("Catalog/agent-files.yaml")
    for node in document.root["nodes"]?.items ?? [] {
      guard let type = node["type"]?.text, let meaning = node["is"]?.text.flatMap(Meaning.init)
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a node needs 'type' and a known 'is'")
      }
      nodes.append(
        NodeType(
          pattern: type, meaning: meaning, provider: node["provider"]?.text,
          engine: node["engine"]?.text))
    }
    modelParameters = document.root["model_parameters"]?.scalars ?? []
    promptWords = document.root["prompt_words"]?.scalars ?? []
  }

  func node(_ type: String) -> NodeType? {
    nodes.first { Wildcard.matches(type, $0.pattern) }
  }

  /// Whether a text reads as instructions for a model: long enough, in sentences, with two or more of the
  /// words that prompts hold.
  func isPrompt(_ text: String) -> Bool {
    let lower = text.prefix(20_000).lowercased()
    guard lower.count >= 40 else { return false }
    return promptWords.count { lower.contains($0) } >= 2
  }
}
