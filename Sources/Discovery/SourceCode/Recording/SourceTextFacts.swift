import Catalog
import Formats

/// `Catalog/source-texts.yaml`: what names of variables and keys say of the texts that they are given.
struct SourceTextFacts: Sendable {
  let prompts: PromptNames
  let learning: LearningNames
  let vectorTables: VectorTableFacts
  let vectorSettings: VectorSettings
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
  let fetchedPages: FetchedPageNames
  /// Arguments of classes of one's own that describe agents: their prompts, and their other parts.
  let agentFields: AgentFields
  private let models: NamePatterns
  private let notModels: NamePatterns
  /// Keys in lower case by which an entry says which model it is, and methods that add a field to a form.
  let modelIDKeys: Set<String>
  let formMethods: Set<String>
  /// Arguments that hold what people may choose from, and functions that only gather what they are given.
  let choiceKeys: Set<String>
  let gatherers: Set<String>
  private let makers: Set<Substring>
  private let modelWords: Set<String>
  /// What names say of the addresses of programs that serve models.
  let servers: ModelServerNames
  private let links: NamePatterns
  private let answers: NamePatterns
  /// How the paths of addresses end at which a model of one's own is asked.
  private let predictionPaths: [String]
  private let toolSets: NamePatterns
  /// Tools that providers host, by the value of `type`.
  let hostedTools: [String: [String]]
  /// Those that are given by a key with settings.
  let hostedToolKeys: [String: [String]]
  /// What a kind of action is called as an effect of a tool, where the words differ.
  let effects: [String: String]
  let untrusted: Set<String>
  /// Attributes of modules that list by name who is told what a model is asked, and the modules.
  private let traceLists: [String: Set<String>]
  private let vectorStores: NamePatterns
  /// What indexes are called that keep no vectors for a model.
  private let otherIndexes: NamePatterns
  private let guardWords: Set<String>
  private let relevantWords: Set<String>
  /// Words of variables that say no more than what kind of thing they hold.
  private let plainWords: Set<String>
  private let plainStoreWords: Set<String>
  private let plainLearningWords: Set<String>
  private let plainDataWords: Set<String>
  /// Last words of variables that say where something lies, and not what it is.
  private let placeWords: Set<String>
  /// Functions and methods that are called after nothing that they do.
  private let plainFunctions: Set<String>
  /// First words of functions that make something.
  private let makerWords: Set<String>
  /// Names of files, without their endings, that say less than their folder.
  let plainFiles: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    func patterns(_ key: String) -> NamePatterns { NamePatterns(list(key)) }
    func effectsByTool(_ key: String) -> [String: [String]] {
      Dictionary((root[key]?.entries ?? []).map { ($0.key, $0.value.scalars) }) { first, _ in first
      }
    }
    prompts = PromptNames(root)
    learning = LearningNames(root)
    vectorTables = VectorTableFacts(root)
    vectorSettings = try VectorSettings(knowledge)
    chatRecords = ChatRecords(root["chat_records"])
    toolKeys = ToolKeys(root["tool_keys"])
    guardrails = OwnNames(root["guardrails"])
    evaluations = OwnNames(root["evaluations"])
    evaluationProof = EvaluationProof(root["evaluations"])
    ownSources = OwnSourceNames(root["own_sources"])
    agentClasses = AgentClassNames(root["agent_classes"])
    hostedClasses = HostedClassNames(root["hosted_classes"])
    dataFiles = DataFileNames(root["mentioned_data"])
    fetchedPages = FetchedPageNames(root["fetched_pages"])
    agentFields = AgentFields(root["agent_fields"])
    models = patterns("model_names")
    notModels = patterns("not_model_names")
    modelIDKeys = Set(list("model_id_keys"))
    formMethods = Set(list("form_methods"))
    choiceKeys = Set(list("choice_keys"))
    gatherers = Set(list("gatherers"))
    makers = Set(list("model_makers").map { Substring($0) })
    modelWords = Set(list("model_words"))
    servers = try ModelServerNames(knowledge)
    links = patterns("link_names")
    answers = patterns("answer_names")
    predictionPaths = list("prediction_paths")
    toolSets = patterns("tool_set_names")
    hostedTools = effectsByTool("hosted_tools")
    hostedToolKeys = effectsByTool("hosted_tool_keys")
    effects = root["effects"]?.textsByKey ?? [:]
    untrusted = Set(list("untrusted_names"))
    traceLists = effectsByTool("trace_lists").mapValues { Set($0) }
    vectorStores = patterns("vector_store_names")
    otherIndexes = patterns("not_index_names")
    guardWords = Set(list("guard_words"))
    relevantWords = Set(list("relevant_words"))
    plainWords = Set(list("plain_words"))
    plainStoreWords = Set(list("plain_store_words"))
    plainLearningWords = Set(list("plain_learning_words"))
    plainDataWords = Set(list("plain_data_words"))
    placeWords = Set(list("place_words"))
    plainFunctions = Set(list("plain_functions"))
    makerWords = Set(list("maker_words"))
    plainFiles = Set(list("plain_files"))
  }

  /// All that the name of a variable or key says of what it holds.
  func sense(of name: String) -> NameSense {
    let words = NameWords(name)
    var sense = prompts.sense(of: words).union(learning.sense(of: words))
    if models.match(words), !notModels.match(words) { sense.insert(.model) }
    if servers.addresses.match(words) { sense.insert(.address) }
    if toolSets.match(words) { sense.insert(.toolSet) }
    if namesMaker(name) { sense.insert(.hub) }
    if vectorSettings.namesIndex(name) { sense.insert(.index) }
    return sense
  }

  /// Whether a model of one's own is asked at the path of an address: `/predict`.
  func isOfPrediction(_ path: String) -> Bool {
    let path = path.hasSuffix("/") ? path.dropLast() : path[...]
    return predictionPaths.contains(where: path.hasSuffix)
  }

  /// Whether a name says no more than what kind of thing it is of: `agent`, `sseTransport`.
  func isPlain(_ name: String) -> Bool { plainWords.isSuperset(of: NameWords.texts(of: name)) }

  /// Whether a variable says no more than that it holds a store, or the client of one: `vector_db`, `pc`.
  func isPlain(store name: String) -> Bool {
    plainStoreWords.isSuperset(of: NameWords.texts(of: name))
  }

  /// Whether a variable says no more than that it learns, or is tried: `model`, `trainer`.
  func isPlain(learning name: String) -> Bool {
    plainLearningWords.isSuperset(of: NameWords.texts(of: name))
  }

  /// Whether a variable says no more than that it holds data, or where some lies: `df`, `uri`.
  func isPlain(data name: String) -> Bool {
    plainDataWords.isSuperset(of: NameWords.texts(of: name))
  }

  /// Whether a variable says where something lies, and not what it is: `model_dir`.
  func namesPlace(_ name: String) -> Bool {
    NameWords.texts(of: name).last.map(placeWords.contains) == true
  }

  /// Whether a function is called after nothing that it does: `main`, `_generate`.
  func isPlain(function name: String) -> Bool {
    if plainFunctions.contains(name) { return true }
    // `build_graph` makes what a plain variable holds.
    let words = NameWords.texts(of: name)
    let made = words.drop { makerWords.contains($0) }
    return made.count < words.count && !made.isEmpty && plainWords.isSuperset(of: made)
  }

  /// Whether a variable holds an answer, by its name.
  func namesAnswer(_ name: String) -> Bool { answers.match(name) }

  /// Whether a key or variable holds an address that people are sent to, and programs ask nothing of.
  func namesLink(_ name: String) -> Bool { links.match(name) }

  /// Whether a text begins with who makes models: `BAAI/bge-small-en-v1.5`.
  func namesMaker(_ text: String) -> Bool {
    text.utf8.firstIndex(of: UInt8(ascii: "/")).map { makers.contains(text[..<$0]) } ?? false
  }

  func namesPrompt(_ name: String) -> Bool { sense(of: name).contains(.prompt) }

  /// Whether an attribute of some module lists who is told what a model is asked.
  func isTraceList(_ name: String) -> Bool { traceLists[name] != nil }

  /// The same of a module.
  func isTraceList(_ name: String, of module: String) -> Bool {
    traceLists[name]?.contains(module) == true
  }

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
}
