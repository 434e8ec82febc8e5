public import Catalog
public import Estate
import Formats

/// Reads the configuration of coding agents and other clients of the Model Context Protocol: which
/// servers they start or reach, and which settings take away a person's control.
public struct McpClientDetector: Detector {
  public let name = "mcp-clients"
  public let collects: Set<RelationKind> = [.connectsTo, .builds]
  private let facts: McpClientFacts

  /// Most bytes of a configuration file.
  private static let sizeLimit = 16 << 20
  private static let limits = DocumentLimits(depth: 128, nodes: 500_000)

  public init(knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    facts = try McpClientFacts(knowledge: knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    !entry.isBinary && (McpRegistryEntry.isOne(entry) || !facts.files(for: entry).isEmpty)
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    if McpRegistryEntry.isOne(file.entry) {
      let scope = facts.scopes.scope(of: file.entry.pathInRepository)
      McpRegistryEntry(
        root: try Self.parse(file, .json), entry: file.entry, scope: scope, fields: facts.fields
      ).record(&record)
    }
    var files = facts.files(for: file.entry)
    if files.contains(where: { !$0.isFallback }) { files.removeAll { $0.isFallback } }
    var roots: [McpClientFile.Format: DocumentNode] = [:]
    for kind in files {
      if kind.isOfOtherSettings {
        // Whoever the file is meant for tells what is wrong with it.
        guard try file.contents(limit: Self.sizeLimit).contains("mcp".utf8),
          let root = try? Self.parse(file, kind.format)
        else { continue }
        inspect(root, as: kind, file.entry, &record)
        continue
      }
      let root: DocumentNode
      if let known = roots[kind.format] {
        root = known
      } else {
        root = try Self.parse(file, kind.format)
        roots[kind.format] = root
      }
      inspect(root, as: kind, file.entry, &record)
    }
  }

  /// The folder that a file configures: `.cursor/mcp.json` is of the one above.
  private static func project(of entry: FileEntry) -> [Substring] {
    var folders = Array(entry.pathInRepository.split(separator: "/").dropLast())
    while folders.last?.hasPrefix(".") == true { folders.removeLast() }
    return folders
  }

  private static func parse(
    _ file: InspectedFile, _ format: McpClientFile.Format
  ) throws(Unreadable) -> DocumentNode {
    let bytes = try file.contents(limit: sizeLimit)
    do {
      switch format {
      case .json: return try JSONDocument.parse(bytes, dialect: .json5, limits: limits)
      case .properties: return PropertiesDocument.parse(bytes)
      case .toml: return try TOMLDocument.parse(bytes, limits: limits)
      case .yaml:
        let documents = try YAMLDocument.parse(bytes, limits: limits)
        return documents.first ?? DocumentNode(.null, line: 1)
      }
    } catch {
      throw Unreadable(error.description)
    }
  }

  private func inspect(
    _ root: DocumentNode, as kind: McpClientFile, _ entry: FileEntry, _ record: inout Recorder
  ) {
    let settings = McpClientSettings(kind.settings, in: root, facts)
    let list = McpServerList(root, kind, facts.fields)
    // A shared name, such as `mcp.json`, needs at least one server that reads as one.
    let isUsed = kind.pathIsProof || !list.servers.isEmpty || !settings.signals.isEmpty
    guard isUsed else { return }

    let scope = facts.scopes.scope(of: entry.pathInRepository)
    // Less sure that it is in use at all, so that a product sighting of the same server outweighs it.
    let confidence = scope == "product" ? 1.0 : 0.8
    let repository = entry.repository
    record.asset(repository.id, .repository, name: repository.name)
    let writer = McpServerRecord(
      facts: facts, client: kind.client.slug, repository: repository.native,
      folder: Self.project(of: entry), scope: scope, confidence: confidence)
    guard kind.client.isAgent else {
      for server in list.servers {
        let id = writer.record(server, for: nil, &record)
        record.relation(
          .contains, from: repository.id, to: id, line: server.line, confidence: confidence)
        recordAddresses(of: server, entry, scope, confidence, &record)
      }
      for unclear in list.unclear {
        record.skipped("entry of a server, line \(unclear.line): \(unclear.reason)")
      }
      return
    }
    let agent = AssetID(.agent, "repo", "\(repository.native)#\(kind.client.slug)")
    var properties: [String: Value] = [
      "type": .text(kind.client.type), "framework": .text(kind.client.slug),
      "settings_file": true, "scope": .text(scope),
    ]
    properties.merge(settings.properties) { $1 }
    record.asset(
      agent, .agent, name: kind.client.name, properties: properties, line: 1,
      confidence: confidence)
    record.relation(.contains, from: repository.id, to: agent, line: 1, confidence: confidence)
    for signal in settings.signals {
      record.signal(
        signal.name, on: agent, detail: signal.detail, line: signal.line, confidence: confidence)
    }
    for server in list.servers {
      writer.record(server, for: agent, &record)
      recordAddresses(of: server, entry, scope, confidence, &record)
    }
    for unclear in list.unclear {
      record.signal(
        "mcp.entry-unreadable", on: agent,
        detail: ["name": .text(unclear.name), "reason": .text(unclear.reason)],
        line: unclear.line, confidence: confidence)
    }
  }

  /// Records the servers of models that a server of tools is told to call.
  private func recordAddresses(
    of server: McpServerEntry, _ entry: FileEntry, _ scope: String, _ confidence: Double,
    _ record: inout Recorder
  ) {
    for variable in server.environment {
      guard let value = variable.value, facts.servers.isAddress(value, named: variable.name),
        let endpoint = ModelEndpoint(value, isNamed: true, isOfServer: true, facts.providers)
      else { continue }
      endpoint.record(
        &record, in: entry, scope: scope, line: variable.line, confidence: 0.8 * confidence)
    }
  }
}
