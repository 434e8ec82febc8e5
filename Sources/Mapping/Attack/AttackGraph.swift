public import Estate
internal import Foundation

/// Every step that an attacker can take in an estate, over assets × {influenced, controlled,
/// disclosed}. Poisoning, prompt injection, abuse of keys, supply chain and extraction are all paths
/// of this one graph.
public struct AttackGraph: Sendable {
  public let estate: Estate
  let steps: CompressedGraph

  public init(_ estate: Estate) { self.init(estate, AttackTraits(estate)) }

  init(_ estate: Estate, _ traits: AttackTraits) {
    self.estate = estate
    let projector = Projector(estate, traits)
    steps = CompressedGraph(nodeCount: estate.assets.count * 3) { projector.emitSteps($0) }
  }

  public var stateCount: Int { steps.nodeCount }
  public var stepCount: Int { steps.edgeCount }

  /// Every step with its probability, in the order of the states that it leaves.
  public func forEachStep(
    _ body: (_ from: AttackState, _ to: AttackState, _ step: AttackStep, _ probability: Double) ->
      Void
  ) {
    for node in 0..<Int32(steps.nodeCount) {
      for edge in steps.outgoing(node) {
        body(
          AttackState(node: node), AttackState(node: steps.heads[edge]),
          AttackStep(label: steps.labels[edge]), exp(-Double(steps.costs[edge])))
      }
    }
  }

  /// Every state that the attacker comes to from one state, itself included, ascending by asset.
  public func reachable(from state: AttackState) -> [AttackState] {
    steps.reachable(from: [state.node]).members.map(AttackState.init(node:))
  }

  /// Every state from which the attacker comes to one state, itself included, ascending by asset.
  public func reaching(_ state: AttackState) -> [AttackState] {
    steps.reaching([state.node]).members.map(AttackState.init(node:))
  }

  /// Relations over which data leaves: from a tool or workload to somewhere outside. Whoever controls
  /// the tail can send out all that was disclosed.
  public func exits() -> [Int] {
    let assets = estate.assets
    let kinds = Self.quickExitKinds
    return (0..<estate.relationCount).filter { index in
      guard kinds.contains(estate.kind(ofRelationAt: index)) else { return false }
      let head = assets[estate.relation(at: index).head]
      return head.kind != .network || head.properties["type"] == "internet"
        || head.id.text == "network:internet:internet"
    }
  }

  static let exitKinds = Set(
    RelationKind.all.filter { $0.declaration.projection.disclosure == .exit })
  private static let quickExitKinds = RelationKindSet(exitKinds)

  /// Groups of identities in which each can act as any other, so that the weakest protects them all.
  public func sharedIdentities() -> [[Int]] {
    let identity = estate.assets.map { $0.kind.declaration.group == "Identity" }
    let count = estate.assets.count
    let acting = CompressedGraph(nodeCount: count) { emit in
      for asset in 0..<count where identity[asset] {
        let state = AttackState(asset: asset, hold: .controlled)
        for edge in steps.outgoing(state.node) {
          let next = AttackState(node: steps.heads[edge])
          if next.hold == .controlled, next.asset != asset, identity[next.asset] {
            emit(Int32(asset), Int32(next.asset), steps.costs[edge], steps.labels[edge])
          }
        }
      }
    }
    return acting.strongComponents().map { $0.map(Int.init) }
  }
}
