public import Estate

extension AttackAnalysis {
  /// All that the analysis reads of an estate: of one that holds no more, it says the same.
  public static let selection: EstateSelection = {
    let table = StepTable(.current)
    let tested = table.variants.map(\.property)
    return EstateSelection(
      properties: EntryPoint.facts.union(AttackTarget.facts).union(Safeguards.facts).union(tested),
      relations: Set(RelationKind.all.filter(table.isStep)).union(Safeguards.relations)
        .union(AttackGraph.exitKinds))
  }()

  /// Whether names of assets matter as well: where an approval gate lists the tools that it covers.
  public static func readsNames(of estate: Estate) -> Bool {
    estate.assets.contains { $0.kind == .approvalGate && $0.properties["tools"] != nil }
  }
}
