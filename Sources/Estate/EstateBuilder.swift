/// Merges observations by id into an estate. The order of arrival never changes the result.
public struct EstateBuilder: Sendable {
  private var drafts: [AssetDraft] = []
  private var draftNumbers: [AssetID: Int32] = [:]
  private var relations = RelationDrafts()
  private var signals: [SignalObservation] = []
  private var collected: Set<RelationKind> = []
  private var names = SightingNames()

  public init() {}

  /// States that some source looked for relations of these kinds.
  public mutating func collects(_ kinds: some Sequence<RelationKind>) { collected.formUnion(kinds) }

  public mutating func add(_ observations: Observations) {
    for asset in observations.assets { add(asset) }
    for relation in observations.relations { add(relation) }
    signals += observations.signals
  }

  public mutating func add(_ asset: AssetObservation) {
    let number = Int(draft(for: asset.id))
    drafts[number].observe(asset)
  }

  public mutating func add(_ relation: RelationObservation) {
    let (tail, head) = (draft(for: relation.tail), draft(for: relation.head))
    collected.insert(relation.kind)
    relations.add(
      relation.kind.rawValue, from: tail, to: head, relation.basis, relation.properties,
      names.pack(relation.sighting))
  }

  /// Takes assets for one another: what was said of an alias is said of the id that it stands for. A
  /// relation between two names of one asset says nothing, and is dropped.
  public mutating func rename(_ aliases: [AssetID: AssetID]) {
    guard aliases.keys.contains(where: { draftNumbers[$0] != nil }) else { return }
    var renamed = EstateBuilder()
    (renamed.names, renamed.collected) = (names, collected)
    let numbers = drafts.map { draft in
      let number = renamed.draft(for: aliases[draft.id] ?? draft.id)
      renamed.drafts[Int(number)].absorb(draft)
      return number
    }
    for number in 0..<relations.count {
      let ends = (tail: Int(relations.tails[number]), head: Int(relations.heads[number]))
      let (tail, head) = (numbers[ends.tail], numbers[ends.head])
      guard tail != head || ends.tail == ends.head else { continue }
      renamed.relations.absorb(number, of: relations, from: tail, to: head)
    }
    renamed.signals = signals.map { signal in
      var signal = signal
      signal.asset = aliases[signal.asset] ?? signal.asset
      return signal
    }
    self = renamed
  }

  /// The estate of all that was added. Ends of relations and signals that nothing described become
  /// bare assets, named by their id, so that nothing is lost; those of an unknown kind are left out.
  public func build() -> Estate {
    guard signals.contains(where: { draftNumbers[$0.asset] == nil }) else { return finish() }
    var builder = self
    for signal in signals { _ = builder.draft(for: signal.asset) }
    return builder.finish()
  }

  /// The same, where it is asked for several times while more is added: of what nothing more is said,
  /// nothing is worked out anew.
  public mutating func current() -> Estate {
    for index in drafts.indices { drafts[index].make() }
    return build()
  }

  private func finish() -> Estate {
    let order = drafts.indices.filter { drafts[$0].kind != nil }
      .sorted { drafts[$0].id < drafts[$1].id }
    var position = [Int32](repeating: -1, count: drafts.count)
    for (new, old) in order.enumerated() { position[old] = Int32(new) }
    let assets = order.compactMap { drafts[$0].asset() }
    return Estate(
      assets: assets, signals: mergedSignals(position),
      relations: RelationColumns(
        relations, position: position, names: names, assetCount: assets.count),
      collected: collected)
  }

  private func mergedSignals(_ position: [Int32]) -> [Signal] {
    signals.compactMap { signal -> Signal? in
      guard let draft = draftNumbers[signal.asset], position[Int(draft)] >= 0 else { return nil }
      return Signal(
        signal: signal.signal, asset: Int(position[Int(draft)]), detail: signal.detail,
        sighting: signal.sighting)
    }
    .sorted(by: Self.precedes)
    .reduce(into: []) { kept, signal in
      if let last = kept.last, !Self.precedes(last, signal) { return }
      kept.append(signal)
    }
  }

  private static func precedes(_ left: Signal, _ right: Signal) -> Bool {
    if left.asset != right.asset { return left.asset < right.asset }
    if left.signal != right.signal { return left.signal < right.signal }
    if left.sighting != right.sighting { return left.sighting < right.sighting }
    return Value.map(left.detail) < Value.map(right.detail)
  }

  private mutating func draft(for id: AssetID) -> Int32 {
    if let number = draftNumbers[id] { return number }
    let number = Int32(drafts.count)
    draftNumbers[id] = number
    drafts.append(AssetDraft(id: id))
    return number
  }
}
