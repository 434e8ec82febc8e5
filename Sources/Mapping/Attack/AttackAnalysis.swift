public import Estate
internal import Foundation

/// What attackers can reach in an estate: computed once, then asked.
public struct AttackAnalysis: Sendable {
  public let graph: AttackGraph
  public let entries: [EntryPoint]
  public let targets: [AttackTarget]
  let best: BestPaths
  private let reach: ReachSketch
  private let exposure: ReachSketch
  private let entryNumbers: [Int32: Int]
  private let isTarget: Set<Int>
  /// States that something with a place in a network leads to: there the absence of a path means
  /// something. Empty where no source said who reaches what.
  private let networked: BitSet
  /// States that an organisation's own network leads to. How an attacker would come to stand on it is
  /// not in the graph, so that the absence of a path proves nothing.
  private let inside: BitSet
  private let sensitivityIsKnown: Bool
  /// Assets whose content is confidential or more, ascending.
  let sensitive: [Int32]

  /// - Parameters:
  ///   - start: asset that the attacker is supposed to control; nil for the entry points that the
  ///     estate has.
  ///   - traits: those of the estate, where they are known.
  public init(_ estate: Estate, from start: Int? = nil, traits known: AttackTraits? = nil) {
    let traits = known ?? AttackTraits(estate)
    let graph = AttackGraph(estate, traits)
    self.graph = graph
    let entries =
      start.map { asset in
        [
          EntryPoint(
            state: AttackState(asset: asset, hold: .controlled), reason: .supposed, probability: 1)
        ]
      } ?? traits.entries
    let targets = traits.targets
    self.entries = entries
    self.targets = targets
    best = BestPaths(in: graph.steps, .fromSources, entries.compactMap(\.source))
    reach = ReachSketch(in: graph.steps, .toTargets, groups: targets.map(\.nodes))
    exposure = ReachSketch(in: graph.steps, .fromSources, groups: entries.map { [$0.state.node] })
    entryNumbers = Dictionary(
      entries.enumerated().map { ($1.state.node, $0) }, uniquingKeysWith: { first, _ in first })
    isTarget = Set(targets.map(\.asset))
    sensitive = traits.sensitive
    networked = graph.steps.reachable(
      from: estate.collected.contains(.reaches) ? Self.networkNodes(of: estate) : [])
    inside = graph.steps.reachable(
      from: estate.assets.indices
        .filter {
          estate.assets[$0].kind == .network && estate.assets[$0].properties["type"] == "corporate"
        }
        .map { AttackState(asset: $0, hold: .influenced).node })
    sensitivityIsKnown = !targets.isEmpty
  }

  /// A path less likely than this says little where the network was not looked at: a better one may
  /// be there. It is the value that stands for unknown in the score.
  private static let unknownReachability = 0.35

  /// Probability of an attacker's best way to any hold on the asset; 0 where there is none although
  /// something with a place in a network leads to the asset, and none that insiders stand on; nil where
  /// nobody can say.
  ///
  /// A weakness, and a package that anyone can publish, is reached through what has it.
  public func reachability(of asset: Int) -> Double? {
    guard !entries.isEmpty else { return nil }
    let estate = graph.estate
    if estate.assets[asset].kind == .vulnerability {
      return worst(estate.incoming(asset, .affectedBy))
    }
    if estate.assets[asset].kind == .package, isOutside(asset) {
      return worst(estate.incoming(asset, .dependsOn))
    }
    let nodes = AttackHold.allCases.map { AttackState(asset: asset, hold: $0).node }
    let probability = exp(-Double(nodes.map { best.costs[Int($0)] }.min() ?? .infinity))
    if probability >= Self.unknownReachability { return probability }
    guard nodes.contains(where: networked.contains), !nodes.contains(where: inside.contains) else {
      return nil
    }
    return probability
  }

  /// The states of what has a place in a network. A laptop's agent or a package has none: that no
  /// path is known to it says nothing.
  private static func networkNodes(of estate: Estate) -> [Int32] {
    estate.assets.indices.filter { hasPlace(estate.assets[$0].kind) }.flatMap { asset in
      AttackHold.allCases.map { AttackState(asset: asset, hold: $0).node }
    }
  }

  private static func hasPlace(_ kind: AssetKind) -> Bool {
    switch kind {
    case .network, .endpoint, .workload, .gateway, .saaSApp: true
    default: false
    }
  }

  /// Whether the asset is where attackers are from.
  public func isOutside(_ asset: Int) -> Bool {
    AttackHold.allCases.contains { hold in
      let node = AttackState(asset: asset, hold: hold).node
      return entryNumbers[node].map { entries[$0].reason.isOutside } ?? false
    }
  }

  /// The likeliest of the tails of relations. They are no packages or weaknesses themselves: packages
  /// that depend on packages are followed one step only.
  private func worst(_ relations: ArraySlice<Int32>) -> Double? {
    let estate = graph.estate
    return relations.map { estate.relation(at: Int($0)).tail }
      .filter { estate.assets[$0].kind != .package && estate.assets[$0].kind != .vulnerability }
      .compactMap(reachability(of:)).max()
  }

  /// Number of targets, itself apart, within reach of whoever controls the asset; nil where no asset
  /// is known to be one, so that none could be counted.
  public func blastRadius(of asset: Int) -> ReachCount? {
    guard sensitivityIsKnown else { return nil }
    let node = AttackState(asset: asset, hold: .controlled).node
    let count = reach.count(node) - (isTarget.contains(asset) ? 1 : 0)
    return ReachCount(count: max(0, count), isExact: reach.isExact(node))
  }

  /// The same, counted one by one.
  public func exactBlastRadius(of asset: Int) -> [AttackTarget] {
    let seen = graph.steps.reachable(from: [AttackState(asset: asset, hold: .controlled).node])
    return targets.filter { target in
      target.asset != asset && target.nodes.contains(where: seen.contains)
    }
  }

  /// The entry points from which an attacker comes to one of the holds that hurt, found one by one.
  public func entryPoints(to target: AttackTarget) -> [EntryPoint] {
    let seen = graph.steps.reaching(target.nodes)
    return entries.filter { seen.contains($0.state.node) }
  }

  /// Number of entry points from which an attacker comes to hold the asset in that way.
  public func exposure(of state: AttackState) -> ReachCount {
    ReachCount(count: exposure.count(state.node), isExact: exposure.isExact(state.node))
  }

  /// The likeliest way to that state; nil where there is none.
  public func bestPath(to state: AttackState) -> AttackPath? {
    best.path(state.node, in: graph.steps).map { edges in path(edges, endingAt: state) }
  }

  /// The likeliest way to the target; nil where there is none.
  public func bestPath(to target: AttackTarget) -> AttackPath? {
    target.holds.map { AttackState(asset: target.asset, hold: $0) }
      .compactMap(bestPath(to:))
      .max { $0.probability < $1.probability }
  }

  func path(_ edges: [Int32], endingAt end: AttackState) -> AttackPath {
    let start = edges.first.map { AttackState(node: graph.steps.tail(of: $0)) } ?? end
    return AttackPath(
      edges, from: start, entry: entryNumbers[start.node].map { entries[$0] }, in: graph.steps)
  }
}

/// A count that may be an estimate, to be shown with "≈".
public struct ReachCount: Sendable, Hashable {
  public let count: Int
  public let isExact: Bool
}

extension EntryPoint {
  var source: BestPaths.Source? {
    Projector.cost(probability).map { BestPaths.Source(node: state.node, cost: $0) }
  }
}
