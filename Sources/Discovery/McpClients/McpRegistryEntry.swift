import Estate
import Formats

/// How a server is published: `server.json` for the registry of the Model Context Protocol, or the `manifest.json`
/// of a bundle for desktop clients.
struct McpRegistryEntry {
  let root: DocumentNode
  let entry: FileEntry
  let scope: String
  let fields: McpServerFields

  private static let bundleMarks = [
    "\"mcp_config\"", "\"dxt_version\"", "\"manifest_version\": \"", "\"manifest_version\":\"",
  ]

  static func isOne(_ entry: FileEntry) -> Bool {
    entry.name == "server.json" && entry.headContains("modelcontextprotocol.io/schemas")
      || entry.name == "manifest.json"
        // Descriptions of bundles may be long; others number their versions.
        && bundleMarks.contains(where: entry.headContains)
  }

  func record(_ record: inout Recorder) {
    guard scope != "vendored", let name = root["name"], let text = name.text,
      root["packages"] != nil || root["remotes"] != nil || root.at("server.mcp_config") != nil
    else { return }
    let package = root["packages"]?.items.first
    let remote = root["remotes"]?.items.first
    let ecosystem = (package?["registryType"] ?? package?["registry_type"])?.text
    let published = package?["identifier"]?.text
    let url = remote?["url"]?.text
    // The same as where a client starts that package, or reaches that address.
    let id: AssetID =
      if let ecosystem, let published {
        AssetID(.mcpServer, ecosystem, published)
      } else if let url {
        AssetID(.mcpServer, "url", url)
      } else {
        AssetID(.mcpServer, "repo", "\(entry.repository.native)/\(entry.pathInRepository)")
      }
    var properties: [String: Value] = ["scope": .text(scope)]
    if let version = root["version"]?.text { properties["version"] = .text(version) }
    if let url { properties["url"] = .text(url) }
    let transport = (package?.at("transport.type") ?? remote?["type"])?.text
      .flatMap(fields.transport)
    properties["transport"] = .text(transport ?? (remote == nil ? "stdio" : "http"))
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    record.asset(
      id, .mcpServer, name: PlainLine.of(text), properties: properties, line: name.line,
      confidence: scope == "product" ? 1 : 0.8)
    record.relation(.contains, from: entry.repository.id, to: id, line: name.line)
    recordImages(&record)
  }

  /// The images that the server is published as.
  private func recordImages(_ record: inout Recorder) {
    for package in root["packages"]?.items.prefix(64) ?? [] {
      guard (package["registryType"] ?? package["registry_type"])?.text == "oci",
        let name = package["identifier"], let image = name.text.flatMap({ ImageReference($0) })
      else { continue }
      let id = ContainerRecording.image(image, scope: scope, line: name.line, &record)
      record.relation(.builds, from: entry.repository.id, to: id, line: name.line)
    }
  }
}
