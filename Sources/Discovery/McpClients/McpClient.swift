import Catalog
import Formats

/// A client of the Model Context Protocol, by the catalogue.
struct McpClient: Sendable {
  let slug: String
  let name: String
  /// Form of the agent: `coding` or `assistant`; `application` where the program that the file is of is the
  /// client, which its code tells.
  let type: String

  var isAgent: Bool { type != "application" }
}

/// One kind of configuration file of a client.
struct McpClientFile: Sendable {
  enum Format: String, Sendable { case json, yaml, toml, properties }

  let client: McpClient
  let paths: [String]
  let format: Format
  /// Where maps or lists of servers stand.
  let servers: [DocumentPath]
  let settings: [McpClientSetting]
  /// Whether the path alone says that the client is used.
  let pathIsProof: Bool
  /// Whether the file may be the map of servers itself.
  let isFlat: Bool
  /// Whether it counts only where no other client has the file.
  let isFallback: Bool
  /// Whether it stands for any settings that hold servers among other things.
  var isOfOtherSettings: Bool { paths.contains { $0.hasPrefix("settings-with-mcp.") } }

  init(_ node: DocumentNode, of client: McpClient, in path: String) throws(KnowledgeError) {
    self.client = client
    paths = node["paths"]?.items.compactMap(\.text) ?? []
    let format = node["format"]?.text ?? "json"
    guard !paths.isEmpty, let format = Format(rawValue: format) else {
      throw KnowledgeError(path: path, line: node.line, "a file needs paths and a known format")
    }
    self.format = format
    servers = node["servers"]?.items.compactMap { $0.text.map(DocumentPath.init) } ?? []
    var settings: [McpClientSetting] = []
    for setting in node["settings"]?.items ?? [] {
      settings.append(try McpClientSetting(setting, in: path))
    }
    self.settings = settings
    pathIsProof = node["proof"]?.text != "content"
    isFlat = node["flat"]?.boolean ?? false
    isFallback = node["fallback"]?.boolean ?? false
  }
}

/// A setting worth a signal, and when it is.
struct McpClientSetting: Sendable {
  enum Condition: Sendable {
    /// The value is one of these.
    case value(Set<String>)
    /// The list holds, or the map allows, one of these.
    case items(Set<String>)
    case present
    /// A map of environment variables.
    case environment
    /// An address that is not the provider's.
    case host
    /// Commands of hooks, at any depth.
    case commands
  }

  let path: DocumentPath
  let condition: Condition
  let signal: String

  init(_ node: DocumentNode, in path: String) throws(KnowledgeError) {
    guard let key = node["key"]?.text else {
      throw KnowledgeError(path: path, line: node.line, "a setting needs a key")
    }
    self.path = DocumentPath(key)
    signal = node["signal"]?.text ?? ""
    func texts(_ key: String) -> Set<String>? {
      node[key].map { Set($0.items.compactMap(\.scalar)) }
    }
    if let values = texts("is") {
      condition = .value(values)
    } else if let items = texts("items") {
      condition = .items(items)
    } else if node["present"]?.boolean == true {
      condition = .present
    } else if node["host"]?.boolean == true {
      condition = .host
    } else if node["commands"]?.boolean == true {
      condition = .commands
    } else if node["environment"]?.boolean == true {
      condition = .environment
      return
    } else {
      throw KnowledgeError(path: path, line: node.line, "'\(key)' needs a condition")
    }
    guard !signal.isEmpty else {
      throw KnowledgeError(path: path, line: node.line, "'\(key)' needs a signal")
    }
  }
}
