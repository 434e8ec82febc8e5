import Estate
import Formats

/// Files that functions of the repository read or write for their callers.
extension SourceLinker {
  /// What a caller hands to the function that reads it.
  struct Handed {
    /// As far as the code tells, and where that stands.
    let path: String?
    let place: CodePlace?
    /// What the caller calls it.
    let label: String?
    let call: CodePlace
  }

  /// Callers of callers that are followed.
  private static let deepest = 3

  /// What callers hand over, where a parameter stands in the place of a path.
  func handedPaths(_ occurrence: Occurrence) -> [Handed] {
    guard occurrence.unit.family == .python else { return [] }
    for role in ["path", "url", "name"] {
      for selector in occurrence.construct.arguments[role] ?? [] where selector.keys.isEmpty {
        for call in occurrence.calls {
          guard let node = reader.argument(selector, of: call) else { continue }
          return handed(node, in: call.unit, depth: 0)
        }
      }
    }
    return []
  }

  private func handed(
    _ node: SourceOutline.Expression, in unit: SourceUnit, depth: Int
  ) -> [Handed] {
    guard depth < Self.deepest, let (function, index) = parameter(node, in: unit) else {
      return []
    }
    let parameters = unit.outline.parameters(function)
    let isMethod = parameters.first.map { SourceUnit.selfNames.contains($0.name) } == true
    let selectors = [
      ArgumentSelector(parameters[index].name),
      ArgumentSelector("#\(isMethod ? index - 1 : index)"),
    ]
    var found: [Handed] = []
    for place in productCallers(ofFunction: function, in: unit).prefix(8) {
      let caller = project.units[place.unit]
      let call = CodeCall(unit: caller, node: place.node)
      guard let given = selectors.lazy.compactMap({ self.reader.argument($0, of: call) }).first
      else { continue }
      let value = reader.meaning(given, in: caller)
      if let path = value.path {
        found.append(Handed(path: path, place: value.pathPlace, label: nil, call: place))
        continue
      }
      let further = handed(given, in: caller, depth: depth + 1)
      if further.isEmpty {
        found.append(
          Handed(path: nil, place: nil, label: label(given, caller), call: place))
      } else {
        found += further
      }
    }
    return found
  }

  /// Who calls a function; tests only of what tests define.
  func productCallers(ofFunction index: Int, in unit: SourceUnit) -> [CodePlace] {
    callers[.function(unit: unit.index, index: index)].filter {
      unit.scope == "test" || project.units[$0.unit].scope != "test"
    }
  }

  /// The parameter that an expression is, or is made of: `path`, `Path(path)`, `str(path)`.
  private func parameter(
    _ node: SourceOutline.Expression, in unit: SourceUnit
  ) -> (function: Int, index: Int)? {
    let outline = unit.outline
    if outline.kind(node) == .call, outline.arguments(node).count == 1,
      let callee = outline.firstChild(node).flatMap({ outline.text($0) }),
      reader.facts[unit.family].wraps(callee)
    {
      return parameter(outline.arguments(node)[0], in: unit)
    }
    if case .instance(let instance) = reader.meaning(node, in: unit),
      case .external(let symbol) = instance.type, symbol.isBuiltIn, let place = instance.place,
      place.unit == unit.index, place.node != node, let path = outline.arguments(place.node).first
    {
      // `open(path)`
      return parameter(path, in: unit)
    }
    if outline.kind(node) == .member, let object = outline.firstChild(node),
      outline.text(object).map(SourceUnit.selfNames.contains) == true,
      let owner = unit.enclosingClass(outline.scope(node))
    {
      // An attribute that the initializer gives what it was given.
      for case .value(let value) in unit.bindings(ofText: outline.textIndex(node), in: owner)
      where outline.kind(value) == .name {
        return parameter(value, in: unit)
      }
      return nil
    }
    guard outline.kind(node) == .name, let around = outline.scope(node).function else { return nil }
    for binding in unit.bindings(ofText: outline.textIndex(node), in: outline.scope(node)) {
      if case .parameter(let function, let index) = binding, function == around {
        return (around, Int(index))
      }
    }
    return nil
  }

  private func label(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    switch unit.outline.kind(node) {
    case .name, .member: unit.outline.text(node)
    default: nil
    }
  }

  /// Records what is read where its path stands, and what callers hand over.
  func recordPaths(_ occurrence: Occurrence) {
    let own = values(of: "path", occurrence).first { $0.path != nil }
    if let place = own?.pathPlace {
      for thing in things(for: occurrence.key) { record(thing, at: place) }
    }
    for handed in handedPaths(occurrence) {
      let caller = project.units[handed.call.unit]
      let line = caller.outline.line(handed.call.node)
      if let path = handed.path {
        guard let place = handed.place else { continue }
        for thing in datasetFile(path, project.units[place.unit]) { record(thing, at: place) }
      } else if let label = handed.label, facts.texts.learning.namesData(label) {
        let symbol = caller.qualified(label, at: caller.outline.scope(handed.call.node))
        let thing = Thing(
          AssetID(.dataset, "repo", "\(native(caller))#\(symbol.prefix(160))"), .dataset, label)
        asset(thing, line: line, in: caller, confidence: 0.8 * confidence(caller))
        contain(thing, line: line, in: caller)
      }
    }
  }

  private func record(_ thing: Thing, at place: CodePlace) {
    let home = project.units[place.unit]
    guard home.scope != "vendored" else { return }
    asset(thing, line: home.outline.line(place.node), in: home)
  }

  /// The data sets that the methods of a class read, where an object of it stands for them.
  func datasets(ofClass definition: Int, in unit: SourceUnit) -> [Thing] {
    datasetsByClass[.definition(unit: unit.index, index: definition)] ?? []
  }

  func makeDatasetsByClass() -> [ThingKey: [Thing]] {
    var found: [ThingKey: [Thing]] = [:]
    for occurrence in occurrences where occurrence.construct.product == .dataset {
      guard case .place(let place) = occurrence.key,
        let owner = project.units[place.unit].enclosingClass(
          project.units[place.unit].outline.scope(place.node))?.classDefinition
      else { continue }
      let key = ThingKey.definition(unit: place.unit, index: owner)
      for thing in things(for: occurrence.key) where found[key]?.contains(thing) != true {
        found[key, default: []].append(thing)
      }
    }
    return found
  }
}
