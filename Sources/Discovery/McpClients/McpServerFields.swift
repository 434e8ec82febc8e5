import Catalog
import Formats

/// Names that clients give to what a server entry says.
struct McpServerFields: Sendable {
  enum Field: String, Sendable, CaseIterable {
    case command, arguments, environment, url, headers, authentication, transport, disabled
    case enabled, trust, name
    /// Names of the command within a command that is a map.
    case nestedCommand = "nested_command"
    case environmentNames = "environment_names"
    case credentialNames = "credential_names"
    case autoApprove = "auto_approve"
    case `extension`
  }

  private var fields: [String: Field] = [:]
  private var transports: [String: String] = [:]

  init(_ document: KnowledgeDocument) throws(KnowledgeError) {
    let root = document.root
    for field in Field.allCases {
      guard let names = root["fields"]?[field.rawValue]?.items, !names.isEmpty else {
        throw KnowledgeError(path: document.path, "fields: needs '\(field.rawValue)'")
      }
      for name in names.compactMap(\.text) { fields[name] = field }
    }
    for entry in root["transports"]?.entries ?? [] {
      for name in entry.value.items.compactMap(\.text) { transports[name] = entry.key }
    }
  }

  func field(named name: String) -> Field? { fields[name] }

  /// `stdio`, `sse`, `http`, `websocket`, or `inside` for what is part of the client.
  func transport(named name: String) -> String? { transports[name] }
}
