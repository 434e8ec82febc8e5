import Catalog
import Formats

/// How files of settings name models and addresses: `Catalog/model-settings.yaml`.
struct ModelSettingsFacts: Sendable {
  private let endings: Set<String>
  private let others: Set<String>
  /// Words in the names of files that only compare models.
  private let tables: Set<String>
  /// Keys at the top of what a run wrote about models.
  private let results: Set<String>
  /// By their first byte.
  private let signs: [[[UInt8]]]
  private let ownNames: Set<String>
  /// Paths of keys that name the server of the Model Context Protocol that a framework starts.
  let serverNames: Set<String>
  private let sourceFolders: [[String]]
  let providerKeys: Set<String>
  let identityKeys: Set<String>
  /// Keys that stand beside the name of a model on a hub.
  let hubSigns: Set<String>
  let holderKeys: Set<String>
  /// Keys that hold what people see who fill in a form.
  let hintKeys: Set<String>
  /// Keys that name a variable of the environment beside its value.
  let variableKeys: Set<String>
  private let connectionKeys: Set<String>
  /// Resources of clouds that are of AI, by their type.
  let resources: [String: CloudResource]
  let agentPromptKeys: [String]
  /// Keys that hold the text of a prompt whose name stands above, and those that may.
  let promptKeys: Set<String>
  let promptParts: Set<String>
  /// Folders of texts for people in several languages.
  private let translations: Set<String>
  let agentSigns: [String]
  /// Keys of agents that a library has saved.
  let savedAgentSigns: [String]
  let texts: SourceTextFacts
  let files: AgentFileFacts
  let learning: MachineLearningFiles
  let vectors: VectorSettings
  let containers: ContainerCatalog
  /// Keys that hold the host of a server, and those that hold its port beside it.
  let hostKeys: Set<String>
  let portKeys: Set<String>
  let frameworks: FrameworkFacts
  let secretNames: SecretNames
  /// Keys that hold the text of a file whose name stands beside them.
  let fileTexts: Set<String>
  private let fileEndings: [String]
  /// Keys that hold command lines and images of containers.
  let commandKeys: Set<String>
  let imageKeys: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    texts = try SourceTextFacts(knowledge)
    files = try AgentFileFacts(knowledge)
    learning = try MachineLearningFiles(knowledge)
    vectors = try VectorSettings(knowledge)
    containers = try ContainerCatalog(knowledge)
    frameworks = FrameworkFacts(
      try knowledge.required("Catalog/model-settings.yaml").root["frameworks"])
    secretNames = try SecretNames(knowledge, providers: containers.providers)
    let root = try knowledge.required("Catalog/model-settings.yaml").root
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    (endings, others) = (Set(list("endings")), Set(list("others")))
    tables = Set(list("tables"))
    results = Set(list("results"))
    var signs = [[[UInt8]]](repeating: [], count: 256)
    for sign in list("signs").map({ Array($0.utf8) }) {
      if let first = sign.first { signs[Int(first | 0x20)].append(sign) }
    }
    self.signs = signs
    ownNames = Set(list("own_names"))
    serverNames = Set(list("server_names"))
    (providerKeys, identityKeys) = (Set(list("provider_keys")), Set(list("identity_keys")))
    hubSigns = Set(list("hub_signs"))
    holderKeys = Set(list("holder_keys"))
    hintKeys = Set(list("hint_keys"))
    fileTexts = Set(list("file_texts"))
    fileEndings = list("file_endings")
    commandKeys = Set(list("command_keys"))
    imageKeys = Set(list("image_keys"))
    hostKeys = Set(list("host_keys"))
    portKeys = Set(list("port_keys"))
    connectionKeys = Set(list("connection_keys"))
    variableKeys = Set(list("variable_keys"))
    promptKeys = Set(list("prompt_keys"))
    promptParts = Set(list("prompt_parts"))
    translations = Set(list("translations"))
    agentPromptKeys = root.at("agents.prompts")?.scalars ?? []
    agentSigns = root.at("agents.signs")?.scalars ?? []
    savedAgentSigns = root.at("agents.saved")?.scalars ?? []
    var resources: [String: CloudResource] = [:]
    for node in root["resources"]?.items ?? [] {
      guard let resource = CloudResource(node) else {
        throw KnowledgeError(
          path: "Catalog/model-settings.yaml", line: node.line,
          "a resource needs 'type' and 'is', which is one of \(CloudResource.kinds)")
      }
      resources[resource.type] = resource
    }
    self.resources = resources
    sourceFolders = list("source_folders").map { $0.split(separator: "/").map(String.init) }
  }

  /// Whether a file may hold settings.
  func wants(_ entry: FileEntry) -> Bool {
    endings.contains(entry.fileExtension) && !others.contains(entry.lowercasedName)
      && tables.isDisjoint(with: NameWords.texts(of: entry.name))
  }

  /// Whether a document says what came of models, and sets up none: `{"run_metadata": {"model": "gpt-4.1"}, …}`.
  func areResults(_ root: DocumentNode) -> Bool {
    root.entries.contains { results.contains($0.key) }
  }

  /// Quick: whether a text holds any word that settings of models hold, in either case of its letters.
  func mayNameModels(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.indices.contains { start in
        let known = signs[Int(bytes[start] | 0x20)]
        guard !known.isEmpty else { return false }
        return known.contains { sign in
          guard bytes.count - start >= sign.count else { return false }
          return sign.indices.allSatisfy { bytes[start + $0] | 0x20 == sign[$0] | 0x20 }
        }
      }
    }
  }

  /// Whether any name below a path of keys is that of a model, where it stands in the place of one.
  func hasOwnNames(_ path: [String]) -> Bool {
    path.contains { !ownNames.isDisjoint(with: NameWords.texts(of: $0)) }
  }

  /// Whether a key holds one name of a model and nothing else of it: `model`, `chat-model-name`.
  func namesOneModel(_ key: String) -> Bool {
    SourceTextFacts.namesOneModel(key)
  }

  /// Whether a key holds a list of models: `models`, `llm_model_ids`, `embedding-models`.
  func namesSeveralModels(_ key: String) -> Bool {
    let words = NameWords.texts(of: key)
    return words.last == "models"
      || words.count > 1 && ["ids", "names"].contains(words.last)
        && ["model", "models"].contains(words[words.count - 2])
  }

  /// Whether a key holds prompts by their names: `prompts`, `system_prompts`.
  func holdsPrompts(_ key: String) -> Bool {
    guard key.hasSuffix("rompts") || key.hasSuffix("emplates") else { return false }
    let words = NameWords.texts(of: key)
    return !key.hasPrefix("_")
      && (words.last == "prompts" || words.suffix(2) == ["prompt", "templates"])
  }

  /// Whether a file holds texts for people in several languages.
  func isOfTranslations(_ entry: FileEntry) -> Bool {
    entry.pathInRepository.lowercased().split(separator: "/").dropLast()
      .contains { translations.contains(String($0)) }
  }

  /// How the name of a file of settings ends; nil for any other text.
  func fileEnding(_ name: String) -> String? {
    guard (6...200).contains(name.utf8.count), !name.contains(where: \.isWhitespace) else {
      return nil
    }
    let lower = name.lowercased()
    return fileEndings.first(where: lower.hasSuffix)
  }

  /// Whether a part of a connection string names the model.
  func namesConnectedModel(_ key: Substring) -> Bool {
    connectionKeys.contains(key.lowercased()) || namesOneModel(String(key))
  }

  /// The slug of the provider that a key names.
  func provider(_ name: String) -> String? {
    let plain = name.replacing("-", with: "").lowercased()
    let known =
      files.providers.provider(named: name) ?? files.providers.provider(named: plain)
    if let known { return known.servesModels ? known.slug : nil }
    return files.models.provider(prefix: name)
  }

  /// The project that a file of settings is of.
  func project(of entry: FileEntry) -> ProjectFolder {
    var folders = entry.pathInRepository.split(separator: "/").dropLast().map { Substring($0) }
    if let end = sourceFolders.first(where: { folders.map(String.init).suffix($0.count) == $0[...] }
    ) {
      folders.removeLast(end.count)
    }
    return ProjectFolder(entry.repository, folders)
  }
}
