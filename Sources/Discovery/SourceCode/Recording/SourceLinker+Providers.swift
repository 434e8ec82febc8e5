import Estate
import Formats

/// Providers that follow from models and imports.
extension SourceLinker {
  /// Who serves the models of a construct; that its users use them follows.
  func recordProviders(of uses: [ModelUse], _ occurrence: Occurrence) {
    let unit = occurrence.unit
    let known = uses.compactMap(\.model.provider)
    let slugs =
      uses.isEmpty || !known.isEmpty ? known : [providerSlug(occurrence)].compactMap { $0 }
    for slug in Set(slugs).sorted() {
      guard let provider = facts.providers[slug] else { continue }
      let thing = Thing(provider)
      guard isFirst(thing, in: unit) else { continue }
      recordProvider(thing, line: occurrence.line, in: unit)
      for user in users(at: occurrence) {
        relation(
          .usesModel, from: user, to: thing.id, line: occurrence.line, in: unit, basis: .inferred,
          confidence: 0.7 * confidence(unit))
      }
    }
  }

  /// Providers whose SDK a file hands on without calling it: `createProviderRegistry({openai, anthropic})`.
  func importedProviders(in unit: SourceUnit) {
    guard unit.family == .script || unit.family == .python else { return }
    lazy var used = usedNames(in: unit.outline)
    for item in unit.imports where !item.isTypeOnly {
      guard let name = item.name, let local = item.localName,
        facts.constructs.knows(module: item.module, in: unit.family),
        !makesThings(of: item.module, name, in: unit),
        let construct = reader.constructs(
          for: SymbolName(item.module, [name]), .call, in: unit.family
        ).first,
        [.client, .model].contains(construct.product),
        let provider = construct.facts["provider"].flatMap({ facts.providers[$0] })
      else { continue }
      let isUsed = unit.textNumbers.number(of: local).map { used[Int($0)] } ?? false
      let thing = Thing(provider)
      guard isUsed, isFirst(thing, in: unit) else { continue }
      recordProvider(thing, line: item.line, in: unit)
      relation(
        .usesModel, from: application(unit), to: provider.id, line: item.line, in: unit,
        basis: .inferred, confidence: 0.7 * confidence(unit))
    }
  }

  /// Whether each text of a file is a name in an expression.
  private func usedNames(in outline: SourceOutline) -> [Bool] {
    var used = [Bool](repeating: false, count: outline.textCount)
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      if outline.kind(node) == .name, outline.textIndex(node) >= 0 {
        used[Int(outline.textIndex(node))] = true
      }
    }
    return used
  }

  /// An agent that is given no model asks what its framework takes then.
  func relateDefaultProvider(of thing: Thing, _ occurrence: Occurrence) {
    let construct = occurrence.construct
    guard thing.kind == .agent, construct.product == .agent,
      let slug = construct.facts["default_provider"] ?? construct.facts["provider"],
      occurrence.calls.contains(where: { $0.node != nil }), leavesModelOpen(occurrence),
      let known = facts.providers[slug]
    else { return }
    let unit = occurrence.unit
    // A file of configuration may name the model; where nothing in the project does, calls tell.
    guard values(of: "definition", occurrence).isEmpty else {
      usualProviders[projectFolder(unit).native] = slug
      return
    }
    let provider = Thing(known)
    recordProvider(provider, line: occurrence.line, in: unit)
    relation(
      .usesModel, from: thing.id, to: provider.id, line: occurrence.line, in: unit,
      basis: .inferred, confidence: 0.6)
  }
  /// Whether an agent is given no model, or one of its only provider that the environment names.
  private func leavesModelOpen(_ occurrence: Occurrence) -> Bool {
    let isOfOne =
      occurrence.construct.facts["default_provider"] == nil
      && occurrence.construct.facts["provider"] != nil
    return values(of: "model", occurrence).allSatisfy { value in
      if case .environment(_, nil) = value { isOfOne } else { false }
    }
  }
}
