import Estate
import Formats

/// Guardrails that people write themselves, which no library tells of.
extension SourceLinker {
  func ownGuardrails(in unit: SourceUnit) {
    let outline = unit.outline
    let guardrails = facts.texts.guardrails
    for definition in 0..<outline.classCount {
      let name = outline.className(definition)
      guard outline.classScope(definition).isFile, guardrails.holds(name, in: unit.pathInRepository)
      else { continue }
      recordGuardrail(
        .definition(unit: unit.index, index: definition), name, line: outline.classLine(definition),
        in: unit)
    }
    for function in 0..<outline.functionCount {
      let name = unit.functionName(function)
      guard outline.functionScope(function).isFile,
        guardrails.holds(name, in: unit.pathInRepository)
      else { continue }
      recordGuardrail(
        .function(unit: unit.index, index: function), name, line: outline.functionLine(function),
        in: unit)
    }
  }

  private func recordGuardrail(_ key: ThingKey, _ name: String, line: Int, in unit: SourceUnit) {
    // What is known to be something, such as a tool or what a decorator makes, is that.
    guard occurrence(for: key) == nil, known(key)?.isEmpty != false else { return }
    let symbol = symbol(name, for: key, .guardrail, unit)
    let thing = Thing(AssetID(.guardrail, "repo", "\(unit.native)#\(symbol)"), .guardrail, name)
    remember([thing], for: key)
    asset(thing, line: line, in: unit, confidence: 0.6 * confidence(unit))
    contain(thing, line: line, in: unit)
  }
}
