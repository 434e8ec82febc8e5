import Estate

/// A path through the estate: nodes joined by edges.
struct PathPattern: Sendable {
  /// Hops that one edge may repeat over.
  static let hopLimit = 6

  // Nodes and edges are shared, not copied, at each step of a search.

  final class Node: Sendable {
    let variable: Variable?
    /// Kinds allowed, by number; nil for any.
    let kinds: [Bool]?

    init(variable: Variable?, kinds: [Bool]?) {
      self.variable = variable
      self.kinds = kinds
    }

    func fits(_ kind: AssetKind) -> Bool { kinds?[Int(kind.rawValue)] ?? true }
  }

  final class Edge: Sendable {
    let variable: Variable?
    let kinds: [RelationKind]
    /// Whether the stored direction runs as the pattern reads.
    let isForward: Bool
    let low: Int
    let high: Int

    init(variable: Variable?, kinds: [RelationKind], isForward: Bool, low: Int, high: Int) {
      self.variable = variable
      self.kinds = kinds
      self.isForward = isForward
      self.low = low
      self.high = high
    }
  }

  let nodes: [Node]
  let edges: [Edge]

  var relationKinds: Set<RelationKind> { Set(edges.flatMap(\.kinds)) }

  /// Slots of all variables of the pattern.
  var slots: Set<Int> {
    Set(nodes.compactMap(\.variable?.slot) + edges.compactMap(\.variable?.slot))
  }
}
