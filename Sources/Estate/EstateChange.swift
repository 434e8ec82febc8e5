/// What could be different in an estate, to see what would follow from it.
///
/// Indices are those of the estate that the change is applied to.
public struct EstateChange: Sendable {
  public struct PropertyKey: Sendable, Hashable {
    public let asset: Int
    public let property: String

    public init(asset: Int, property: String) {
      self.asset = asset
      self.property = property
    }
  }

  public struct SignalKey: Sendable, Hashable {
    public let asset: Int
    public let signal: String

    public init(asset: Int, signal: String) {
      self.asset = asset
      self.signal = signal
    }
  }

  /// Relations that would be gone.
  public var cuts: Set<Int> = []
  /// Values that would hold whatever was said before.
  public var values: [PropertyKey: Value] = [:]
  /// Signals that would not be there.
  public var silenced: Set<SignalKey> = []
  /// What would be seen besides.
  public var added = Observations()

  public init() {}

  /// Whether no more is changed than signals, and properties of assets other than some.
  public func keepsRelations(andProperties facts: Set<String>) -> Bool {
    cuts.isEmpty && added.isEmpty && !values.keys.contains { facts.contains($0.property) }
  }

  /// The values and signals of the change, of an estate in which assets have other indices.
  ///
  /// - Parameter index: gives the index of an asset there; nil where it is not in it.
  public func moved(_ index: (Int) -> Int?) -> EstateChange {
    var moved = EstateChange()
    for (key, value) in values {
      guard let asset = index(key.asset) else { continue }
      moved.values[PropertyKey(asset: asset, property: key.property)] = value
    }
    moved.silenced = Set(
      silenced.compactMap { key in
        index(key.asset).map { SignalKey(asset: $0, signal: key.signal) }
      })
    return moved
  }
}

/// An estate after a change.
public struct ChangedEstate: Sendable {
  public let estate: Estate
  /// For each asset its index before the change; -1 of assets that are new, or of which something else is
  /// said.
  public let origins: [Int32]
}

extension Estate {
  /// The estate as it would be after a change. Who saw its relations is not kept.
  public func applying(_ change: EstateChange) -> Estate { changed(by: change).estate }

  /// The same, with what has become of each asset.
  public func changed(by change: EstateChange) -> ChangedEstate {
    var assets = self.assets
    for (key, value) in change.values {
      assets[key.asset] = assets[key.asset].setting(key.property, to: value)
    }
    let merge = AssetMerge(assets, adding: change.added)
    let columns =
      change.cuts.isEmpty && change.added.relations.isEmpty && merge.keepsNumbers
      ? relations : RelationMerge(self, cutting: change.cuts, adding: change.added, merge).columns
    var signals = signals.compactMap { signal -> Signal? in
      let key = EstateChange.SignalKey(asset: signal.asset, signal: signal.signal)
      guard !change.silenced.contains(key) else { return nil }
      return Signal(
        signal: signal.signal, asset: merge.numbers[signal.asset], detail: signal.detail,
        sighting: signal.sighting)
    }
    for signal in change.added.signals {
      guard let asset = merge.number(of: signal.asset) else { continue }
      signals.append(
        Signal(
          signal: signal.signal, asset: asset, detail: signal.detail, sighting: signal.sighting))
    }
    let estate = Estate(
      assets: merge.assets,
      signals: signals.sorted { ($0.asset, $0.signal) < ($1.asset, $1.signal) },
      relations: columns, collected: collected.union(change.added.relations.map(\.kind)))
    return ChangedEstate(
      estate: estate, origins: merge.origins(without: Set(change.values.keys.map(\.asset))))
  }
}

extension Asset {
  /// The same with one value in place of all that was said of the property.
  fileprivate func setting(_ property: String, to value: Value) -> Asset {
    var properties = properties
    properties[property] = value
    var claims = claims.filter { $0.property != property }
    claims.append(
      PropertyClaim(
        property: property, value: value, sighting: Sighting(source: source, detector: "change")))
    return Asset(
      id: id, kind: kind, name: name, properties: properties, claims: claims.sorted(),
      sightings: sightings)
  }
}

/// Assets with what is observed besides, in the order of their ids.
private struct AssetMerge {
  private(set) var assets: [Asset]
  /// New index of each old asset.
  private(set) var numbers: [Int]
  private var added: [AssetID: Int] = [:]
  private let old: [AssetID: Int]
  /// Old indices of assets of which something else is said.
  private var replaced: Set<Int> = []

  init(_ assets: [Asset], adding observations: Observations) {
    self.assets = assets
    numbers = Array(assets.indices)
    let touched = Set(
      observations.assets.map(\.id) + observations.relations.flatMap { [$0.tail, $0.head] }
        + observations.signals.map(\.asset))
    guard !touched.isEmpty else {
      old = [:]
      return
    }
    old = touched.reduce(into: [:]) { found, id in
      let index = assets.partitioningIndex { $0.id >= id }
      if index < assets.count, assets[index].id == id { found[id] = index }
    }
    var drafts: [AssetID: AssetDraft] = [:]
    for observation in observations.assets {
      drafts[observation.id, default: draft(of: observation.id)].observe(observation)
    }
    for id in touched where old[id] == nil && drafts[id] == nil { drafts[id] = AssetDraft(id: id) }
    for (id, draft) in drafts {
      if let index = old[id], let asset = draft.asset() {
        self.assets[index] = asset
        replaced.insert(index)
      }
    }
    let new = drafts.filter { old[$0.key] == nil }.compactMap { $0.value.asset() }
      .sorted { $0.id < $1.id }
    insert(new)
  }

  func number(of id: AssetID) -> Int? { old[id].map { numbers[$0] } ?? added[id] }

  /// Whether every asset has the index that it had.
  var keepsNumbers: Bool { added.isEmpty }

  /// For each asset its old index, or -1.
  func origins(without changed: Set<Int>) -> [Int32] {
    var origins = [Int32](repeating: -1, count: assets.count)
    for (old, new) in numbers.enumerated() where !changed.contains(old) && !replaced.contains(old) {
      origins[new] = Int32(old)
    }
    return origins
  }

  private func draft(of id: AssetID) -> AssetDraft {
    var draft = AssetDraft(id: id)
    guard let index = old[id] else { return draft }
    let asset = assets[index]
    for sighting in asset.sightings {
      draft.observe(
        AssetObservation(id: id, kind: asset.kind, name: asset.name, sighting: sighting))
    }
    for claim in asset.claims {
      draft.observe(
        AssetObservation(
          id: id, kind: asset.kind, name: asset.name, properties: [claim.property: claim.value],
          sighting: claim.sighting, isStatement: true))
    }
    return draft
  }

  private mutating func insert(_ new: [Asset]) {
    guard !new.isEmpty else { return }
    var merged: [Asset] = []
    merged.reserveCapacity(assets.count + new.count)
    var next = new[...]
    for (index, asset) in assets.enumerated() {
      while let first = next.first, first.id < asset.id {
        added[first.id] = merged.count
        merged.append(first)
        next.removeFirst()
      }
      numbers[index] = merged.count
      merged.append(asset)
    }
    for asset in next {
      added[asset.id] = merged.count
      merged.append(asset)
    }
    assets = merged
  }
}

/// One relation while the columns are made.
private struct ChangedRelation {
  let kind: UInt8
  let tail: Int32
  let head: Int32
  var basis: Basis
  var confidence: Float
}

/// Relations without some and with others, in their order.
private struct RelationMerge {
  let columns: RelationColumns

  init(
    _ estate: Estate, cutting cuts: Set<Int>, adding observations: Observations,
    _ assets: AssetMerge
  ) {
    var rows: [(row: ChangedRelation, properties: [String: Value]?)] = []
    rows.reserveCapacity(estate.relationCount + observations.relations.count)
    for index in 0..<estate.relationCount where !cuts.contains(index) {
      let relation = estate.relation(at: index)
      let row = ChangedRelation(
        kind: relation.kind.rawValue, tail: Int32(assets.numbers[relation.tail]),
        head: Int32(assets.numbers[relation.head]), basis: relation.basis,
        confidence: Float(relation.confidence))
      rows.append((row, estate.relations.properties[Int32(index)]))
    }
    let new = observations.relations.compactMap {
      relation -> (ChangedRelation, [String: Value]?)? in
      guard let tail = assets.number(of: relation.tail), let head = assets.number(of: relation.head)
      else { return nil }
      let row = ChangedRelation(
        kind: relation.kind.rawValue, tail: Int32(tail), head: Int32(head), basis: relation.basis,
        confidence: Float(relation.sighting.confidence))
      return (row, relation.properties.isEmpty ? nil : relation.properties)
    }
    if !new.isEmpty {
      rows += new
      rows.sort { Self.place($0.row) < Self.place($1.row) }
      rows = rows.reduce(into: []) { kept, entry in
        guard let last = kept.last, Self.place(last.row) == Self.place(entry.row) else {
          return kept.append(entry)
        }
        kept[kept.count - 1].row.basis = max(last.row.basis, entry.row.basis)
        kept[kept.count - 1].row.confidence = max(last.row.confidence, entry.row.confidence)
      }
    }
    var properties: [Int32: [String: Value]] = [:]
    for (index, entry) in rows.enumerated() { properties[Int32(index)] = entry.properties }
    columns = RelationColumns(
      kinds: rows.map(\.row.kind), tails: rows.map(\.row.tail), heads: rows.map(\.row.head),
      bases: rows.map(\.row.basis), confidences: rows.map(\.row.confidence),
      properties: properties, assetCount: assets.assets.count)
  }

  private static func place(_ row: ChangedRelation) -> (Int32, UInt8, Int32) {
    (row.tail, row.kind, row.head)
  }
}

extension Array {
  /// The first position for which the condition, false then true, holds.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
