/// Why a document could not be read.
public enum DocumentError: Error, Sendable, Equatable, CustomStringConvertible {
  case syntax(line: Int, String)
  case tooDeep(line: Int, limit: Int)
  /// More nodes, aliases expanded, than the limit.
  case tooLarge(limit: Int)

  public var description: String {
    switch self {
    case .syntax(let line, let message): "line \(line): \(message)"
    case .tooDeep(let line, let limit): "line \(line): nested deeper than \(limit) levels"
    case .tooLarge(let limit): "more than \(limit) values when expanded"
    }
  }
}

/// Bounds on what a hostile document may cost.
public struct DocumentLimits: Sendable {
  public var depth: Int
  /// Nodes of the tree, those repeated by YAML aliases counted each time.
  public var nodes: Int

  public init(depth: Int = 128, nodes: Int = 1_000_000) {
    self.depth = depth
    self.nodes = nodes
  }
}
