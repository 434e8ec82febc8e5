import Estate
import Formats

/// Models of which the code says only the variable of the environment that names them.
extension SourceLinker {
  /// The model of a construct that a variable without a default names: `model=os.getenv("CHAT_MODEL")`.
  func environmentModel(_ occurrence: Occurrence) -> Thing? {
    guard occurrence.unit.family == .python else { return nil }
    for value in values(of: "model", occurrence) {
      if let variable = Self.variable(value) {
        return environmentModel(variable, in: occurrence.unit)
      }
    }
    return nil
  }

  private static func variable(_ value: Meaning) -> String? {
    switch value {
    case .environment(let name, nil): name
    case .oneOf(let values): values.count <= 4 ? values.lazy.compactMap(variable).first : nil
    default: nil
    }
  }

  private func environmentModel(_ variable: String, in unit: SourceUnit) -> Thing {
    let name = String(variable.prefix(64))
    return Thing(
      AssetID(.model, "repo", "\(projectFolder(unit).native)#\(name)"), .model, name)
  }

  /// A read of a variable without a default that is called a model, whoever is given it.
  func modelOfEnvironment(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let place = CodePlace(unit: unit.index, node: node)
    guard unit.family == .python, unit.isAuthored, mayReadEnvironment(node, unit),
      Array(unit.outline.children(node).prefix(3)).count == 2,
      case .environment(let variable, nil) = reader.meaning(node, in: unit),
      names.namesModel(variable), SourceTextFacts.namesOneModel(variable),
      !namedModels.contains(place), isGiven(node, in: unit)
    else { return }
    namedModels.insert(place)
    let line = unit.outline.line(node)
    let known = deployedModels(variable, unit)
    for thing in known { asset(thing, line: line, in: unit, confidence: 0.6) }
    guard known.isEmpty else { return }
    recordEnvironmentModel(environmentModel(variable, in: unit), line: line, in: unit)
  }

  /// Whether a value is kept or handed on, and not only looked at: `if os.getenv("CHAT_MODEL")`.
  private func isGiven(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    let outline = unit.outline
    var current = node
    for _ in 0..<4 {
      if unit.givenName(current) != nil { return true }
      guard let parent = unit.parent(of: current) else {
        return outline.scope(current).function.map { unit.returns(of: $0).contains(current) }
          ?? false
      }
      switch outline.kind(parent) {
      case .keyword, .pair: return true
      // A class, or a function that declares an option.
      case .call:
        return outline.firstChild(parent).flatMap { outline.text($0) }?.first?.isUppercase == true
      case .operation where outline.operation(parent) == .alternative, .conditional:
        current = parent
      default: return false
      }
    }
    return false
  }

  func recordEnvironmentModel(_ thing: Thing, line: Int, in unit: SourceUnit) {
    asset(thing, line: line, in: unit, confidence: 0.6)
    contain(thing, line: line, in: unit)
  }
}
