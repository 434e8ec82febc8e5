import Estate
import Formats

/// Records what one file of settings says of models.
struct ModelSettingsRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String
  let names: NameMemory
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
    case weights(WeightsFile, line: Int)
    case endpoint(ModelEndpoint, line: Int)
    /// - Parameter isSure: whether it is one by itself, and not only beside others.
    case prompt(String, name: String, path: [String], line: Int, isSure: Bool)
    case server(String, line: Int)
    case index(VectorSettings.Index, line: Int)
    case tracing(ProviderCatalog.Provider, line: Int)
    case files(WrittenPath, line: Int)
  }

  /// Most that is recorded of a file: what names more is a table, not settings.
  private static let limit = 256

  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }

  /// - Returns: the indexes of vectors that it names.
  @discardableResult
  func record(_ root: DocumentNode, _ record: inout Recorder) -> [VectorSettings.Index] {
    // What a gateway serves is not what its program uses; the detector of gateways reads it.
    guard root["model_list"] == nil, root["litellm_settings"] == nil else { return [] }
    var found: [Found] = []
    visit(root, path: [], provider: nil, isList: false, &found)
    let models = found.filter { if case .model = $0 { true } else { false } }
    guard models.count <= Self.limit else {
      record.skipped("names more than \(Self.limit) models: a table, and no settings")
      return []
    }
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
      case .weights(let file, let line):
        let project = facts.project(of: entry)
        let id = file.record(
          &record, in: project.native, scope: scope, line: line, confidence: confidence)
        record.relation(
          .usesModel, from: project.record(&record, scope: scope, line: line, confidence: 0.6),
          to: id, basis: .inferred, line: line, confidence: 0.8 * confidence)
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
      case .files(let path, let line):
        record.asset(entry.repository.id, .repository, name: entry.repository.name)
        let id = record.asset(
          path.id(.dataset, in: facts.project(of: entry).native), .dataset,
          name: PlainLine.of(path.name), properties: ["scope": .text(scope)], line: line,
          confidence: 0.8 * confidence)
        record.relation(.contains, from: entry.repository.id, to: id, line: line)
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
    return found.compactMap { if case .index(let index, _) = $0 { index } else { nil } }
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
        let place = Place(
          key: key, path: path, entry: entry, node: node, provider: provider,
          isIdentity: isIdentity, namesModel: namesModel)
        let item = item(
          text, at: place, isOfServer: facts.vectors.isServerAddress(entry.key) && isOfServer)
        if let item { found.append(item) }
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

  /// Where a text stands.
  struct Place {
    /// The key that says what the text is, which may not be that of the entry.
    let key: String
    /// The keys above the entry.
    let path: [String]
    let entry: DocumentEntry
    /// What the entry is of.
    let node: DocumentNode
    let provider: String?
    /// Whether the key says which of several models it is.
    let isIdentity: Bool
    let namesModel: Bool

    var line: Int { entry.value.line }
    var here: [String] { path + [entry.key] }
    var beside: [DocumentEntry] { node.entries }
  }

  /// What a text is, by its key, what stands around it, and itself.
  private func item(_ text: String, at place: Place, isOfServer: @autoclosure () -> Bool) -> Found?
  {
    let (key, path, entry) = (place.key, place.path, place.entry)
    if facts.serverNames.contains(place.here.joined(separator: ".")) {
      return .server(VariableText.defaultValue(of: text), line: place.line)
    }
    if let model = model(text, at: place) ?? servedModel(text, at: place) {
      return .model(model, line: place.line)
    }
    if let file = weights(text, key: key) { return .weights(file, line: place.line) }
    if text.contains("://") {
      if let endpoint = endpoint(text, key: key, path: place.here, isOfServer: isOfServer()) {
        return .endpoint(endpoint, line: place.line)
      }
      if let provider = tracing(key: entry.key, path: path) {
        return .tracing(provider, line: place.line)
      }
    } else if let endpoint = hostedEndpoint(text, at: place) {
      return .endpoint(endpoint, line: place.line)
    }
    if let index = facts.vectors.index(text, key: key, path: path, beside: place.beside)
      ?? facts.vectors.chosen(text, key: entry.key, path: path, beside: place.beside)
    {
      return .index(index, line: place.line)
    }
    if let files = facts.vectors.files(text, key: entry.key) {
      return .files(files, line: place.line)
    }
    if isPrompt(text, key: key)
      || entry.key == "template" && isTemplate(place.node) && text.utf8.count >= 20
    {
      let name = place.node["name"]?.text ?? place.node["id"]?.text ?? entry.key
      return .prompt(text, name: name, path: place.here, line: entry.line, isSure: true)
    }
    return heldPrompt(text, key: entry.key, path: path).map { held in
      .prompt(text, name: held.name, path: place.here, line: entry.line, isSure: held.isSure)
    }
  }

  /// The service that is sent traces, where a key says at what address: `phoenix: {url: http://localhost:6006}`.
  private func tracing(key: String, path: [String]) -> ProviderCatalog.Provider? {
    guard let holder = path.last, names.namesAddress(key),
      let provider = facts.files.providers.provider(named: holder), provider.keepsTraces
    else { return nil }
    return provider
  }

  private func endpoint(
    _ text: String, key: String, path: [String], isOfServer: Bool = false
  ) -> ModelEndpoint? {
    guard names.namesAddress(key) else { return nil }
    return ModelEndpoint(
      text, isNamed: path.contains(where: facts.texts.isOfModels),
      isOfServer: isOfServer || facts.containers.servers.isAddress(text, named: key)
        || facts.containers.servers.servedModel(at: text) != nil,
      facts.files.providers)
  }

  /// The address of a program that serves models, without its scheme: `COMFYUI_SERVER_ADDRESS: 10.0.0.4:8188`, or in
  /// parts under its name, `comfyui: {host: 10.0.0.4, port: 8188}`.
  private func hostedEndpoint(_ text: String, at place: Place) -> ModelEndpoint? {
    let servers = facts.containers.servers
    var text = VariableText.defaultValue(of: text)
    if facts.hostKeys.contains(place.entry.key), place.path.last.map(servers.isServer) == true,
      let port = place.beside.first(where: { facts.portKeys.contains($0.key) })?.value.scalar
    {
      text = "\(text):\(VariableText.defaultValue(of: port))"
    } else if !servers.namesServer(place.key) {
      return nil
    }
    guard ModelEndpoint.isHostWithPort(text) else { return nil }
    return ModelEndpoint(text, isNamed: true, isOfServer: true, facts.files.providers)
  }

  private func isHeldPrompt(_ item: Found) -> Bool {
    guard case .prompt(_, _, let path, _, true) = item else { return false }
    return holdsPrompts(Array(path.dropLast()))
  }
}
