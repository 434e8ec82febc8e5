public import Estate

/// What an attack graph asks of each asset itself: found once, and kept for all that a change of the estate
/// does not touch.
public struct AttackTraits: Sendable {
  /// For each asset one bit for each of the schema's variants whose condition it meets.
  private(set) var variants: [UInt32] = []
  /// In the order of the assets.
  private(set) var entries: [EntryPoint] = []
  private(set) var targets: [AttackTarget] = []
  /// Assets whose content is confidential or more, ascending.
  private(set) var sensitive: [Int32] = []
  private let selection: AttackTarget.Selection

  public init(_ estate: Estate, targets selection: AttackTarget.Selection = .init()) {
    self.selection = selection
    let table = StepTable(.current)
    variants.reserveCapacity(estate.assets.count)
    for (index, asset) in estate.assets.enumerated() { add(asset, index, table) }
  }

  /// Those of a changed estate.
  ///
  /// - Parameter before: those of the estate that was changed.
  public init(_ changed: ChangedEstate, before: AttackTraits) {
    selection = before.selection
    let table = StepTable(.current)
    variants.reserveCapacity(changed.origins.count)
    // What stays keeps its order.
    var (entries, targets) = (before.entries[...], before.targets[...])
    var sensitive = before.sensitive[...]
    for (index, origin) in changed.origins.enumerated() {
      guard origin >= 0 else {
        add(changed.estate.assets[index], index, table)
        continue
      }
      variants.append(before.variants[Int(origin)])
      while let entry = entries.first, entry.state.asset <= Int(origin) {
        entries.removeFirst()
        if entry.state.asset == origin { self.entries.append(entry.moved(to: index)) }
      }
      while let target = targets.first, target.asset <= Int(origin) {
        targets.removeFirst()
        if target.asset == origin { self.targets.append(target.moved(to: index)) }
      }
      while let asset = sensitive.first, asset <= origin {
        sensitive.removeFirst()
        if asset == origin { self.sensitive.append(Int32(index)) }
      }
    }
  }

  private mutating func add(_ asset: Asset, _ index: Int, _ table: StepTable) {
    variants.append(table.variantsMet(by: asset))
    if let entry = EntryPoint(asset, at: index) { entries.append(entry) }
    if let target = AttackTarget(asset, at: index, selection) { targets.append(target) }
    switch asset.properties["sensitivity"] {
    case "confidential", "restricted": sensitive.append(Int32(index))
    default: break
    }
  }
}
