import Estate

/// A path through the estate: nodes joined by edges.
struct PathPattern: Sendable {
  /// Hops that one edge may repeat over.
  static let hopLimit = 6

  struct Node: Sendable {
    let variable: Variable?
    /// Kinds allowed, by number; nil for any.
    let kinds: [Bool]?

    func fits(_ kind: AssetKind) -> Bool { kinds?[Int(kind.rawValue)] ?? true }
  }

  struct Edge: Sendable {
    let variable: Variable?
    let kinds: [RelationKind]
    /// Whether the stored direction runs as the pattern reads.
    let isForward: Bool
    let low: Int
    let high: Int
  }

  let nodes: [Node]
  let edges: [Edge]

  var relationKinds: Set<RelationKind> { Set(edges.flatMap(\.kinds)) }

  /// Slots of all variables of the pattern.
  var slots: Set<Int> {
    Set(nodes.compactMap(\.variable?.slot) + edges.compactMap(\.variable?.slot))
  }
}
