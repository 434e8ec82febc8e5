import Estate
import Formats

/// What functions use, for those that count only where they use AI: routes of a server.
extension SourceLinker {
  /// Functions that are followed from one that is asked about.
  private static let reach = 64
  private static let usable: Set<AssetKind> = [.agent, .model, .modelArtifact, .provider]

  /// The models and agents that functions use, by the key of what stands on them.
  func findUses() -> [ThingKey: [Thing]] {
    var found: [ThingKey: [Thing]] = [:]
    var calls: [Int: [Scope: [SourceOutline.Expression]]] = [:]
    for occurrence in occurrences where occurrence.construct.needsUse {
      for (unit, index) in handlers(of: occurrence) {
        guard let used = uses(ofFunction: index, of: project.units[unit], &calls) else { continue }
        found[occurrence.key] = Self.together(found[occurrence.key], used)
      }
    }
    return found
  }

  private static func together(_ known: [Thing]?, _ more: [Thing]) -> [Thing] {
    let known = known ?? []
    return known + more.filter { !known.contains($0) }
  }

  /// The functions that a construct stands on or is given.
  private func handlers(of occurrence: Occurrence) -> [(unit: Int, index: Int)] {
    var found: [(unit: Int, index: Int)] = []
    if case .function(let unit, let index) = occurrence.key { found.append((unit, index)) }
    for value in occurrence.handlers + values(of: "handler", occurrence) {
      found += functions(value).filter { handler in !found.contains { $0 == handler } }
    }
    return Array(found.prefix(Self.mostHandlers))
  }

  private static let mostHandlers = 16

  /// Records a route with what it gives access to.
  func record(_ occurrence: Occurrence, using used: [Thing]) {
    record(occurrence)
    for thing in things(for: occurrence.key) {
      for part in used {
        relate(thing, part, role: "model", line: occurrence.line, in: occurrence.unit)
      }
    }
  }

  /// What a function uses, itself or through what it calls; nil where it uses no AI, none where the code does
  /// not say which model it asks.
  func uses(
    ofFunction index: Int, of unit: SourceUnit,
    _ calls: inout [Int: [Scope: [SourceOutline.Expression]]]
  ) -> [Thing]? {
    var pending = [(unit, Scope(function: index))]
    var seen: Set<ThingKey> = [.function(unit: unit.index, index: index)]
    var found: [Thing]?
    while let (unit, scope) = pending.popLast() {
      for call in callsByFunction(unit, &calls)[scope] ?? [] {
        let place = ThingKey.place(CodePlace(unit: unit.index, node: call))
        if let used = used(at: call, place, in: unit) { found = Self.together(found, used) }
        guard seen.count < Self.reach, let callee = unit.outline.firstChild(call) else { continue }
        for (home, function) in functions(reader.meaning(callee, in: unit))
        where seen.insert(.function(unit: home, index: function)).inserted {
          pending.append((project.units[home], Scope(function: function)))
        }
      }
    }
    return found
  }

  /// The functions that a callee may be.
  private func functions(_ callee: Meaning) -> [(unit: Int, index: Int)] {
    switch callee {
    case .function(let home, let function, _): [(home, function)]
    case .oneOf(let values): values.prefix(4).flatMap(functions)
    default: []
    }
  }

  /// What a call makes or works on; nil where that is no AI.
  private func used(
    at call: SourceOutline.Expression, _ place: ThingKey, in unit: SourceUnit
  ) -> [Thing]? {
    func usable(_ things: [Thing]) -> [Thing]? {
      let found = things.filter { Self.usable.contains($0.kind) }
      return found.isEmpty ? nil : found
    }
    if let occurrence = occurrence(for: place) {
      switch occurrence.construct.product {
      case .call: return modelUses(occurrence).things
      // `Runner.run(agent, question)`
      case .binding: return handed(by: call, in: unit).flatMap { usable($0.targets) ?? [] }
      default: return usable(things(for: place))
      }
    }
    guard let callee = unit.outline.firstChild(call) else { return nil }
    // What a library makes to be called: `app.state.classify(text)`, `classifiers["mood"](text)`.
    if unit.family == .python,
      [.member, .name, .subscript].contains(unit.outline.kind(callee)),
      case .instance(let instance) = reader.meaning(callee, in: unit),
      instance.place != nil
    {
      return usable(things(of: .instance(instance), .other, in: unit, owner: ""))
    }
    guard unit.outline.kind(callee) == .member, let object = unit.outline.firstChild(callee)
    else { return nil }
    let value = reader.meaning(object, in: unit)
    if let found = usable(things(of: value, .other, in: unit, owner: "")) { return found }
    // A client that is handed in: `chatModel.stream(prompt)`.
    guard let method = unit.outline.text(callee),
      facts.reading[unit.family].invocations.contains(method)
    else { return nil }
    return self.callee(value, in: unit).isModel || isClient(value, in: unit) ? [] : nil
  }

  /// Whether a value is of a type that asks a provider.
  private func isClient(_ value: Meaning, in unit: SourceUnit) -> Bool {
    guard case .instance(let instance) = value, case .external(let symbol) = instance.type else {
      return false
    }
    return reader.constructs(for: symbol, .call, in: unit.family).first?.product == .client
  }

  /// The calls in each function, those of functions within it among them.
  private func callsByFunction(
    _ unit: SourceUnit, _ known: inout [Int: [Scope: [SourceOutline.Expression]]]
  ) -> [Scope: [SourceOutline.Expression]] {
    if let calls = known[unit.index] { return calls }
    var calls: [Scope: [SourceOutline.Expression]] = [:]
    for call in unit.outline.calls {
      var scope = unit.outline.scope(call)
      while !scope.isFile {
        if scope.function != nil { calls[scope, default: []].append(call) }
        scope = unit.outline.parent(of: scope)
      }
    }
    known[unit.index] = calls
    return calls
  }
}
