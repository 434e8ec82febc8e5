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
  let commands: AICommands
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
    commands = try AICommands(knowledge)
    texts = try SourceTextFacts(knowledge)
  }
}

/// `Catalog/source-texts.yaml`: what names of variables and keys say of the texts that they are given.
struct SourceTextFacts: Sendable {
  private let prompts: NamePatterns
  /// Instructions that people are given.
  private let notPrompts: NamePatterns
  private let toolSets: NamePatterns
  private let promptKeys: NamePatterns
  private let promptMethods: Set<String>
  private let vectorStores: NamePatterns
  private let promptFiles: [String]
  private let beginnings: [String]
  private let models: NamePatterns
  private let notModels: NamePatterns
  /// Words of variables that say no more than what kind of thing they hold.
  private let plainWords: Set<String>
  /// What follows the name that a text gives a model: `You are Mia, an expert …`.
  private let namings: [String]
  private let promptFileWords: Set<String>
  /// Names of files, without their endings, that say less than their folder.
  let plainFiles: Set<String>
  /// How the paths of addresses end at which a model of one's own is asked.
  private let predictionPaths: [String]
  private let links: NamePatterns
  private let artifacts: NamePatterns
  private let artifactPaths: NamePatterns
  private let artifactEndings: Set<String>
  private let trainings: NamePatterns
  private let makers: Set<Substring>
  private let data: NamePatterns
  private let results: NamePatterns
  private let tensors: NamePatterns
  private let addresses: NamePatterns
  private let modelWords: Set<String>
  private let serverWords: Set<String>
  let untrusted: Set<String>
  /// Tools that providers host, by the value of `type`.
  let hostedTools: [String: [String]]
  /// Those that are given by a key with settings.
  let hostedToolKeys: [String: [String]]
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
    let receivers: NamePatterns
  }

  let chatRecords: ChatRecords
  let toolKeys: ToolKeys
  let guardrails: OwnNames
  let evaluations: OwnNames
  let evaluationProof: EvaluationProof
  let ownSources: OwnSourceNames
  let agentClasses: AgentClassNames
  /// Classes whose methods a host gives to models as tools.
  let hostedClasses: HostedClassNames
  let dataFiles: DataFileNames
  /// Arguments of classes of one's own that describe agents: their prompts, and their other parts.
  let agentFields: AgentFields
  /// Arguments that hold what people may choose from, and functions that only gather what they are given.
  let choiceKeys: Set<String>
  let gatherers: Set<String>
  /// What indexes are called that keep no vectors for a model, and words of what guards.
  private let otherIndexes: NamePatterns
  private let guardWords: Set<String>
  private let relevantWords: Set<String>
  private let learningWords: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    prompts = NamePatterns(list("prompt_names"))
    notPrompts = NamePatterns(list("not_prompt_names"))
    toolSets = NamePatterns(list("tool_set_names"))
    promptKeys = NamePatterns(list("prompt_keys"))
    promptMethods = Set(list("prompt_methods"))
    vectorStores = NamePatterns(list("vector_store_names"))
    promptFiles = list("prompt_files")
    beginnings = list("prompt_beginnings")
    models = NamePatterns(list("model_names"))
    notModels = NamePatterns(list("not_model_names"))
    plainWords = Set(list("plain_words"))
    namings = list("prompt_namings")
    promptFileWords = Set(list("prompt_file_words"))
    plainFiles = Set(list("plain_files"))
    predictionPaths = list("prediction_paths")
    links = NamePatterns(list("link_names"))
    artifacts = NamePatterns(list("artifact_names"))
    artifactEndings = Set(list("artifact_endings"))
    artifactPaths = NamePatterns(list("artifact_path_names"))
    data = NamePatterns(list("data_names"))
    results = NamePatterns(list("result_names"))
    tensors = NamePatterns(list("tensor_names"))
    trainings = NamePatterns(list("training_names"))
    addresses = NamePatterns(list("address_names"))
    modelWords = Set(list("model_words"))
    makers = Set(list("model_makers").map { Substring($0) })
    serverWords = Set(list("server_words"))
    untrusted = Set(list("untrusted_names"))
    func effectsByTool(_ key: String) -> [String: [String]] {
      Dictionary((root[key]?.entries ?? []).map { ($0.key, $0.value.scalars) }) { first, _ in first
      }
    }
    hostedTools = effectsByTool("hosted_tools")
    hostedToolKeys = effectsByTool("hosted_tool_keys")
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
      methods: Set(chat("methods")), receivers: NamePatterns(chat("receivers")))
    toolKeys = ToolKeys(root["tool_keys"])
    guardrails = OwnNames(root["guardrails"])
    evaluations = OwnNames(root["evaluations"])
    evaluationProof = EvaluationProof(root["evaluations"])
    ownSources = OwnSourceNames(root["own_sources"])
    agentClasses = AgentClassNames(root["agent_classes"])
    hostedClasses = HostedClassNames(root["hosted_classes"])
    dataFiles = DataFileNames(root["mentioned_data"])
    agentFields = AgentFields(root["agent_fields"])
    choiceKeys = Set(list("choice_keys"))
    gatherers = Set(list("gatherers"))
    otherIndexes = NamePatterns(list("not_index_names"))
    guardWords = Set(list("guard_words"))
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
    let words = NameWords(name)
    var sense: NameSense = []
    if prompts.match(words), !notPrompts.match(words) { sense.insert(.prompt) }
    if promptKeys.match(words) { sense.insert(.promptKey) }
    if models.match(words), !notModels.match(words) { sense.insert(.model) }
    if addresses.match(words) { sense.insert(.address) }
    if artifactPaths.match(words) { sense.insert(.artifactPath) }
    if toolSets.match(words) { sense.insert(.toolSet) }
    if namesMaker(name) { sense.insert(.hub) }
    return sense
  }

  /// Whether a model of one's own is asked at the path of an address: `/predict`.
  func isOfPrediction(_ path: String) -> Bool {
    let path = path.hasSuffix("/") ? path.dropLast() : path[...]
    return predictionPaths.contains(where: path.hasSuffix)
  }

  /// Whether a name says no more than what kind of thing it is of: `agent`, `sseTransport`.
  func isPlain(_ name: String) -> Bool { plainWords.isSuperset(of: NameWords.texts(of: name)) }

  /// Whether a key or variable holds an address that people are sent to, and programs ask nothing of.
  func namesLink(_ name: String) -> Bool { links.match(name) }

  /// Whether a text begins with who makes models: `BAAI/bge-small-en-v1.5`.
  func namesMaker(_ text: String) -> Bool {
    text.utf8.firstIndex(of: UInt8(ascii: "/")).map { makers.contains(text[..<$0]) } ?? false
  }

  /// Whether a method of what is called by a name asks the model of a chat that a database keeps.
  func asksChat(_ method: String, on name: String) -> Bool {
    chatRecords.methods.contains(method) && chatRecords.receivers.match(name)
  }

  /// Whether what is called a prompt is one, and not several.
  func namesOnePrompt(_ name: String) -> Bool {
    NameWords.texts(of: name).last.map { !["prompts", "examples", "messages"].contains($0) }
      ?? false
  }

  func namesPrompt(_ name: String) -> Bool { sense(of: name).contains(.prompt) }

  /// Whether a name is of what is told about models: their prices, limits and the like.
  func tellsOfModels(_ name: String) -> Bool { notModels.match(name) }

  /// Whether a collection of a store keeps settings and such, by its name.
  func namesOtherIndex(_ name: String) -> Bool { otherIndexes.match(name) }

  /// Whether a name or text says that something is checked or held back.
  func speaksOfGuarding(_ text: some StringProtocol) -> Bool {
    NameWords.texts(of: text).contains(where: guardWords.contains)
  }

  /// Whether a class keeps vectors, by its name.
  func namesVectorStore(_ name: String) -> Bool { vectorStores.match(name) }

  /// Whether a method of what is called a prompt gives its text.
  func givesPrompt(_ method: String) -> Bool { promptMethods.contains(method) }

  /// Whether a text speaks to a model as only prompts do.
  func addressesModel(_ text: String) -> Bool {
    let start = text.drop { $0.isWhitespace || "#*<>-\"'".contains($0) }.prefix(64).lowercased()
    return beginnings.contains { start.hasPrefix($0) }
      || start.hasPrefix("you are ") && namings.contains(where: start.contains)
  }

  /// Whether a file holds prompts and little else, by its name.
  func holdsPrompts(file stem: Substring) -> Bool {
    NameWords.texts(of: String(stem)).last.map(promptFileWords.contains) ?? false
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
    let words = NameWords.texts(of: key)
    // `model_name_or_path`, as trainers of Hugging Face have it.
    if words.count > 3, words.first == "model", words.suffix(2) == ["or", "path"] { return true }
    return words.last == "model"
      || words.count > 1 && ["name", "id"].contains(words.last)
        && ["model", "deployment"].contains(words[words.count - 2])
  }

  /// Whether a variable or key holds an address, by its name.
  func namesAddress(_ name: String) -> Bool { sense(of: name).contains(.address) }

  /// Whether a name says that what it holds is of a program that serves models.
  func isOfModelServer(_ name: String) -> Bool {
    !serverWords.isDisjoint(with: NameWords.texts(of: name))
  }

  /// Whether a name says that what it holds has to do with models.
  func isOfModels(_ name: String) -> Bool {
    !modelWords.isDisjoint(with: NameWords.texts(of: name))
  }

  /// Whether the path of a file or module says that it has to do with AI.
  func concernsAI(path: some StringProtocol) -> Bool {
    Substring(path).utf8.split { byte in
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: ":"): true
      default: false
      }
    }.suffix(4).contains { part in
      !relevantWords.isDisjoint(with: NameWords.texts(of: Substring(part)))
    }
  }

  /// Whether what is imported of a module, or the module itself, has to do with learning, by the names.
  func concernsLearning(module: String, name: String?) -> Bool {
    let last = module.split(separator: ".").last.map(String.init)
    return [last, name].contains { part in
      part.map { !learningWords.isDisjoint(with: NameWords.texts(of: $0)) } == true
    }
  }

  /// Whether a variable or the path of a file holds a model, by its name.
  func namesArtifact(_ name: String) -> Bool { artifacts.match(name) }

  /// Whether a path may be one of a file that holds a model, by its ending.
  func mayBeArtifact(_ path: String) -> Bool {
    guard (5...200).contains(path.utf8.count), let dot = path.lastIndex(of: "."),
      !path.contains(where: { " *<>\n\t,;%".contains($0) }), !path.contains("://")
    else { return false }
    return artifactEndings.contains(path[path.index(after: dot)...].lowercased())
  }

  /// Whether a function trains, by its name.
  func namesTraining(_ name: String) -> Bool { trainings.match(name) }

  /// Whether a variable holds data or where they are, by its name.
  func namesData(_ name: String) -> Bool { data.match(name) }

  /// Whether a file holds data that a model works on, by the last part of its path.
  func namesTensors(_ path: String) -> Bool {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
    let words = NameWords(name ?? path)
    return tensors.match(words) && !artifacts.match(words)
  }

  /// Whether a file holds what came of a model, by the last part of its path.
  func namesResults(_ path: String) -> Bool {
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
    return results.match(name ?? path)
  }
}
