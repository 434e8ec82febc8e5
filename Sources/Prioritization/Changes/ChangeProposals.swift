internal import Assessment
internal import Estate
internal import Foundation
internal import Mapping

/// Which changes might help against a finding: what the catalogue knows for the assets that it is about
/// and those on the attacker's best path, and the end of each relation that either rests on.
struct ChangeProposals {
  /// Proposals for one finding.
  static let limit = 40
  /// Relations of one asset that one change ends.
  private static let cutLimit = 1_000

  let catalog: ChangeCatalog
  /// As it was seen: what changes are made to.
  let base: Estate
  /// With all that follows from it: what conditions are asked of.
  let estate: Estate
  let analysis: AttackAnalysis
  let now: Date

  func proposals(for finding: Finding, path: AttackPath?) -> [ProposedChange] {
    var proposals: [ProposedChange] = []
    var seen: Set<ProposedChange.Key> = []
    /// Relations that some change of the catalogue ends with better words.
    var ended: Set<Int> = []
    func add(_ proposal: ProposedChange?) {
      guard let proposal, proposals.count < Self.limit, seen.insert(proposal.key).inserted else {
        return
      }
      if case .cut(let relation) = proposal.key, ended.contains(relation) { return }
      ended.formUnion(proposal.change.cuts)
      proposals.append(proposal)
    }
    let hops = path?.hops ?? []
    let own = [finding.asset] + finding.assets + finding.path.flatMap { [$0.from, $0.to] }
    for asset in own.compactMap(estate.index(of:)) { changes(of: asset).forEach(add) }
    for step in finding.path { relations(of: step).map(cut).forEach(add) }
    for hop in hops {
      if case .relation(let index) = hop.step {
        let relation = estate.relation(at: index)
        let step = PathStep(
          from: estate.assets[relation.tail].id, relation: relation.kind,
          to: estate.assets[relation.head].id)
        relations(of: step).map(cut).forEach(add)
      }
      changes(of: hop.from.asset).forEach(add)
    }
    return proposals
  }

  /// What the catalogue knows for the asset.
  private func changes(of index: Int) -> [ProposedChange] {
    let asset = estate.assets[index]
    guard let number = base.index(of: asset.id) else { return [] }
    return catalog.entries(for: asset.kind).compactMap { entry in
      let known = catalog.entries[entry]
      guard known.condition.holds(index, in: estate, now: now) else { return nil }
      return ProposedChange(
        key: .entry(entry, asset: number),
        words: known.words.replacing("{x}", with: "\(asset.kind.name) \(asset.name)"),
        change: change(by: known, on: number))
    }
  }

  private func change(by entry: ChangeEntry, on asset: Int) -> EstateChange {
    var change = EstateChange()
    for (property, value) in entry.values {
      change.values[.init(asset: asset, property: property)] = resolved(value)
    }
    change.silenced = Set(entry.silenced.map { .init(asset: asset, signal: $0) })
    let outgoing = entry.cutsOutgoing.flatMap { Array(base.outgoing(asset, $0)) }
    let incoming = entry.cutsIncoming.flatMap { base.incoming(asset, $0).map(Int.init) }
    let outside = entry.cutsFromOutside.flatMap { kind in
      base.incoming(asset, kind).map(Int.init).filter { index in
        let tail = base.assets[base.tail(ofRelationAt: index)].id
        return estate.index(of: tail).map(analysis.isOutside) ?? false
      }
    }
    change.cuts = Set((outgoing + incoming + outside).prefix(Self.cutLimit))
    guard let addition = entry.addition else { return change }
    let id = AssetID(addition.kind, "change", base.assets[asset].id.text)
    let sighting = Sighting(source: base.assets[asset].source, detector: "change")
    change.added.assets = [
      AssetObservation(
        id: id, kind: addition.kind, name: addition.kind.name,
        properties: addition.properties.mapValues(resolved), sighting: sighting)
    ]
    change.added.relations = [
      RelationObservation(
        kind: addition.relation, tail: base.assets[asset].id, head: id, sighting: sighting)
    ]
    return change
  }

  /// `$now` stands for the time of the judgement.
  private func resolved(_ value: Value) -> Value {
    value == "$now" ? .text(now.formatted(.iso8601)) : value
  }

  /// The relations that were seen behind one step: itself or, where it was concluded, those that it was
  /// concluded from.
  private func relations(of step: PathStep) -> [Int] {
    guard let tail = estate.index(of: step.from), let head = estate.index(of: step.to) else {
      return []
    }
    if let seen = relation(step.relation, from: step.from, to: step.to) { return [seen] }
    let concluded = estate.outgoing(tail, step.relation)
      .first { estate.head(ofRelationAt: $0) == head }
    guard let concluded,
      let through = estate.relationProperties(at: concluded)["through"]?.list?.compactMap(\.text),
      let last = through.last
    else { return [] }
    let ids = through.map(AssetID.init(trusted:))
    let links = zip(ids, ids.dropFirst()).compactMap { from, to in
      [RelationKind.memberOf, .canAssume, .authenticatesAs].lazy
        .compactMap { relation($0, from: from, to: to) }.first
    }
    let grants = [step.relation, .canAdmin].lazy
      .compactMap { relation($0, from: AssetID(trusted: last), to: step.to) }.first
    return links + [grants].compactMap { $0 }
  }

  private func relation(_ kind: RelationKind, from: AssetID, to: AssetID) -> Int? {
    guard let tail = base.index(of: from), let head = base.index(of: to) else { return nil }
    return base.outgoing(tail, kind).first { base.head(ofRelationAt: $0) == head }
  }

  private func cut(_ index: Int) -> ProposedChange? {
    let relation = base.relation(at: index)
    guard let words = relation.kind.declaration.cut else { return nil }
    func name(_ asset: Int) -> String {
      "\(base.assets[asset].kind.name) \(base.assets[asset].name)"
    }
    var change = EstateChange()
    change.cuts = [index]
    return ProposedChange(
      key: .cut(index),
      words: words.replacing("{tail}", with: name(relation.tail))
        .replacing("{head}", with: name(relation.head)),
      change: change)
  }
}
