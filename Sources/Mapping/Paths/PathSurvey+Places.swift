public import Estate

extension PathSurvey {
  /// The assets that it speaks of, in the order of ids.
  public var assets: [AssetID] {
    let hops = paths.flatMap(\.hops) + fixes.map(\.hop) + (severingSet ?? [])
    var indices = Set(hops.flatMap { [$0.from.asset, $0.to.asset] })
    indices.formUnion(paths.map(\.start.asset))
    indices.formUnion(chokePoints.map(\.state.asset))
    indices.formUnion((blastRadius ?? []) + (exposure ?? []))
    return indices.sorted().map { estate.assets[$0].id }
  }

  /// The same answer about an estate that knows more of these assets; nil where it lacks one, or a
  /// relation between them.
  public func moved(to other: Estate) -> PathSurvey? {
    let places = EstatePlaces(old: estate, new: other)
    let paths = paths.compactMap(places.path)
    let chokePoints = chokePoints.compactMap { point in
      places.state(point.state).map {
        ChokePoint(state: $0, targets: point.targets, value: point.value)
      }
    }
    let fixes = fixes.compactMap { fix in
      places.hop(fix.hop).map { Fix(hop: $0, paths: fix.paths, remaining: fix.remaining) }
    }
    let cut = severingSet.map { $0.compactMap(places.hop) }
    let blastRadius = blastRadius.map { $0.compactMap(places.asset) }
    let exposure = exposure.map { $0.compactMap(places.asset) }
    guard blastRadius?.count == self.blastRadius?.count, exposure?.count == self.exposure?.count,
      paths.count == self.paths.count, chokePoints.count == self.chokePoints.count,
      fixes.count == self.fixes.count, cut?.count == severingSet?.count
    else { return nil }
    return PathSurvey(
      estate: other, paths: paths, chokePoints: chokePoints, fixes: fixes, severingSet: cut,
      unreached: unreached, blastRadius: blastRadius, exposure: exposure)
  }
}

/// Where the assets and relations of one estate stand in another.
private struct EstatePlaces {
  let old: Estate
  let new: Estate

  func asset(_ asset: Int) -> Int? { new.index(of: old.assets[asset].id) }

  func state(_ state: AttackState) -> AttackState? {
    asset(state.asset).map { AttackState(asset: $0, hold: state.hold) }
  }

  func hop(_ hop: AttackPath.Hop) -> AttackPath.Hop? {
    guard let from = state(hop.from), let to = state(hop.to), let step = step(hop.step) else {
      return nil
    }
    return AttackPath.Hop(from: from, to: to, step: step, probability: hop.probability)
  }

  func path(_ path: AttackPath) -> AttackPath? {
    let hops = path.hops.compactMap(hop)
    guard hops.count == path.hops.count, let start = state(path.start) else { return nil }
    let entry = path.entry.map {
      EntryPoint(state: start, reason: $0.reason, probability: $0.probability)
    }
    return AttackPath(entry: entry, start: start, hops: hops, probability: path.probability)
  }

  private func step(_ step: AttackStep) -> AttackStep? {
    guard case .relation(let index) = step else { return step }
    let relation = old.relation(at: index)
    guard let tail = new.index(of: old.assets[relation.tail].id),
      let head = new.index(of: old.assets[relation.head].id)
    else { return nil }
    return new.outgoing(tail, relation.kind)
      .first { new.head(ofRelationAt: $0) == head }.map(AttackStep.relation)
  }
}
