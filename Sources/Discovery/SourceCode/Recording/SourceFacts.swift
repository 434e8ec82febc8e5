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
  let images: AIImages
  let texts: SourceTextFacts

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    constructs = try ConstructCatalog(knowledge)
    reading = try ReadingFacts(knowledge)
    models = try ModelNames(knowledge)
    modelConstants = try ModelConstants(knowledge)
    providers = try ProviderCatalog(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    mcp = try McpClientFacts(knowledge: knowledge)
    images = try AIImages(knowledge)
    texts = try SourceTextFacts(knowledge)
  }
}

/// `Catalog/source-texts.yaml`: what names of variables and keys say of the texts that they are given.
struct SourceTextFacts: Sendable {
  private let prompts: [NamePattern]
  private let toolSets: [NamePattern]
  private let promptKeys: [NamePattern]
  private let promptMethods: Set<String>
  private let vectorStores: [NamePattern]
  private let promptFiles: [String]
  private let beginnings: [String]
  private let models: [NamePattern]
  private let notModels: [NamePattern]
  private let artifacts: [NamePattern]
  private let artifactPaths: [NamePattern]
  private let artifactEndings: Set<String>
  private let trainings: [NamePattern]
  private let makers: Set<Substring>
  private let data: [NamePattern]
  private let results: [NamePattern]
  private let tensors: [NamePattern]
  private let addresses: [NamePattern]
  private let modelWords: Set<String>
  private let serverWords: Set<String>
  let untrusted: Set<String>
  /// Tools that providers host, by the value of `type`.
  let hostedTools: [String: [String]]
  /// What a kind of action is called as an effect of a tool, where the words differ.
  let effects: [String: String]
  let statements: [VectorStatement]
  /// Methods of migrations that begin a table, and those that add a column of vectors, with the engine.
  let tableMethods: Set<String>
  let tableNames: Set<String>
  let columnMethods: [String: String]
  /// Schemas in code: the module, the functions of tables, and those of columns of vectors with the engine.
  let schema: (module: String, tables: Set<String>, columns: [String: String])
  /// Methods that say that a class has vectors, with the engine.
  let recordMethods: [String: String]
  /// Records of a database that are chats with a model.
  struct ChatRecords: Sendable {
    /// What says so in a class.
    let macros: [String]
    /// The classes that are such beside a library of these names.
    let classes: Set<String>
    let libraries: [String]
    /// The methods that ask, and what the records are called.
    let methods: Set<String>
    let receivers: [NamePattern]
  }

  let chatRecords: ChatRecords
  let toolKeys: ToolKeys
  let guardrails: OwnNames
  let evaluations: OwnNames
  let agentClasses: AgentClassNames
  /// Classes whose methods a host gives to models as tools.
  let hostedClasses: HostedClassNames
  let dataFiles: DataFileNames
  /// Arguments of classes of one's own that describe agents: their prompts, and their other parts.
  let agentFields: (prompt: Set<String>, parts: Set<String>)
  private let relevantWords: Set<String>
  private let learningWords: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    prompts = list("prompt_names").map(NamePattern.init)
    toolSets = list("tool_set_names").map(NamePattern.init)
    promptKeys = list("prompt_keys").map(NamePattern.init)
    promptMethods = Set(list("prompt_methods"))
    vectorStores = list("vector_store_names").map(NamePattern.init)
    promptFiles = list("prompt_files")
    beginnings = list("prompt_beginnings")
    models = list("model_names").map(NamePattern.init)
    notModels = list("not_model_names").map(NamePattern.init)
    artifacts = list("artifact_names").map(NamePattern.init)
    artifactEndings = Set(list("artifact_endings"))
    artifactPaths = list("artifact_path_names").map(NamePattern.init)
    data = list("data_names").map(NamePattern.init)
    results = list("result_names").map(NamePattern.init)
    tensors = list("tensor_names").map(NamePattern.init)
    trainings = list("training_names").map(NamePattern.init)
    addresses = list("address_names").map(NamePattern.init)
    modelWords = Set(list("model_words"))
    makers = Set(list("model_makers").map { Substring($0) })
    serverWords = Set(list("server_words"))
    untrusted = Set(list("untrusted_names"))
    hostedTools = Dictionary(
      (root["hosted_tools"]?.entries ?? []).map { ($0.key, $0.value.scalars) }
    ) { first, _ in first }
    effects = Dictionary(
      (root["effects"]?.entries ?? []).compactMap { entry in
        entry.value.text.map { (entry.key, $0) }
      }
    ) { first, _ in first }
    tableMethods = Set(root.at("migrations.tables")?.scalars ?? [])
    tableNames = Set(root.at("migrations.receivers")?.scalars ?? [])
    func engines(_ key: String) -> [String: String] {
      Dictionary(
        (root.at(key)?.entries ?? []).compactMap { entry in
          entry.value.text.map { (entry.key, $0) }
        }
      ) { first, _ in first }
    }
    columnMethods = engines("migrations.columns")
    recordMethods = engines("migrations.records")
    schema = (
      root.at("schemas.module")?.text ?? "", Set(root.at("schemas.tables")?.scalars ?? []),
      engines("schemas.columns")
    )
    func chat(_ key: String) -> [String] { root["chat_records"]?[key]?.scalars ?? [] }
    chatRecords = ChatRecords(
      macros: chat("macros"), classes: Set(chat("classes")), libraries: chat("libraries"),
      methods: Set(chat("methods")), receivers: chat("receivers").map(NamePattern.init))
    toolKeys = ToolKeys(root["tool_keys"])
    guardrails = OwnNames(root["guardrails"])
    evaluations = OwnNames(root["evaluations"])
    agentClasses = AgentClassNames(root["agent_classes"])
    hostedClasses = HostedClassNames(root["hosted_classes"])
    dataFiles = DataFileNames(root["mentioned_data"])
    func fields(_ key: String) -> Set<String> {
      Set(root["agent_fields"]?[key]?.scalars ?? [])
    }
    agentFields = (fields("prompt"), fields("parts"))
    relevantWords = Set(list("relevant_words"))
    learningWords = Set(list("learning_words"))
    statements = (root["statements"]?.items ?? []).compactMap { node in
      guard let all = node["all"]?.scalars, let name = node["name_after"]?.text,
        let engine = node["engine"]?.text
      else { return nil }
      return VectorStatement(all: all, nameAfter: name, engine: engine)
    }
  }

  /// All that the name of a variable or key says of what it holds.
  func sense(of name: String) -> NameSense {
    let words = Self.words(name)
    var sense: NameSense = []
    if Self.matches(words, prompts) { sense.insert(.prompt) }
    if Self.matches(words, promptKeys) { sense.insert(.promptKey) }
    if Self.matches(words, models), !Self.matches(words, notModels) { sense.insert(.model) }
    if Self.matches(words, addresses) { sense.insert(.address) }
    if Self.matches(words, artifactPaths) { sense.insert(.artifactPath) }
    if Self.matches(words, toolSets) { sense.insert(.toolSet) }
    if namesMaker(name) { sense.insert(.hub) }
    return sense
  }

  /// Whether a text begins with who makes models: `BAAI/bge-small-en-v1.5`.
  func namesMaker(_ text: String) -> Bool {
    text.firstIndex(of: "/").map { makers.contains(text[..<$0]) } ?? false
  }

  /// Whether a method of what is called by a name asks the model of a chat that a database keeps.
  func asksChat(_ method: String, on name: String) -> Bool {
    chatRecords.methods.contains(method) && Self.matches(Self.words(name), chatRecords.receivers)
  }

  func namesPrompt(_ name: String) -> Bool { sense(of: name).contains(.prompt) }

  /// Whether a class keeps vectors, by its name.
  func namesVectorStore(_ name: String) -> Bool { Self.matches(Self.words(name), vectorStores) }

  /// Whether a method of what is called a prompt gives its text.
  func givesPrompt(_ method: String) -> Bool { promptMethods.contains(method) }

  /// Whether a text speaks to a model as only prompts do.
  func addressesModel(_ text: String) -> Bool {
    let start = text.drop { $0.isWhitespace || "#*<>-\"'".contains($0) }.prefix(32).lowercased()
    return beginnings.contains { start.hasPrefix($0) }
  }

  /// Whether a text is the name of a file that holds a prompt, for those who load one.
  func isPromptFile(_ text: String) -> Bool {
    text.utf8.count < 200 && !text.contains(where: \.isWhitespace)
      && promptFiles.contains { text.hasSuffix($0) }
  }

  /// Whether a variable or key holds the name of a model, by its name.
  func namesModel(_ name: String) -> Bool { sense(of: name).contains(.model) }

  /// Whether a key holds one name of a model and nothing else of it: `model`, `chat-model-name`.
  static func namesOneModel(_ key: String) -> Bool {
    let words = words(key)
    // `model_name_or_path`, as trainers of Hugging Face have it.
    if words.count > 3, words.first == "model", words.suffix(2) == ["or", "path"] { return true }
    return words.last == "model"
      || words.count > 1 && ["name", "id"].contains(words.last)
        && ["model", "deployment"].contains(words[words.count - 2])
  }

  /// Whether a variable or key holds an address, by its name.
  func namesAddress(_ name: String) -> Bool { sense(of: name).contains(.address) }

  /// Whether a name says that what it holds is of a program that serves models.
  func isOfModelServer(_ name: String) -> Bool { !serverWords.isDisjoint(with: Self.words(name)) }

  /// Whether a name says that what it holds has to do with models.
  func isOfModels(_ name: String) -> Bool { !modelWords.isDisjoint(with: Self.words(name)) }

  /// Whether the path of a file or module says that it has to do with AI.
  func concernsAI(path: some StringProtocol) -> Bool {
    path.split(whereSeparator: { "/.\\:".contains($0) }).suffix(4).contains { part in
      !relevantWords.isDisjoint(with: Self.words(String(part)))
    }
  }

  /// Whether what is imported of a module, or the module itself, has to do with learning, by the names.
  func concernsLearning(module: String, name: String?) -> Bool {
    let last = module.split(separator: ".").last.map(String.init)
    return [last, name].contains { part in
      part.map { !learningWords.isDisjoint(with: Self.words($0)) } == true
    }
  }

  /// Whether a variable or the path of a file holds a model, by its name.
  func namesArtifact(_ name: String) -> Bool { Self.matches(Self.words(name), artifacts) }

  /// Whether a path may be one of a file that holds a model, by its ending.
  func mayBeArtifact(_ path: String) -> Bool {
    guard (5...200).contains(path.utf8.count), let dot = path.lastIndex(of: "."),
      !path.contains(where: { " *<>\n\t,;%".contains($0) }), !path.contains("://")
    else { return false }
    return artifactEndings.contains(path[path.index(after: dot)...].lowercased())
  }

  /// Whether a function trains, by its name.
  func namesTraining(_ name: String) -> Bool { Self.matches(Self.words(name), trainings) }

  /// Whether a variable holds data or where they are, by its name.
  func namesData(_ name: String) -> Bool { Self.matches(Self.words(name), data) }

  /// Whether a file holds data that a model works on, by the last part of its path.
  func namesTensors(_ path: String) -> Bool {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
    let words = Self.words(name ?? path)
    return Self.matches(words, tensors) && !Self.matches(words, artifacts)
  }

  /// Whether a file holds what came of a model, by the last part of its path.
  func namesResults(_ path: String) -> Bool {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
    return Self.matches(Self.words(name ?? path), results)
  }

  /// `SYSTEM_PROMPT`, `systemPrompt` and `system-prompt` are `system prompt`.
  static func words(_ name: String) -> [String] {
    var (words, word): ([String], [UInt8]) = ([], [])
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    let bytes = Array(name.utf8.prefix(160))
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if !word.isEmpty {
          let isInCapitals = (0x41...0x5A).contains(bytes[index - 1])
          let isBeforeSmall =
            index + 1 < bytes.count && (0x61...0x7A).contains(bytes[index + 1])
          // `AIModel` is AI and model.
          if !isInCapitals || isBeforeSmall { end() }
        }
        word.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        0x80...:
        word.append(byte)
      default: end()
      }
    }
    end()
    return words
  }

  /// Names such as `system message` or `* prompt`; `*` stands for any words.
  struct NamePattern: Sendable {
    let words: [String]
    let isOpenAtStart: Bool
    let isOpenAtEnd: Bool

    init(_ text: String) {
      let parts = text.split(separator: " ").map(String.init)
      isOpenAtStart = parts.first == "*"
      isOpenAtEnd = parts.count > 1 && parts.last == "*"
      words = parts.filter { $0 != "*" }
    }

    func matches(_ name: [String]) -> Bool {
      guard words.count <= name.count else { return false }
      switch (isOpenAtStart, isOpenAtEnd) {
      case (false, false): return words == name
      case (true, false): return name.suffix(words.count).elementsEqual(words)
      case (false, true): return name.prefix(words.count).elementsEqual(words)
      case (true, true):
        return (0...(name.count - words.count)).contains {
          name[$0..<$0 + words.count].elementsEqual(words)
        }
      }
    }
  }

  /// Whether a name is one of those that patterns stand for; any name where there are none.
  static func names(_ name: String?, _ patterns: [NamePattern]) -> Bool {
    guard !patterns.isEmpty else { return true }
    return name.map { matches(words($0), patterns) } == true
  }

  private static func matches(_ words: [String], _ patterns: [NamePattern]) -> Bool {
    patterns.contains { $0.matches(words) }
  }
}
