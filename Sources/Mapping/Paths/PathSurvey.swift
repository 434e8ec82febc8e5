public import Estate

/// The answer to `isobar paths`: the ways to what matters, and what would cut them.
public struct PathSurvey: Sendable {
  public let estate: Estate
  /// The likeliest first, weighed by what is lost.
  public let paths: [AttackPath]
  public let chokePoints: [ChokePoint]
  public let fixes: [Fix]
  /// The smallest set of cuts, where one target was asked for; nil where there is none.
  public let severingSet: [AttackPath.Hop]?
  /// Targets that no attacker reaches, by what is known.
  public let unreached: Int
  /// Indices of the critical assets within reach of the start that was supposed; nil without one.
  public let blastRadius: [Int]?
  /// Indices of the assets where attackers who reach the one target start; nil without a target.
  public let exposure: [Int]?
}

extension PathSurvey {
  /// - Parameters:
  ///   - start: asset that the attacker is supposed to control; nil for the estate's entry points.
  ///   - goal: the only target; nil for every critical asset.
  ///   - limit: paths that are listed.
  public init(_ estate: Estate, from start: Int? = nil, to goal: Int? = nil, limit: Int) {
    self.estate = estate
    let analysis = AttackAnalysis(estate, from: start)
    blastRadius = start.map { analysis.exactBlastRadius(of: $0).map(\.asset) }
    guard let goal else {
      let map = RouteMap(analysis)
      let best = map.targets.compactMap { target in
        analysis.bestPath(to: target).map { (path: $0, risk: target.value * $0.probability) }
      }
      // A target that is where the attacker starts needs no path.
      paths = best.filter { !$0.path.hops.isEmpty }
        .enumerated().sorted { ($1.element.risk, $0.offset) < ($0.element.risk, $1.offset) }
        .prefix(max(0, limit)).map(\.element.path)
      chokePoints = map.chokePoints(limit: 5)
      fixes = map.fixes()
      severingSet = nil
      exposure = nil
      unreached = analysis.targets.count - map.targets.count
      return
    }
    let target =
      analysis.targets.first { $0.asset == goal }
      ?? AttackTarget(asset: goal, holds: AttackHold.allCases, value: 1)
    let map = RouteMap(analysis, to: [target])
    paths = map.diversePaths(limit: min(5, limit)).filter { !$0.hops.isEmpty }
    chokePoints = map.chokePoints(limit: 5)
    fixes = map.fixes()
    severingSet = map.severingSet()
    exposure = analysis.entryPoints(to: target).map(\.state.asset)
    unreached = map.targets.isEmpty ? 1 : 0
  }

  /// What a cut is made at, in words.
  public func words(for hop: AttackPath.Hop) -> String { PathPhrase(estate: estate).cut(of: hop) }

  /// The JSON document `isobar.paths/v1`.
  public var document: Value {
    .map([
      "format": "isobar.paths/v1",
      "paths": .list(paths.map { PathDescription($0, in: estate).value }),
      "choke_points": .list(
        chokePoints.map { point in
          .map([
            "asset": .text(estate.assets[point.state.asset].id.text),
            "hold": .text(point.state.hold.name), "targets": .integer(point.targets),
          ])
        }),
      "fixes": .list(
        fixes.map { fix in
          .map([
            "cut": .text(words(for: fix.hop)), "paths": .integer(fix.paths),
            "remaining": .number(PathDescription.rounded(fix.remaining)),
          ])
        }),
      "smallest_cut": severingSet.map { .texts($0.map(words)) } ?? .null,
      "blast_radius": ids(blastRadius), "exposure": ids(exposure),
      "unreached": .integer(unreached),
    ])
  }

  private func ids(_ assets: [Int]?) -> Value {
    assets.map { .texts($0.map { estate.assets[$0].id.text }) } ?? .null
  }
}
