/// Merges observations by id into an estate. The order of arrival never changes the result.
public struct EstateBuilder: Sendable {
  private var drafts: [AssetDraft] = []
  private var draftNumbers: [AssetID: Int32] = [:]
  private var relations: [RelationKey: Int32] = [:]
  private var relationSightings: [[PackedSighting]] = []
  private var relationBases: [Basis] = []
  private var relationProperties: [Int32: [String: Value]] = [:]
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
    let key = RelationKey(
      kind: relation.kind.rawValue, tail: draft(for: relation.tail), head: draft(for: relation.head)
    )
    collected.insert(relation.kind)
    merge(key, [names.pack(relation.sighting)], relation.basis, relation.properties)
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
    for (key, number) in relations {
      let (tail, head) = (numbers[Int(key.tail)], numbers[Int(key.head)])
      guard tail != head || key.tail == key.head else { continue }
      renamed.merge(
        RelationKey(kind: key.kind, tail: tail, head: head),
        relationSightings[Int(number)], relationBases[Int(number)],
        relationProperties[number] ?? [:])
    }
    renamed.signals = signals.map { signal in
      var signal = signal
      signal.asset = aliases[signal.asset] ?? signal.asset
      return signal
    }
    self = renamed
  }

  private mutating func merge(
    _ key: RelationKey, _ sightings: [PackedSighting], _ basis: Basis, _ properties: [String: Value]
  ) {
    guard let number = relations[key] else {
      let number = Int32(relationSightings.count)
      relations[key] = number
      relationSightings.append(sightings)
      relationBases.append(basis)
      if !properties.isEmpty { relationProperties[number] = properties }
      return
    }
    let index = Int(number)
    for sighting in sightings where !relationSightings[index].contains(sighting) {
      relationSightings[index].append(sighting)
    }
    relationBases[index] = max(relationBases[index], basis)
    if !properties.isEmpty {
      relationProperties[number, default: [:]].merge(properties) { max($0, $1) }
    }
  }

  /// The estate of all that was added. Ends of relations and signals that nothing described become
  /// bare assets, named by their id, so that nothing is lost; those of an unknown kind are left out.
  public func build() -> Estate {
    var builder = self
    for signal in signals { _ = builder.draft(for: signal.asset) }
    return builder.finish()
  }

  private func finish() -> Estate {
    let order = drafts.indices.filter { drafts[$0].kind != nil }
      .sorted { drafts[$0].id < drafts[$1].id }
    var position = [Int32](repeating: -1, count: drafts.count)
    for (new, old) in order.enumerated() { position[old] = Int32(new) }
    let assets = order.compactMap { drafts[$0].asset() }

    var rows: [(row: RelationRow, number: Int32)] = []
    rows.reserveCapacity(relations.count)
    for (key, number) in relations {
      let (tail, head) = (position[Int(key.tail)], position[Int(key.head)])
      guard tail >= 0, head >= 0 else { continue }
      let confidence = relationSightings[Int(number)].reduce(0) { max($0, $1.confidence) }
      let row = RelationRow(
        kind: key.kind, tail: tail, head: head, basis: relationBases[Int(number)],
        confidence: confidence)
      rows.append((row, number))
    }
    rows.sort {
      ($0.row.tail, $0.row.kind, $0.row.head) < ($1.row.tail, $1.row.kind, $1.row.head)
    }
    var properties: [Int32: [String: Value]] = [:]
    for (index, entry) in rows.enumerated() {
      if let own = relationProperties[entry.number] { properties[Int32(index)] = own }
    }
    let columns = RelationColumns(
      rows: rows.map(\.row),
      sightings: rows.map { names.sorted(relationSightings[Int($0.number)]) },
      properties: properties, names: names, assetCount: assets.count)
    return Estate(
      assets: assets, signals: mergedSignals(position), relations: columns, collected: collected)
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

private struct RelationKey: Hashable {
  let kind: UInt8
  let tail: Int32
  let head: Int32
}
