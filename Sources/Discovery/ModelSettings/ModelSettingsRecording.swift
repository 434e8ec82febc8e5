import Estate
import Formats

/// Records what one file of settings says of models.
struct ModelSettingsRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String
  private let names: NameMemory
  private let providers = ProviderMemory()

  /// Providers by key of a file, which has many keys more than once.
  private final class ProviderMemory {
    var slugs: [String: String?] = [:]
  }

  init(facts: ModelSettingsFacts, entry: FileEntry, scope: String) {
    self.facts = facts
    self.entry = entry
    self.scope = scope
    names = NameMemory(facts.texts)
  }

  /// Something that the file names.
  private enum Found {
    case model(ModelName, line: Int)
    case endpoint(ModelEndpoint, line: Int)
    /// - Parameter isSure: whether it is one by itself, and not only beside others.
    case prompt(String, name: String, path: [String], line: Int, isSure: Bool)
    case server(String, line: Int)
    case index(VectorSettings.Index, line: Int)
    case tracing(ProviderCatalog.Provider, line: Int)
  }

  /// Most that is recorded of a file: what names more is a table, not settings.
  private static let limit = 256

  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    // What a gateway serves is not what its program uses; the detector of gateways reads it.
    guard root["model_list"] == nil, root["litellm_settings"] == nil else { return }
    var found: [Found] = []
    visit(root, path: [], provider: nil, isList: false, &found)
    let models = found.filter { if case .model = $0 { true } else { false } }
    guard models.count <= Self.limit else {
      return record.skipped("names more than \(Self.limit) models: a table, and no settings")
    }
    guard !found.isEmpty else { return }
    let hasPrompts = found.count(where: isHeldPrompt) >= 2
    for item in found.prefix(2 * Self.limit) {
      switch item {
      case .model(let model, let line):
        let id = record.model(model, scope: scope, line: line, confidence: confidence)
        let project = facts.project(of: entry)
          .record(&record, scope: scope, line: line, confidence: 0.6)
        record.relation(
          .usesModel, from: project, to: id, basis: .inferred, line: line,
          confidence: 0.8 * confidence)
      case .server(let name, let line):
        let id = record.asset(
          AssetID(
            .mcpServer, "repo", "\(entry.repository.native)/\(entry.pathInRepository)#\(name)"),
          .mcpServer, name: PlainLine.of(name), properties: ["scope": .text(scope)], line: line,
          confidence: confidence)
        record.asset(entry.repository.id, .repository, name: entry.repository.name)
        record.relation(.contains, from: entry.repository.id, to: id, line: line)
      case .endpoint(let endpoint, let line):
        endpoint.record(
          &record, in: entry, scope: scope, line: line, confidence: confidence)
      case .tracing(let provider, let line):
        let id = record.provider(provider, line: line, confidence: confidence)
        let project = facts.project(of: entry)
          .record(&record, scope: scope, line: line, confidence: 0.6)
        record.relation(
          .sendsTo, from: project, to: id, basis: .inferred, line: line, confidence: confidence)
      case .index(let index, let line):
        index.record(&record, in: entry, scope: scope, line: line, confidence: confidence)
      case .prompt(let text, let name, let path, let line, let isSure):
        // A text in a file that names no model may be for people.
        guard isSure || hasPrompts,
          !models.isEmpty || path.last == "template"
            || path.contains(where: { names.namesPrompt($0) })
        else {
          continue
        }
        let id = record.asset(
          AssetID(
            .prompt, "repo",
            "\(entry.repository.native)/\(entry.pathInRepository)#\(path.joined(separator: "."))"),
          .prompt, name: PlainLine.of(name),
          properties: PromptText(text).properties(role: "system", scope: scope), line: line,
          confidence: confidence)
        record.asset(entry.repository.id, .repository, name: entry.repository.name)
        record.relation(.contains, from: entry.repository.id, to: id, line: line)
      }
    }
  }

  private func provider(_ key: String) -> String? {
    if let known = providers.slugs[key] { return known }
    let slug = facts.provider(key)
    providers.slugs[key] = slug
    return slug
  }

  /// - Parameters:
  ///   - provider: slug of whose the models below are.
  ///   - isList: whether the node stands in a list or map of models.
  private func visit(
    _ node: DocumentNode, path: [String], provider: String?, isList: Bool, _ found: inout [Found]
  ) {
    guard path.count < 40, found.count < 4 * Self.limit else { return }
    for (number, item) in node.items.enumerated() {
      visit(
        item, path: path + ["\(number)"], provider: provider, isList: isList, &found)
    }
    let entries = node.entries
    let sibling = entries.first { facts.providerKeys.contains($0.key) }?.value.text
    let beside = sibling.flatMap(facts.provider)
    // Whether an address among the keys is of what serves the models beside it.
    lazy var isOfServer = beside != nil || entries.contains { isModel($0, path: path) }
    for entry in entries {
      let here = path + [entry.key]
      let provider = beside ?? self.provider(entry.key) ?? provider
      let isIdentity =
        facts.identityKeys.contains(entry.key) && (isList || beside != nil)
      // `chatModel: {value: gpt-4o}` is what the key above holds.
      // Of `{name: CHAT_MODEL, value: gpt-4o}` what stands beside it.
      let isHeld = facts.holderKeys.contains(entry.key) && entry.value.text != nil
      let key = isHeld ? variable(entries) ?? path.last ?? entry.key : entry.key
      let namesModel = names.namesModel(key)
      if let value = entry.value.scalar,
        let index = facts.vectors.made(value, key: entry.key, path: path, beside: entries)
      {
        found.append(.index(index, line: entry.value.line))
        continue
      }
      if facts.hintKeys.contains(entry.key), entry.value.text != nil { continue }
      if let text = entry.value.text {
        if facts.serverNames.contains(here.joined(separator: ".")) {
          found.append(.server(VariableText.defaultValue(of: text), line: entry.value.line))
        } else if let model = hubModel(text, key: entry.key, path: path, beside: entries) {
          found.append(.model(model, line: entry.value.line))
        } else if namesModel || isIdentity,
          let model = model(text, key: key, path: path, provider: provider)
        {
          found.append(.model(model, line: entry.value.line))
        } else if facts.texts.namesMaker(text), let model = facts.files.models.recognized(text) {
          found.append(.model(model, line: entry.value.line))
        } else if let model = connectedModel(text) ?? variableModel(text, key: key) {
          found.append(.model(model, line: entry.value.line))
        } else if text.contains("://"),
          let endpoint = endpoint(
            text, key: key, path: here,
            isOfServer: facts.vectors.isServerAddress(entry.key) && isOfServer)
        {
          found.append(.endpoint(endpoint, line: entry.value.line))
        } else if text.contains("://"), let provider = tracing(key: entry.key, path: path) {
          found.append(.tracing(provider, line: entry.value.line))
        } else if let index = facts.vectors.index(text, key: key, path: path, beside: entries)
          ?? facts.vectors.chosen(text, key: entry.key, path: path, beside: entries)
        {
          found.append(.index(index, line: entry.value.line))
        } else if isPrompt(text, key: key)
          || entry.key == "template" && isTemplate(node) && text.utf8.count >= 20
        {
          let name = node["name"]?.text ?? node["id"]?.text ?? entry.key
          found.append(.prompt(text, name: name, path: here, line: entry.line, isSure: true))
        } else if let held = heldPrompt(text, key: entry.key, path: path) {
          found.append(
            .prompt(text, name: held.name, path: here, line: entry.line, isSure: held.isSure))
        }
        continue
      }
      for item in entry.value.items {
        guard let text = item.text else { continue }
        if namesModel, let model = listedModel(text, key: entry.key, beside: entries) {
          found.append(.model(model, line: item.line))
        } else if text.contains("://"), let endpoint = endpoint(text, key: entry.key, path: here) {
          found.append(.endpoint(endpoint, line: item.line))
        }
      }
      if isList, entry.value.isMapping, !namesModel,
        let model = facts.files.models.recognized(entry.key)
      {
        found.append(.model(model, line: entry.line))
      }
      visit(
        entry.value, path: here, provider: provider, isList: namesModel && !isOne(entry.value),
        &found)
    }
  }

  /// The service that is sent traces, where a key says at what address: `phoenix: {url: http://localhost:6006}`.
  private func tracing(key: String, path: [String]) -> ProviderCatalog.Provider? {
    guard let holder = path.last, names.namesAddress(key),
      let provider = facts.files.providers.provider(named: holder), provider.keepsTraces
    else { return nil }
    return provider
  }

  /// Whether an entry names a model, or a list of them.
  private func isModel(_ entry: DocumentEntry, path: [String]) -> Bool {
    func isName(_ text: String) -> Bool {
      (2...160).contains(text.utf8.count) && !text.contains { $0.isWhitespace || $0 == "=" }
    }
    guard names.namesModel(entry.key) else { return false }
    if let text = entry.value.text {
      guard facts.namesOneModel(entry.key), isName(text) else { return false }
      let literal = VariableText.defaultValue(of: text)
      return path.contains(where: facts.texts.isOfModels)
        || facts.files.models.recognized(literal) != nil
        || facts.files.models.hubModel(literal) != nil
    }
    return facts.namesSeveralModels(entry.key)
      && entry.value.items.contains { $0.text.map(isName) == true }
  }

  /// A model of a list whose key says that it is one of models: also under the name of a route, and a repository
  /// of a hub.
  private func listedModel(
    _ text: String, key: String, beside entries: [DocumentEntry]
  ) -> ModelName? {
    let models = facts.files.models
    if let model = models.recognized(text) { return model }
    guard text.contains("/"),
      facts.namesSeveralModels(key)
        && (NameWords.texts(of: key).count > 1
          || entries.contains { facts.vectors.isServerAddress($0.key) })
    else { return nil }
    return models.routed(text) ?? models.hubModel(text)
  }

  /// The repository of a hub that a variable of the environment names: `WHISPER__MODEL: acme/whisper-house-1`.
  private func variableModel(_ text: String, key: String) -> ModelName? {
    guard text.contains("/"), key.contains("_"), key == key.uppercased(), facts.namesOneModel(key)
    else { return nil }
    return facts.files.models.hubModel(VariableText.defaultValue(of: text))
  }

  /// The name of a variable of the environment that entries give a value.
  private func variable(_ entries: [DocumentEntry]) -> String? {
    guard (2...4).contains(entries.count),
      let name = entries.first(where: { facts.variableKeys.contains($0.key) })?.value.text,
      name.utf8.count <= 80, name == name.uppercased()
    else { return nil }
    return name
  }

  /// Whether a node is one model, with what it is called among its keys.
  private func isOne(_ node: DocumentNode) -> Bool {
    node.isMapping && node.entries.contains { names.namesModel($0.key) }
  }

  private func model(
    _ text: String, key: String, path: [String], provider: String?
  ) -> ModelName? {
    let names = facts.files.models
    let literal = VariableText.defaultValue(of: text)
    // `GPT-4o` is what people read.
    guard facts.identityKeys.contains(key) == false || names.isSpelled(literal) else { return nil }
    if let model = names.recognized(literal) {
      return names.model(literal, provider: provider) ?? model
    }
    guard let provider, facts.hasOwnNames(path), facts.namesOneModel(key) else { return nil }
    return names.model(literal, provider: provider)
  }

  /// The model of a connection to a service: `Endpoint=https://…;Deployment=gpt-4o`.
  private func connectedModel(_ text: String) -> ModelName? {
    guard text.contains(";"), text.contains("="), text.utf8.count <= 1000 else { return nil }
    for part in text.split(separator: ";") {
      guard let equals = part.firstIndex(of: "="),
        facts.namesConnectedModel(part[..<equals].trimmed)
      else { continue }
      return facts.files.models.recognized(String(part[part.index(after: equals)...].trimmed))
    }
    return nil
  }

  /// The folder that the file stands in.
  private var folder: String? {
    entry.pathInRepository.split(separator: "/").dropLast().last.map(String.init)
  }

  /// A repository of a hub, in settings of what loads or asks a model.
  private func hubModel(
    _ text: String, key: String, path: [String], beside entries: [DocumentEntry]
  ) -> ModelName? {
    let isNamed =
      facts.namesOneModel(key)
      || facts.identityKeys.contains(key)
        && (path.last ?? folder).map(facts.namesOneModel) == true
    guard isNamed, text.contains("/"), entries.contains(where: { facts.hubSigns.contains($0.key) })
    else { return nil }
    let literal = VariableText.defaultValue(of: text)
    let known = facts.files.models.recognized(literal)
    // What is known is read elsewhere, where its key says so.
    if known != nil, names.namesModel(key) { return nil }
    return known ?? facts.files.models.hubModel(literal)
  }

  private func endpoint(
    _ text: String, key: String, path: [String], isOfServer: Bool = false
  ) -> ModelEndpoint? {
    guard names.namesAddress(key) else { return nil }
    return ModelEndpoint(
      text, isNamed: path.contains(where: facts.texts.isOfModels), isOfServer: isOfServer,
      facts.files.providers)
  }

  /// A prompt as LangChain and Semantic Kernel keep it in a file.
  private func isTemplate(_ node: DocumentNode) -> Bool {
    ["template_format", "input_variables", "_type"].contains { node[$0] != nil }
  }

  /// A prompt of several that settings keep by their names: `prompts: {notes: {prompt: "…"}}`, `prompts: {notes: "…"}`.
  private func heldPrompt(
    _ text: String, key: String, path: [String]
  ) -> (name: String, isSure: Bool)? {
    guard Self.isSentence(text), !facts.isOfTranslations(entry) else { return nil }
    if path.last.map(facts.holdsPrompts) == true {
      return facts.files.isPrompt(text) ? (key, true) : nil
    }
    let isHeld = holdsPrompts(path)
    let name = path.last ?? key
    if facts.promptKeys.contains(key) { return (name, isHeld) }
    guard isHeld, facts.promptParts.contains(key), facts.files.isPrompt(text) else { return nil }
    return (name, true)
  }

  private func isHeldPrompt(_ item: Found) -> Bool {
    guard case .prompt(_, _, let path, _, true) = item else { return false }
    return holdsPrompts(Array(path.dropLast()))
  }

  private func holdsPrompts(_ path: [String]) -> Bool {
    path.suffix(2).contains(where: facts.holdsPrompts)
  }

  /// Whether a text is a sentence that asks nobody anything.
  private static func isSentence(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count { $0.contains(where: \.isLetter) } >= fewestWords
      && words.last?.hasSuffix("?") != true && words.last?.hasSuffix(":") != true
  }

  private static let fewestWords = 5

  private func isPrompt(_ text: String, key: String) -> Bool {
    guard text.utf8.count >= 40, names.namesPrompt(key) || key == "prompt" || key == "system"
    else { return false }
    return facts.files.isPrompt(text)
  }
}
