public import Formats

/// A file of the catalogue, the rules or the frameworks, read.
public struct KnowledgeDocument: Sendable {
  /// Path such as `Catalog/packages/pypi.yaml`.
  public let path: String
  /// The documents of the file, most often one.
  public let nodes: [DocumentNode]

  public init(path: String, nodes: [DocumentNode]) {
    self.path = path
    self.nodes = nodes
  }

  /// The first document; an empty one where the file has none.
  public var root: DocumentNode { nodes.first ?? DocumentNode(.null, line: 0) }
}

/// What is wrong with a file of the catalogue, the rules or the frameworks, and where.
public struct KnowledgeError: Error, Sendable, Equatable, CustomStringConvertible {
  public let path: String
  /// Counted from 1; nil for the file as a whole.
  public let line: Int?
  public let message: String

  public init(path: String, line: Int? = nil, _ message: String) {
    self.path = path
    self.line = line
    self.message = message
  }

  public var description: String {
    line.map { "\(path):\($0): \(message)" } ?? "\(path): \(message)"
  }
}
