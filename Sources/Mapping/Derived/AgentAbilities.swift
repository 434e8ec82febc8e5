internal import Estate

/// The three abilities that together let an outsider steal data through an agent: it takes in what
/// outsiders write, it can obtain sensitive data, it has a way to send data out. Each comes with the
/// path that shows it. What no path shows is left open, not denied.
struct AgentAbilities: Sendable {
  private static let untrustedInput = "agent.untrusted-input"
  private static let reachesSensitive = "agent.reaches-sensitive"
  private static let canExfiltrate = "agent.can-exfiltrate"
  /// Properties that it states.
  static let facts: Set<String> = ["untrusted_input", "reaches_sensitive", "can_exfiltrate"]
  static let signals: Set<String> = [untrustedInput, reachesSensitive, canExfiltrate]

  /// A path less likely than this shows nothing.
  static let leastProbability = 0.05

  private let analysis: AttackAnalysis
  private let estate: Estate

  init(_ analysis: AttackAnalysis) {
    self.analysis = analysis
    estate = analysis.graph.estate
  }

  func observations() -> Observations {
    let agents = estate.assets.indices.filter { estate.assets[$0].kind == .agent }
    guard !agents.isEmpty else { return Observations() }
    let (inward, sensitive, outward) = (inward(), sensitive(), outward())
    var observations = Observations()
    for agent in agents {
      let influenced = AttackState(asset: agent, hold: .influenced)
      let controlled = AttackState(asset: agent, hold: .controlled)
      let ways: [(property: String, signal: String, path: AttackPath?)] = [
        ("untrusted_input", Self.untrustedInput, arriving(at: influenced, by: inward)),
        ("reaches_sensitive", Self.reachesSensitive, leaving(controlled, by: sensitive)),
        ("can_exfiltrate", Self.canExfiltrate, leaving(controlled, by: outward)),
      ]
      let shown = ways.compactMap { way in way.path.map { (way.property, way.signal, $0) } }
      guard !shown.isEmpty else { continue }
      let sighting = DerivedRelations.sighting("agent-abilities")
      let asset = estate.assets[agent]
      observations.assets.append(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name,
          properties: Dictionary(uniqueKeysWithValues: shown.map { ($0.0, .boolean(true)) }),
          sighting: sighting))
      for (_, signal, path) in shown {
        observations.signals.append(
          SignalObservation(
            signal: signal, asset: asset.id,
            detail: ["path": PathDescription(path, in: estate).value], sighting: sighting))
      }
    }
    return observations
  }

  /// From where outsiders write; packages, registries and keys are other stories.
  private func inward() -> BestPaths {
    let writing: Set<EntryPoint.Reason> = [.internet, .anyone, .untrustedContent]
    let entries = analysis.entries.filter { writing.contains($0.reason) }
    return BestPaths(in: analysis.graph.steps, .fromSources, entries.compactMap(\.source))
  }

  private func sensitive() -> BestPaths {
    BestPaths(
      in: analysis.graph.steps, .toTargets,
      analysis.sensitive.map {
        .init(node: AttackState(asset: Int($0), hold: .disclosed).node, cost: 0)
      })
  }

  private func outward() -> BestPaths {
    BestPaths(
      in: analysis.graph.steps, .toTargets,
      analysis.graph.exits().compactMap { index in
        let relation = estate.relation(at: index)
        let tail = AttackState(asset: relation.tail, hold: .controlled)
        return Projector.cost(relation.kind.declaration.probability * relation.confidence)
          .map { .init(node: tail.node, cost: $0) }
      })
  }

  private func arriving(at state: AttackState, by best: BestPaths) -> AttackPath? {
    let edges = best.path(state.node, in: analysis.graph.steps)
    return edges.map { analysis.path($0, endingAt: state) }.flatMap(likely)
  }

  private func leaving(_ state: AttackState, by best: BestPaths) -> AttackPath? {
    let edges = best.path(state.node, in: analysis.graph.steps)
    return edges.map { AttackPath($0, from: state, entry: nil, in: analysis.graph.steps) }
      .flatMap(likely)
  }

  private func likely(_ path: AttackPath) -> AttackPath? {
    path.probability >= Self.leastProbability ? path : nil
  }
}
