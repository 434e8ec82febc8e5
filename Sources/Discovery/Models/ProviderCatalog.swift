import Catalog
import Estate
import Formats

/// Who serves models: by slug, by other names, by the environment variables of their clients and by the
/// hosts of their APIs.
struct ProviderCatalog: Sendable {
  struct Provider: Sendable {
    let slug: String
    let name: String
    /// Whether the organization runs it itself.
    let isLocal: Bool
    /// Whether what it serves are models, and not tools, storage or traces of AI.
    let servesModels: Bool
    /// Whether it keeps what models are asked and answer, for those who look into it later.
    let keepsTraces: Bool
    /// Whether it searches or reads the web, which anyone can write to.
    let givesContent: Bool

    var kind: AssetKind { keepsTraces ? .saaSApp : .provider }
    var id: AssetID { AssetID(kind, "vendor", slug) }

    /// Properties of the asset.
    ///
    /// - Parameter credential: the environment variable that holds its key, where that is known.
    func properties(credential: String? = nil) -> [String: Value] {
      var properties: [String: Value] = credential.map { ["credential_env": .texts([$0])] } ?? [:]
      if keepsTraces { properties["type"] = .text("tracing") }
      return properties
    }
  }

  private var bySlug: [String: Provider] = [:]
  private var byAlias: [String: Provider] = [:]
  private var byVariable: [String: Provider] = [:]
  private var variablePrefixes: [(String, Provider)] = []
  /// Hosts by their whole names, with the port where they have one, and those that stand for many; of
  /// several that an address is of the first counts.
  private var hosts: [String: Host] = [:]
  private var openHosts: [(pattern: String, host: Host)] = []

  private struct Host: Sendable {
    let order: Int
    let provider: Provider
  }

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/providers.yaml")
    for node in document.root["providers"]?.items ?? [] {
      guard let slug = node["provider"]?.text, let name = node["name"]?.text else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a provider needs 'provider' and 'name'")
      }
      let provider = Provider(
        slug: slug, name: name, isLocal: node["deployment"]?.text == "local",
        servesModels: node["serves"] == nil, keepsTraces: node["serves"]?.text == "traces",
        givesContent: node["serves"]?.text == "search")
      bySlug[slug] = provider
      for alias in [slug, name] + (node["aliases"]?.scalars ?? []) {
        byAlias[alias.lowercased()] = byAlias[alias.lowercased()] ?? provider
      }
      for variable in node["environment"]?.scalars ?? [] {
        if variable.hasSuffix("*") {
          variablePrefixes.append((String(variable.dropLast()), provider))
        } else {
          byVariable[variable] = provider
        }
      }
      for host in node["hosts"]?.scalars ?? [] {
        let known = Host(order: hosts.count + openHosts.count, provider: provider)
        if host.contains("*") {
          openHosts.append((host, known))
        } else if hosts[host] == nil {
          hosts[host] = known
        }
      }
    }
  }

  subscript(slug: String) -> Provider? { bySlug[slug] }

  /// The variables that stand in the catalogue by their whole names.
  var variables: [String: Provider] { byVariable }

  func provider(named name: String) -> Provider? { byAlias[name.lowercased()] }

  /// The provider whose clients read an environment variable.
  func provider(variable: String) -> Provider? {
    byVariable[variable]
      ?? variablePrefixes.first { variable.hasPrefix($0.0) && variable.count > $0.0.count }?.1
  }

  /// The provider whose API an address is of.
  func provider(address: String) -> Provider? {
    guard let address = ServerAddress(address) else { return nil }
    let withPort = address.port.map { "\(address.host):\($0)" } ?? address.host
    var found = hosts[withPort]
    if address.port != nil, let plain = hosts[address.host], plain.order < found?.order ?? .max {
      found = plain
    }
    for (pattern, host) in openHosts {
      if let found, found.order < host.order { break }
      if Wildcard.matches(pattern.contains(":") ? withPort : address.host, pattern) {
        found = host
        break
      }
    }
    return found?.provider
  }

  /// Whether an environment variable switches something on or off: `CREWAI_TRACING_ENABLED`, `LANGSMITH_TRACING`.
  static func isSwitch(_ variable: String) -> Bool {
    ["_ENABLED", "_TRACING", "_TRACING_V2"].contains(where: variable.hasSuffix)
  }

  /// Whether the value of a switch leaves it on.
  static func isOn(_ value: String) -> Bool {
    let word = value.lowercased().filter { !$0.isWhitespace }
    return !["", "false", "0", "no", "off", "none", "disabled"].contains(word)
  }

  /// Whether an environment variable holds a key, and no address or setting.
  static func holdsKey(_ variable: String) -> Bool {
    ["KEY", "TOKEN", "SECRET"].contains { variable.hasSuffix($0) }
  }
}

extension Recorder {
  /// Records a provider of models.
  @discardableResult
  mutating func provider(
    _ provider: ProviderCatalog.Provider, credential: String? = nil, line: Int? = nil,
    confidence: Double
  ) -> AssetID {
    asset(
      provider.id, provider.kind, name: provider.name,
      properties: provider.properties(credential: credential), line: line, confidence: confidence)
  }
}
