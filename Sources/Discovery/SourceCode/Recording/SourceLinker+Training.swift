import Estate
import Formats

/// Training that code does by hand, and where it is begun.
extension SourceLinker {
  /// Lines before the steps of a loop that stands in no function, which may belong to it.
  private static let window = 40

  /// What a function, class or file that is a thing is called.
  func scopeName(_ occurrence: Occurrence) -> String? {
    guard let scope = occurrence.scope else { return nil }
    let outline = occurrence.unit.outline
    let name =
      scope.function.map(outline.functionName) ?? scope.classDefinition.map(outline.className)
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? String(occurrence.unit.stem)
  }

  /// A loop of training, or the optimiser that one works with.
  func loop(_ occurrence: Occurrence, _ kind: AssetKind) -> [Thing]? {
    if let scope = occurrence.scope, let name = scopeName(occurrence) {
      let unit = occurrence.unit
      let qualified = unit.outline.qualifiedName(of: scope)
      let symbol = (qualified.isEmpty ? name : qualified).prefix(160)
      return [Thing(AssetID(kind, "repo", "\(native(unit))#\(symbol)"), kind, name)]
    }
    guard occurrence.construct.facts["role"] == "optimizer",
      let loop = loop(besides: occurrence)
    else { return nil }
    return things(for: loop.key)
  }

  /// The loop that an optimiser is for: in the same function or file, else one that the file calls.
  private func loop(besides occurrence: Occurrence) -> Occurrence? {
    let unit = occurrence.unit
    guard case .place(let place) = occurrence.key else { return nil }
    let scope = unit.outline.scope(place.node)
    let own = loops.own[unit.index] ?? []
    return own.first { $0.scope == scope } ?? own.first ?? loops.called[unit.index]
  }

  /// Functions that train by hand, by their file, and the first of those that a file calls.
  struct Loops {
    var own: [Int: [Occurrence]] = [:]
    var called: [Int: Occurrence] = [:]
  }

  func makeLoops() -> Loops {
    var loops = Loops()
    for occurrence in occurrences
    where occurrence.scope != nil && occurrence.construct.product == .training {
      let unit = occurrence.unit.index
      loops.own[unit, default: []].append(occurrence)
      guard let function = occurrence.scope?.function else { continue }
      for caller in callers[.function(unit: unit, index: function)]
      where loops.called[caller.unit] == nil {
        loops.called[caller.unit] = occurrence
      }
    }
    return loops
  }

  /// What a loop learns from and makes, and where the function that trains is called.
  func relateTraining(_ occurrence: Occurrence) {
    let jobs = things(for: occurrence.key)
    let unit = occurrence.unit
    if let scope = occurrence.scope {
      let lines = occurrence.calls.compactMap { $0.node.map(unit.outline.line) }
      let used = named(
        in: scope, of: unit,
        from: scope.isFile ? (lines.min() ?? 0) - Self.window : 0, to: lines.max() ?? .max)
      let models = used.filter { $0.kind == .model }.prefix(4)
      let datasets = used.filter { $0.kind == .dataset }.prefix(4)
      for job in jobs {
        for part in models + datasets {
          relate(job, part, role: "model", line: occurrence.line, in: unit)
        }
      }
      for model in models {
        for dataset in datasets {
          relation(.trainedOn, from: model.id, to: dataset.id, line: occurrence.line, in: unit)
        }
      }
    }
    guard let function = function(around: occurrence),
      facts.texts.learning.namesTraining(unit.outline.functionName(function))
    else { return }
    for place in productCallers(ofFunction: function, in: unit).prefix(8) {
      let caller = project.units[place.unit]
      for job in jobs {
        asset(
          job, line: caller.outline.line(place.node), in: caller,
          confidence: 0.9 * confidence(caller))
      }
    }
  }

  /// The model that a training gives: `booster = xgb.train(…)`.
  func trainedModel(_ occurrence: Occurrence) -> Thing? {
    guard occurrence.construct.facts["result"] == "model" else { return nil }
    let unit = occurrence.unit
    let name = name(of: occurrence) ?? occurrence.symbol.last
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .model, unit)
    return Thing(AssetID(.model, "repo", "\(native(unit))#\(symbol)"), .model, name)
  }

  /// Records the model that a training gives.
  func recordTrained(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    guard let model = trainedModel(occurrence) else { return }
    asset(model, ["type": "classical"], line: occurrence.line, in: unit)
    contain(model, line: occurrence.line, in: unit)
    for job in things(for: occurrence.key) {
      relation(.writes, from: job.id, to: model.id, line: occurrence.line, in: unit)
    }
    for dataset in attached("dataset", occurrence) where dataset.kind == .dataset {
      relation(.trainedOn, from: model.id, to: dataset.id, line: occurrence.line, in: unit)
    }
  }

  /// What is trained is a model, though nobody knows its class.
  func recordUnknownModels(_ occurrence: Occurrence) {
    for role in ["model", "base"] where occurrence.construct.arguments[role] != nil {
      guard attached(role, occurrence).isEmpty else { continue }
      for value in values(of: role, occurrence).prefix(2) {
        guard let (place, symbol) = unknownClass(value) else { continue }
        let home = project.units[place.unit]
        let name = home.givenName(place.node) ?? symbol.last
        let key = ThingKey.place(place)
        let base = home.qualified(name, at: home.outline.scope(place.node))
        let thing = Thing(
          AssetID(.model, "repo", "\(native(home))#\(self.symbol(base, for: key, .model, home))"),
          .model, name)
        remember([thing], for: key)
        let line = home.outline.line(place.node)
        asset(
          thing, ["architecture": .text(symbol.last)], line: line, in: home,
          confidence: 0.7 * confidence(home))
        contain(thing, line: line, in: home)
      }
    }
  }

  /// The call of a class that no construct tells of, which a value was made by in the first place.
  private func unknownClass(_ value: Meaning) -> (CodePlace, SymbolName)? {
    var (current, found): (Meaning?, (CodePlace, SymbolName)?) = (value, nil)
    for _ in 0..<16 {
      switch current {
      case .instance(let instance):
        if let place = instance.place, case .external(let symbol) = instance.type {
          found = (place, symbol)
        }
        current = instance.origin
      case .member(let instance, _): current = .instance(instance)
      case .oneOf(let values): current = values.first
      default: current = nil
      }
    }
    guard let found, found.1.last.first?.isUppercase == true, !found.1.isBuiltIn,
      project.units[found.0.unit].family == .python,
      facts.constructs.constructs(for: found.1, .call, in: .python).isEmpty
    else { return nil }
    return found
  }

  private func function(around occurrence: Occurrence) -> Int? {
    if let scope = occurrence.scope { return scope.function }
    guard case .place(let place) = occurrence.key else { return nil }
    return occurrence.unit.outline.scope(place.node).function
  }

  /// The models and data sets that names in a function stand for.
  private func named(in scope: Scope, of unit: SourceUnit, from first: Int, to last: Int) -> [Thing]
  {
    let outline = unit.outline
    var (seen, found): (Set<Int32>, [Thing]) = ([], [])
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      guard outline.kind(node) == .name || outline.kind(node) == .member,
        outline.scope(node) == scope, (first...max(first, last)).contains(outline.line(node)),
        seen.count < 256,
        seen.insert(outline.textIndex(node)).inserted
      else { continue }
      let value = reader.meaning(node, in: unit)
      guard case .instance = value else { continue }
      for thing in things(of: value, .other, in: unit, owner: "")
      where (thing.kind == .model || thing.kind == .dataset) && !found.contains(thing) {
        found.append(thing)
      }
    }
    return found
  }
}
