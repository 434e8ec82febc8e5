import Catalog
import Formats

/// All facts that the reading of source code goes by.
struct SourceFacts: Sendable {
  let constructs: ConstructCatalog
  let reading: ReadingFacts
  let models: ModelNames
  let modelConstants: ModelConstants
  let providers: ProviderCatalog
  let scopes: PathScopes
  let mcp: McpClientFacts
  let texts: SourceTextFacts

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    constructs = try ConstructCatalog(knowledge)
    reading = try ReadingFacts(knowledge)
    models = try ModelNames(knowledge)
    modelConstants = try ModelConstants(knowledge)
    providers = try ProviderCatalog(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    mcp = try McpClientFacts(knowledge: knowledge)
    texts = try SourceTextFacts(knowledge)
  }
}

/// `Catalog/source-texts.yaml`: what names of variables and keys say of the texts that they are given.
struct SourceTextFacts: Sendable {
  private let prompts: [String]
  private let models: [String]
  private let notModels: [String]
  private let artifacts: [String]
  let untrusted: Set<String>
  /// Tools that providers host, by the value of `type`.
  let hostedTools: [String: [String]]
  /// What a kind of action is called as an effect of a tool, where the words differ.
  let effects: [String: String]
  let statements: [Statement]

  /// A statement of a database that makes a vector index: the words that it holds, in lower case, and
  /// those before its name.
  struct Statement: Sendable {
    let all: [String]
    let nameAfter: String
    let engine: String
  }

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    prompts = list("prompt_names")
    models = list("model_names")
    notModels = list("not_model_names")
    artifacts = list("artifact_names")
    untrusted = Set(list("untrusted_names"))
    hostedTools = Dictionary(
      (root["hosted_tools"]?.entries ?? []).map { ($0.key, $0.value.scalars) }
    ) { first, _ in first }
    effects = Dictionary(
      (root["effects"]?.entries ?? []).compactMap { entry in
        entry.value.text.map { (entry.key, $0) }
      }
    ) { first, _ in first }
    statements = (root["statements"]?.items ?? []).compactMap { node in
      guard let all = node["all"]?.scalars, let name = node["name_after"]?.text,
        let engine = node["engine"]?.text
      else { return nil }
      return Statement(all: all, nameAfter: name, engine: engine)
    }
  }

  /// Whether a variable or key holds the text of a prompt, by its name.
  func namesPrompt(_ name: String) -> Bool { Self.matches(Self.words(name), prompts) }

  /// Whether a variable or key holds the name of a model, by its name.
  func namesModel(_ name: String) -> Bool {
    let words = Self.words(name)
    return Self.matches(words, models) && !Self.matches(words, notModels)
  }

  /// Whether a variable or the path of a file holds a model, by its name.
  func namesArtifact(_ name: String) -> Bool { Self.matches(Self.words(name), artifacts) }

  /// `SYSTEM_PROMPT`, `systemPrompt` and `system-prompt` are `system prompt`.
  static func words(_ name: String) -> [String] {
    var (words, word, wasLower): ([String], String, Bool) = ([], "", false)
    for character in name.prefix(120) {
      if !character.isLetter && !character.isNumber {
        if !word.isEmpty { words.append(word) }
        (word, wasLower) = ("", false)
        continue
      }
      if character.isUppercase, wasLower {
        words.append(word)
        word = ""
      }
      wasLower = character.isLowercase || character.isNumber
      word += character.lowercased()
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Whether one of the patterns, such as `system message` or `* prompt`, is the name; `*` stands for any
  /// words.
  private static func matches(_ words: [String], _ patterns: [String]) -> Bool {
    patterns.contains { pattern in
      var parts = pattern.split(separator: " ").map(String.init)
      let isOpenAtStart = parts.first == "*"
      let isOpenAtEnd = parts.last == "*"
      parts.removeAll { $0 == "*" }
      guard parts.count <= words.count else { return false }
      switch (isOpenAtStart, isOpenAtEnd) {
      case (false, false): return parts == words
      case (true, false): return Array(words.suffix(parts.count)) == parts
      case (false, true): return Array(words.prefix(parts.count)) == parts
      case (true, true):
        return (0...(words.count - parts.count)).contains {
          Array(words[$0..<$0 + parts.count]) == parts
        }
      }
    }
  }
}
