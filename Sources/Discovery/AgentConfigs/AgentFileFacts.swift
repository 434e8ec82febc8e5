import Catalog
import Formats

/// The facts by which files of agents and flows are read: `Catalog/agent-files.yaml`.
struct AgentFileFacts: Sendable {
  enum Meaning: String, Sendable {
    case agent, model, embedding, tool, memory, prompt, source
    case vectorIndex = "vector-index"
    /// What begins a flow when it is called from outside.
    case trigger
  }

  struct NodeType: Sendable {
    let pattern: String
    let meaning: Meaning
    let provider: String?
    let engine: String?
    /// Values of `operation` with which the node is one; any, where there are none.
    var operations: [String] = []
    /// Whether anybody may write what it reads.
    var isUntrusted = false
  }

  private var nodes: [NodeType] = []
  /// Categories of nodes, in the words of their products.
  private var categories: [String: NodeType] = [:]
  /// Components of Haystack by how the names of their classes end, and services by words of them.
  private var components: [(ending: String, meaning: Meaning)] = []
  private var services: [(word: String, provider: String?, engine: String?)] = []
  let modelParameters: [String]
  let indexParameters: [String]
  /// Modes of the nodes of indexes in which agents call them as tools.
  let toolModes: Set<String>
  /// Keys that hold a prompt in documents of a folder of prompts, and how others end.
  private let promptTexts: Set<String>
  private let promptEndings: [String]
  private let promptBeginnings: [String]
  private let promptWords: [SoughtWord]
  let comfy: ComfyFacts
  let kestra: KestraFacts
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
          engine: node["engine"]?.text, operations: node["operations"]?.scalars ?? [],
          isUntrusted: node["trust"]?.text == "untrusted"))
    }
    for entry in document.root["categories"]?.entries ?? [] {
      guard let meaning = entry.value.text.flatMap(Meaning.init) else {
        throw KnowledgeError(path: document.path, line: entry.line, "no known meaning")
      }
      categories[entry.key] = NodeType(
        pattern: entry.key, meaning: meaning, provider: nil, engine: nil)
    }
    for node in document.root["components"]?.items ?? [] {
      guard let ending = node["ending"]?.text,
        let meaning = node["is"]?.text.flatMap(Meaning.init)
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a component needs 'ending' and a known 'is'")
      }
      components.append((ending, meaning))
    }
    for node in document.root["component_services"]?.items ?? [] {
      guard let word = node["word"]?.text else { continue }
      services.append((word, node["provider"]?.text, node["engine"]?.text))
    }
    comfy = ComfyFacts(document.root["comfyui"])
    kestra = try KestraFacts(document)
    modelParameters = document.root["model_parameters"]?.scalars ?? []
    indexParameters = document.root["index_parameters"]?.scalars ?? []
    toolModes = Set(document.root["tool_modes"]?.scalars ?? [])
    promptTexts = Set(document.root["prompt_texts"]?.scalars ?? [])
    promptEndings = document.root["prompt_endings"]?.scalars ?? []
    promptBeginnings = document.root["prompt_beginnings"]?.scalars ?? []
    promptWords = (document.root["prompt_words"]?.scalars ?? []).map(SoughtWord.init)
  }

  /// What a node is, by its type, else by its category.
  func node(_ type: String, category: String?) -> NodeType? {
    nodes.first { Wildcard.matches(type, $0.pattern) } ?? category.flatMap { categories[$0] }
  }

  /// Whether a key holds a prompt, in a document of prompts.
  func namesPrompt(_ key: String) -> Bool {
    promptTexts.contains(key) || promptEndings.contains(where: key.lowercased().hasSuffix)
  }

  /// What a component is, by its class.
  func component(_ type: String) -> Meaning? {
    components.first { type.hasSuffix($0.ending) }?.meaning
  }

  /// Slug of the provider that a component calls.
  func provider(ofComponent type: String) -> String? {
    let type = type.lowercased()
    return services.first { $0.provider != nil && type.contains($0.word) }?.provider
  }

  /// The engine of a store.
  func engine(ofComponent type: String) -> String {
    let type = type.lowercased()
    return services.first { $0.engine != nil && type.contains($0.word) }?.engine ?? "other"
  }

  /// Whether a text reads as instructions for a model: long enough, with a beginning that only they have, or
  /// two or more of the words that they hold.
  func isPrompt(_ text: String) -> Bool {
    let lower = text.prefix(20_000).lowercased()
    guard lower.utf8.count >= 40 else { return false }
    let beginning = lower.drop { !$0.isLetter }
    if promptBeginnings.contains(where: { beginning.hasPrefix($0) }) { return true }
    return SoughtWord.count(promptWords, in: lower, upTo: 2) >= 2
  }
}
