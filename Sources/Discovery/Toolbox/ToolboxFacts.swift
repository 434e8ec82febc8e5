import Catalog
import Formats

/// What the kinds of the MCP Toolbox for Databases are: `Catalog/toolbox.yaml`.
struct ToolboxFacts: Sendable {
  private struct Tool: Sendable {
    let pattern: String
    let actions: [String]
    let isByStatement: Bool
  }

  /// Stores of data by the kind of the source.
  private let engines: [String: String]
  private let tools: [Tool]
  private let reading: Set<String>
  private let writing: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/toolbox.yaml")
    let root = document.root
    var engines: [String: String] = [:]
    for node in root["sources"]?.items ?? [] {
      guard let kind = node["kind"]?.text, let engine = node["engine"]?.text else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a source needs 'kind' and 'engine'")
      }
      engines[kind] = engine
    }
    self.engines = engines
    var tools: [Tool] = []
    for node in root["tools"]?.items ?? [] {
      guard let kind = node["kind"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "a tool needs 'kind'")
      }
      tools.append(
        Tool(
          pattern: kind, actions: node["actions"]?.scalars ?? [],
          isByStatement: node["by"]?.text == "statement"))
    }
    self.tools = tools
    reading = Set(root["reading"]?.scalars ?? [])
    writing = Set(root["writing"]?.scalars ?? [])
  }

  /// The engine of a source that is a store of data.
  func engine(_ kind: String) -> String? { engines[kind] }

  func isTool(_ kind: String) -> Bool { tool(kind) != nil }

  /// What a tool does, as far as its kind and statement tell.
  func actions(_ kind: String, statement: String?) -> [String] {
    guard let tool = tool(kind) else { return [] }
    guard tool.isByStatement else { return tool.actions }
    return statement.map(actions) ?? []
  }

  private func tool(_ kind: String) -> Tool? {
    tools.first { Wildcard.matches(kind, $0.pattern) }
  }

  /// Whether statements read, write or do both.
  private func actions(of statements: String) -> [String] {
    var found: Set<String> = []
    for statement in statements.prefix(65_536).split(separator: ";").prefix(50) {
      let lines = statement.split(whereSeparator: \.isNewline).filter {
        !$0.drop(while: \.isWhitespace).hasPrefix("--")
      }
      let words = lines.joined(separator: " ").lowercased()
        .split { !$0.isLetter && $0 != "_" && $0 != "'" }.map(String.init)
      guard let first = words.first else { continue }
      if reading.contains(first) {
        found.insert("database-read")
        // `MATCH (n) SET n.seen = true` of Cypher, but `SELECT … FOR UPDATE` only reads.
        if first != "select", !writing.isDisjoint(with: words) { found.insert("database-write") }
      } else if first == "with" {
        found.insert("database-read")
        if !writing.isDisjoint(with: words) { found.insert("database-write") }
      } else if writing.contains(first) {
        found.insert("database-write")
      }
    }
    return found.sorted()
  }
}
