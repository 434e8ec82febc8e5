public import Catalog
public import Estate
import Formats

/// Reads the configuration of model gateways: which models they pass requests to, whose keys they hold, and
/// what guards them.
public struct ModelGatewayDetector: Detector {
  public let name = "model-gateways"
  public let collects: Set<RelationKind> = [.guardedBy]
  private let models: ModelNames
  private let providers: ProviderCatalog
  private let commands: AICommands
  private let scopes: PathScopes
  private let defaultKeys: Set<String>

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    models = try ModelNames(knowledge)
    providers = try ProviderCatalog(knowledge)
    commands = try AICommands(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    let document = try knowledge.required("Catalog/gateways.yaml")
    defaultKeys = Set(document.root["default_keys"]?.scalars ?? [])
  }

  private static let names = ["litellm", "librechat", "llama-swap"]

  public func wants(_ entry: FileEntry) -> Bool {
    guard !entry.isBinary, ["yaml", "yml"].contains(entry.fileExtension) else { return false }
    let name = Array(entry.lowercasedName.utf8)
    if Self.names.contains(where: { name.contains($0.utf8) }) { return true }
    return entry.headContains("model_list:") || entry.headContains("litellm_")
      || (entry.headContains("models:") && entry.headContains("cmd:"))
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = scopes.scope(of: file.entry.pathInRepository)
    guard scope != "vendored" else { return }
    for document in try file.yaml() {
      // The configuration may stand in a ConfigMap.
      let embedded = (document["data"]?.entries ?? []).compactMap { entry -> DocumentNode? in
        guard let text = entry.value.text, text.contains("model_list:") else { return nil }
        return (try? YAMLDocument.parse(Array(text.utf8)).first)?.moved(by: entry.line)
      }
      for root in [document] + embedded {
        let place = Place(entry: file.entry, scope: scope)
        if root["model_list"]?.isSequence == true {
          recordLiteLLM(root, place, &record)
        } else if root.at("endpoints.custom")?.isSequence == true {
          recordLibreChat(root, place, &record)
        } else if root["models"]?.entries.contains(where: { $0.value["cmd"] != nil }) == true {
          recordLlamaSwap(root, place, &record)
        }
      }
    }
  }

  private struct Place {
    let entry: FileEntry
    let scope: String
    var folder: ProjectFolder { ProjectFolder(of: entry) }
    var confidence: Double { scope == "product" ? 1 : 0.8 }

    func gateway(
      _ slug: String, _ name: String, _ properties: [String: Value], line: Int,
      _ record: inout Recorder
    ) -> AssetID {
      record.asset(folder.repository.id, .repository, name: folder.repository.name)
      let id = record.asset(
        AssetID(.gateway, "repo", "\(folder.native)#\(slug)"), .gateway, name: name,
        properties: properties.merging(["scope": .text(scope)]) { $1 }, line: line,
        confidence: confidence)
      record.relation(.contains, from: folder.repository.id, to: id, line: line)
      return id
    }
  }

  private func recordLiteLLM(_ root: DocumentNode, _ place: Place, _ record: inout Recorder) {
    let items = (root["model_list"]?.items ?? []).filter { $0.at("litellm_params.model") != nil }
    guard !items.isEmpty else { return }
    let key = root.at("general_settings.master_key")
    var properties: [String: Value] = [:]
    if let key, !key.isNull { properties["enforces_auth"] = true }
    let gateway = place.gateway(
      "litellm", "LiteLLM", properties, line: root["model_list"]?.line ?? 1, &record)
    if let key, let text = key.text, defaultKeys.contains(text.lowercased()) {
      record.signal("gateway.default-key", on: gateway, line: key.line)
    }
    for item in items {
      guard let parameters = item["litellm_params"], let node = parameters["model"],
        let literal = node.text
      else { continue }
      let address = parameters["api_base"]?.text ?? parameters["base_url"]?.text
      if let base = parameters["api_base"] ?? parameters["base_url"], let text = base.text {
        ModelEndpoint(text, isNamed: true, isOfServer: true, providers)?.record(
          &record, in: place.entry, scope: place.scope, line: base.line,
          confidence: 0.9 * place.confidence)
      }
      guard let model = model(literal, at: address) else { continue }
      let role = item.at("model_info.mode")?.text
      let id = record.model(
        model, scope: place.scope, properties: role.map { ["role": .text($0)] } ?? [:],
        line: node.line)
      record.relation(.contains, from: gateway, to: id, line: node.line)
      guard let provider = model.provider.flatMap({ providers[$0] }) else { continue }
      let variable = parameters["api_key"]?.text.flatMap(Self.variable)
      let providerID = record.provider(
        provider, credential: variable, line: parameters["api_key"]?.line ?? node.line,
        confidence: 0.9)
      record.relation(.contains, from: gateway, to: providerID, line: node.line)
    }
    for guardrail in root["guardrails"]?.items ?? [] {
      guard let name = guardrail["guardrail_name"]?.text else { continue }
      var properties: [String: Value] = ["scope": .text(place.scope)]
      if let isOn = guardrail.at("litellm_params.default_on")?.boolean {
        properties["enabled"] = .boolean(isOn)
      }
      let id = record.asset(
        AssetID(.guardrail, "repo", "\(place.folder.native)#\(name)"), .guardrail,
        name: PlainLine.of(name), properties: properties, line: guardrail.line)
      record.relation(.guardedBy, from: gateway, to: id, line: guardrail.line)
    }
  }

  /// The model behind a route; an address that is not the provider's own is that of a compatible server.
  private func model(_ literal: String, at address: String?) -> ModelName? {
    guard let address, Self.variable(address) == nil, let parsed = ServerAddress(address) else {
      return models.model(literal)
    }
    let prefix = literal.split(separator: "/").first.map(String.init) ?? ""
    let isCompatible = ["openai", "text-completion-openai", "custom_openai"].contains(prefix)
    guard isCompatible, providers.provider(address: address)?.slug != "openai" else {
      return models.model(literal)
    }
    let name = String(literal.dropFirst(prefix.count + 1))
    if let provider = providers.provider(address: address) {
      return models.model(name, provider: provider.slug)
    }
    return models.model(name)
      ?? (parsed.isPrivate || parsed.isLoopback
        ? models.model(name, provider: "self-hosted") : nil)
  }

  /// The variable that a setting is read from: `os.environ/NAME`, `${NAME}`.
  private static func variable(_ text: String) -> String? {
    if text.hasPrefix("os.environ/") { return String(text.dropFirst(11)) }
    guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
    return String(text.dropFirst(2).dropLast().prefix { $0 != ":" })
  }

  private func recordLibreChat(_ root: DocumentNode, _ place: Place, _ record: inout Recorder) {
    let endpoints = (root.at("endpoints.custom")?.items ?? []).filter { $0["baseURL"] != nil }
    guard !endpoints.isEmpty else { return }
    record.asset(
      place.folder.repository.id, .repository, name: place.folder.repository.name)
    let application = record.asset(
      AssetID(.application, "repo", "\(place.folder.native)#librechat"), .application,
      name: "LibreChat", properties: ["scope": .text(place.scope)], confidence: place.confidence)
    record.relation(.contains, from: place.folder.repository.id, to: application)
    for endpoint in endpoints {
      let address = endpoint["baseURL"]?.text ?? ""
      let provider =
        providers.provider(address: address)
        ?? endpoint["name"]?.text.flatMap { providers.provider(named: $0) }
      if let provider {
        let id = record.provider(
          provider, credential: endpoint["apiKey"]?.text.flatMap(Self.variable),
          line: endpoint.line, confidence: 0.9)
        record.relation(.usesModel, from: application, to: id, line: endpoint.line)
      }
      for item in endpoint.at("models.default")?.items ?? [] {
        guard let literal = item.text ?? item["name"]?.text,
          let model = models.model(literal, provider: provider?.slug)
        else { continue }
        let id = record.model(model, scope: place.scope, line: item.line)
        record.relation(.usesModel, from: application, to: id, line: item.line)
      }
    }
  }

  private func recordLlamaSwap(_ root: DocumentNode, _ place: Place, _ record: inout Recorder) {
    let uses = (root["models"]?.entries ?? []).compactMap { entry -> (CommandUse, Int)? in
      guard let script = entry.value["cmd"]?.text else { return nil }
      return commands.uses(in: script.replacing("\n", with: " ")).first.map { ($0, entry.line) }
    }
    guard !uses.isEmpty else { return }
    let gateway = place.gateway(
      "llama-swap", "llama-swap", [:], line: root["models"]?.line ?? 1, &record)
    for (use, line) in uses {
      guard let model = use.model(models) else { continue }
      let id = record.model(model, scope: place.scope, line: line)
      record.relation(.contains, from: gateway, to: id, line: line)
    }
  }
}
