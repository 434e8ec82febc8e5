import Catalog
import Formats

/// A command line that hands a server to a client: `claude mcp add`.
struct McpClientCommand: Sendable {
  /// What an option of such a command says of the server.
  enum Option: String, Sendable {
    case environment, headers, transport, url, other
  }

  let words: [String]
  /// Slug of the client.
  let client: String
  /// Whether the server is given as JSON.
  let isJSON: Bool

  init(_ node: DocumentNode, in path: String) throws(KnowledgeError) {
    guard let words = node["words"]?.scalars, words.count > 1, let client = node["client"]?.text
    else {
      throw KnowledgeError(path: path, line: node.line, "a command needs words and a client")
    }
    (self.words, self.client) = (words, client)
    isJSON = node["json"]?.boolean ?? false
  }
}
