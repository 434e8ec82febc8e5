import Estate
import Formats

/// Guardrails and evaluations that people write themselves, which no library tells of.
extension SourceLinker {
  func ownDefinitions(in unit: SourceUnit) {
    let outline = unit.outline
    for definition in 0..<outline.classCount where outline.classScope(definition).isFile {
      own(
        outline.className(definition), .definition(unit: unit.index, index: definition),
        line: outline.classLine(definition), in: unit)
    }
    for function in 0..<outline.functionCount where outline.functionScope(function).isFile {
      own(
        unit.functionName(function), .function(unit: unit.index, index: function),
        line: outline.functionLine(function), in: unit)
    }
  }

  private func own(_ name: String, _ key: ThingKey, line: Int, in unit: SourceUnit) {
    let kind: AssetKind
    if facts.texts.guardrails.holds(name, in: unit.pathInRepository) {
      kind = .guardrail
    } else if unit.scope != "test",
      facts.texts.evaluations.holds(name, in: unit.pathInRepository)
    {
      kind = .evaluation
    } else {
      return
    }
    // What is known to be something, such as a tool or what a decorator makes, is that.
    guard occurrence(for: key) == nil, known(key)?.isEmpty != false else { return }
    let symbol = symbol(name, for: key, kind, unit)
    let thing = Thing(AssetID(kind, "repo", "\(unit.native)#\(symbol)"), kind, name)
    remember([thing], for: key)
    asset(thing, line: line, in: unit, confidence: 0.6 * confidence(unit))
    contain(thing, line: line, in: unit)
    if kind == .evaluation, case .function(_, let index) = key {
      recordRuns(of: thing, index, in: unit)
    }
  }

  /// An evaluation is seen where scripts for that run it, too.
  private func recordRuns(of thing: Thing, _ function: Int, in unit: SourceUnit) {
    for place in productCallers(ofFunction: function, in: unit).prefix(8) {
      let caller = project.units[place.unit]
      guard caller.index != unit.index,
        facts.texts.evaluations.isAmongThem(caller.pathInRepository)
      else { continue }
      asset(
        thing, line: caller.outline.line(place.node), in: caller,
        confidence: 0.6 * confidence(caller))
    }
  }
}
