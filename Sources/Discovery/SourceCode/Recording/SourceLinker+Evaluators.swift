import Estate
import Formats

/// Functions and classes of one's own by which an evaluation measures: `evaluate(ask, evaluators=[is_brief])`.
extension SourceLinker {
  func evaluator(function index: Int, in unit: SourceUnit) -> [Thing] {
    evaluator(
      unit.functionName(index), .function(unit: unit.index, index: index),
      line: unit.outline.functionLine(index), in: unit)
  }

  func evaluator(class index: Int, in unit: SourceUnit) -> [Thing] {
    evaluator(
      unit.outline.className(index), .definition(unit: unit.index, index: index),
      line: unit.outline.classLine(index), in: unit)
  }

  /// That it is given to an evaluation says what it is, wherever it stands.
  private func evaluator(
    _ name: String, _ key: ThingKey, line: Int, in unit: SourceUnit
  ) -> [Thing] {
    guard !name.isEmpty else { return [] }
    if let known = known(key), !known.isEmpty { return known }
    let symbol = symbol(name, for: key, .evaluation, unit)
    let thing = Thing(
      AssetID(.evaluation, "repo", "\(unit.native)#\(symbol)"), .evaluation, name)
    remember([thing], for: key)
    asset(thing, line: line, in: unit, confidence: 0.8)
    contain(thing, line: line, in: unit)
    return [thing]
  }
}
