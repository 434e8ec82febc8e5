import Catalog
import Formats

/// What the catalogue knows of servers, by what starts them.
struct KnownMcpServers: Sendable {
  struct Range: Sendable {
    let advisory: String?
    let from: DottedVersion?
    let below: DottedVersion?

    /// Whether a version is in the range. A request that may resolve to any version counts where the
    /// range has no end.
    func holds(_ version: DottedVersion?) -> Bool {
      guard let version else { return below == nil }
      if let from, version < from { return false }
      if let below, version >= below { return false }
      return true
    }
  }

  struct ReadOnlySwitch: Sendable {
    let arguments: [String]
    let environment: [String]
    let pathSuffixes: [String]
    let headers: [String]
    let query: [String]
  }

  struct Server: Sendable {
    let publisher: String?
    let isArchived: Bool
    let isFilesystem: Bool
    let isBridge: Bool
    let readOnly: ReadOnlySwitch?
    let malicious: [Range]
    let vulnerable: [Range]
  }

  private var servers: [String: Server] = [:]

  init(_ document: KnowledgeDocument) throws(KnowledgeError) {
    for node in document.root["servers"]?.items ?? [] {
      guard let id = node["id"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "a server needs an id")
      }
      func ranges(_ key: String) -> [Range] {
        (node[key]?.items ?? []).map {
          Range(
            advisory: $0["advisory"]?.text, from: $0["from"]?.scalar.flatMap { DottedVersion($0) },
            below: $0["below"]?.scalar.flatMap { DottedVersion($0) })
        }
      }
      servers[id] = Server(
        publisher: node["official"]?.text, isArchived: node["archived"]?.boolean ?? false,
        isFilesystem: node["filesystem"]?.boolean ?? false,
        isBridge: node["bridge"]?.boolean ?? false,
        readOnly: node["read_only"].map { choice in
          func texts(_ key: String) -> [String] { choice[key]?.items.compactMap(\.scalar) ?? [] }
          return ReadOnlySwitch(
            arguments: texts("arguments"), environment: texts("environment"),
            pathSuffixes: texts("path_suffixes"), headers: texts("headers"),
            query: texts("query"))
        },
        malicious: ranges("malicious"), vulnerable: ranges("vulnerable"))
    }
  }

  /// The server of an id as in the catalogue: `pkg:npm/…`, `oci:…`, `url:…`.
  subscript(id: String) -> Server? { servers[id] }

  /// Advisories that hold for a version asked for; none where it is not exact.
  func advisories(for id: String, version: String?, pin: LaunchedProgram.Pin) -> [String] {
    guard pin == .exact, let version, let number = DottedVersion(version) else { return [] }
    return (servers[id]?.vulnerable ?? []).filter { $0.holds(number) }.compactMap(\.advisory)
  }

  /// Whether what is started is, or may be, a version that was published to harm.
  func isMalicious(_ id: String, version: String?, pin: LaunchedProgram.Pin) -> Bool {
    let number = pin == .exact ? version.flatMap { DottedVersion($0) } : nil
    return (servers[id]?.malicious ?? []).contains { $0.holds(number) }
  }
}
