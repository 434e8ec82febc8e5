import Estate
import Formats

/// Models that calls are given by place or key, where no construct says so.
extension SourceLinker {
  /// Models that are handed to functions of the repository: `complete(text, "gpt-4o")`.
  func handedModels(_ call: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let arguments = outline.arguments(call)
    guard arguments.contains(where: { outline.kind($0) == .string }),
      let callee = outline.firstChild(call)
    else { return }
    var (home, function): (Int, Int?) = (0, nil)
    switch reader.meaning(callee, in: unit) {
    case .function(let unit, let index, _): (home, function) = (unit, index)
    case .definition(let unit, let index):
      let bindings = project.units[unit].bindings(of: "__init__", in: Scope(class: index))
      for case .function(let initializer) in bindings { (home, function) = (unit, initializer) }
    default: return
    }
    guard let function else { return }
    var parameters = project.units[home].outline.parameters(function)[...]
    if let first = parameters.first, SourceUnit.selfNames.contains(first.name) {
      parameters = parameters.dropFirst()
    }
    for (argument, parameter) in zip(arguments, parameters) {
      guard outline.kind(argument) != .keyword, outline.kind(argument) != .spread else { return }
      if outline.kind(argument) == .string { mention(argument, named: parameter.name, in: unit) }
    }
  }

  /// The model that the form of a request names: `form.append("model", "whisper-1")`.
  func formModel(_ call: SourceOutline.Expression, in unit: SourceUnit) {
    let arguments = unit.outline.arguments(call)
    guard arguments.count == 2, unit.outline.kind(arguments[0]) == .string,
      unit.outline.kind(arguments[1]) == .string,
      let callee = unit.outline.firstChild(call), unit.outline.kind(callee) == .member,
      facts.texts.formMethods.contains(unit.outline.text(callee) ?? ""),
      let name = unit.outline.text(arguments[0])
    else { return }
    mention(arguments[1], named: name, in: unit)
  }
}
