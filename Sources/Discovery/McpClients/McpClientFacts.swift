import Catalog
import Formats

/// All facts that the detector of MCP clients goes by.
struct McpClientFacts: Sendable {
  let files: PathPatternIndex<McpClientFile>
  let fields: McpServerFields
  let secrets: InlineSecretFacts
  let secretNames: SecretNames
  let providers: ProviderCatalog
  let servers: ModelServerNames
  let known: KnownMcpServers
  let launcher: PackageLauncher
  let scripts: ServerScript
  let scopes: PathScopes
  /// Command lines that hand servers to clients, and what their options say.
  let commands: [McpClientCommand]
  let commandOptions: [String: McpClientCommand.Option]
  let baseURLNames: Set<String>
  /// Names of environment variables, with the texts that make them dangerous; none for any.
  let dangerousVariables: [String: [String]]
  let unverifiedVariables: [String: [String]]
  let providerHosts: Set<String>
  let unverifiedArguments: Set<String>
  let bindArguments: Set<String>
  let container: ContainerFacts
  let broadPaths: [[Substring]]
  /// Properties that a signal means for the agent.
  let effects: [String: [DocumentEntry]]
  /// Larger files are no settings, bytes.
  private static let settingsLimit = 256 << 10

  struct ContainerFacts: Sendable {
    let sockets: Set<String>
    let flags: Set<String>
    let capabilities: Set<String>
    let namespaces: Set<String>
  }

  init(knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/mcp-clients.yaml")
    let root = document.root
    fields = try McpServerFields(document)
    files = try Self.files(document)
    secrets = try InlineSecretFacts(knowledge.required("Catalog/inline-secrets.yaml"))
    providers = try ProviderCatalog(knowledge)
    servers = try ModelServerNames(knowledge)
    secretNames = try SecretNames(knowledge, providers: providers)
    known = try KnownMcpServers(knowledge.required("Catalog/mcp-servers.yaml"))
    let launchers = try knowledge.required("Catalog/launchers.yaml")
    launcher = try Self.launcher(launchers)
    scripts = ServerScript(launchers)
    scopes = try PathScopes(knowledge: knowledge)
    func texts(_ path: String) -> [String] {
      DocumentPath(path).entries(in: root).flatMap { $0.value.items.compactMap(\.scalar) }
    }
    func map(_ path: String) -> [String: [String]] {
      var map: [String: [String]] = [:]
      for entry in DocumentPath(path).entries(in: root).flatMap(\.value.entries) {
        map[entry.key] = entry.value.items.compactMap(\.scalar)
      }
      return map
    }
    var commands: [McpClientCommand] = []
    for node in root["commands"]?.items ?? [] {
      commands.append(try McpClientCommand(node, in: document.path))
    }
    self.commands = commands
    var options: [String: McpClientCommand.Option] = [:]
    for entry in root["command_options"]?.entries ?? [] {
      guard let option = McpClientCommand.Option(rawValue: entry.key) else {
        throw KnowledgeError(path: document.path, line: entry.line, "no option: '\(entry.key)'")
      }
      for name in entry.value.scalars { options[name] = option }
    }
    commandOptions = options
    baseURLNames = Set(texts("environment.base_url"))
    dangerousVariables = map("environment.dangerous")
    unverifiedVariables = map("environment.tls_off")
    providerHosts = Set(texts("provider_hosts"))
    unverifiedArguments = Set(texts("arguments.tls_off"))
    bindArguments = Set(texts("arguments.bind"))
    container = ContainerFacts(
      sockets: Set(texts("container.sockets")), flags: Set(texts("container.flags")),
      capabilities: Set(texts("container.capabilities")),
      namespaces: Set(texts("container.namespaces")))
    broadPaths = texts("broad_paths").map { Self.parts($0) }
    var effects: [String: [DocumentEntry]] = [:]
    for entry in root["signals"]?.entries ?? [] { effects[entry.key] = entry.value.entries }
    self.effects = effects
  }

  /// The kinds of client files that a file may be: by its path, else by the first bytes of a JSON file.
  func files(for entry: FileEntry) -> [McpClientFile] {
    let known = files.values(for: entry.parts.dropLast() + [entry.usedName])
    guard known.isEmpty else { return known }
    guard entry.lowercasedName.contains(".json") else { return settings(entry) }
    let isNamed = entry.lowercasedName.contains("mcp")
    guard
      entry.headContains("\"mcpServers\"") || isNamed && entry.headContains("\"servers\"")
    else { return [] }
    return files.values(for: ["mcp.json"])
  }

  /// The settings of a program that may hold servers: where its first bytes speak of them, or it goes on
  /// behind these and is called settings.
  private func settings(_ entry: FileEntry) -> [McpClientFile] {
    let ending = entry.fileExtension
    guard ["yaml", "yml", "toml"].contains(ending), entry.size <= Self.settingsLimit else {
      return []
    }
    let marks = ["mcpServers", "mcp_servers", "mcp-servers", "\nmcp:", "[mcp"]
    let name = entry.lowercasedName
    let isCalledSettings =
      entry.size > entry.head.count && ["config", "settings"].contains(where: name.contains)
    guard isCalledSettings || marks.contains(where: entry.headContains) else { return [] }
    return files.values(for: ["settings-with-mcp." + (ending == "toml" ? "toml" : "yaml")])
  }

  /// Whether a folder holds far more than a project.
  func isBroad(_ path: String) -> Bool {
    guard path.utf8.count <= 256 else { return false }
    let parts = Self.parts(path)
    return broadPaths.contains { pattern in
      pattern.count == parts.count
        && zip(pattern, parts).allSatisfy {
          $0 == $1 || ($0 == "*" && !$1.isEmpty && $1.first != "$")
        }
    }
  }

  /// `C:\Users\` → C:, Users. The root is one empty part.
  private static func parts(_ path: String) -> [Substring] {
    var parts = path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    return parts.map { Substring($0) }
  }

  private static func files(
    _ document: KnowledgeDocument
  ) throws(KnowledgeError) -> PathPatternIndex<McpClientFile> {
    var index = PathPatternIndex<McpClientFile>()
    for node in document.root["clients"]?.items ?? [] {
      guard let slug = node["slug"]?.text, let name = node["name"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "a client needs slug and name")
      }
      let client = McpClient(slug: slug, name: name, type: node["type"]?.text ?? "coding")
      for file in node["files"]?.items ?? [] {
        let file = try McpClientFile(file, of: client, in: document.path)
        for path in file.paths where !index.add(path, file) {
          throw KnowledgeError(path: document.path, line: node.line, "no pattern: '\(path)'")
        }
      }
    }
    return index
  }

  private static func launcher(
    _ document: KnowledgeDocument
  ) throws(KnowledgeError) -> PackageLauncher {
    var launchers: [Launcher] = []
    for node in document.root["launchers"]?.items ?? [] {
      guard let launcher = Launcher(node) else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a launcher needs programs and takes")
      }
      launchers.append(launcher)
    }
    return PackageLauncher(launchers)
  }
}
