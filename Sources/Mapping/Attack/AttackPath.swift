internal import Foundation

/// One way of an attacker, from an entry point to a state.
public struct AttackPath: Sendable, Hashable {
  public struct Hop: Sendable, Hashable {
    public let from: AttackState
    public let to: AttackState
    public let step: AttackStep
    public let probability: Double
  }

  public let entry: EntryPoint?
  public let start: AttackState
  /// Implied steps are left in: `PathDescription` reads over them.
  public let hops: [Hop]
  /// That of the entry times those of all hops.
  public let probability: Double

  public var end: AttackState { hops.last?.to ?? start }

}

extension AttackPath {
  /// `edges` are those of the whole graph, from `start` on.
  init(_ edges: [Int32], from start: AttackState, entry: EntryPoint?, in graph: CompressedGraph) {
    self.entry = entry
    self.start = start
    var hops: [Hop] = []
    var from = start
    for edge in edges {
      let to = AttackState(node: graph.heads[Int(edge)])
      hops.append(
        Hop(
          from: from, to: to, step: AttackStep(label: graph.labels[Int(edge)]),
          probability: exp(-Double(graph.costs[Int(edge)]))))
      from = to
    }
    self.hops = hops
    probability = hops.reduce(entry?.probability ?? 1) { $0 * $1.probability }
  }
}
