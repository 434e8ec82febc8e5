import Estate
import Formats

/// What classes of the code's own say by their names and their attributes.
extension SourceLinker {
  /// Members of `class OpenAIModelName` are models, those of `class SystemPrompts` prompts.
  func constantOfClass(
    _ assignment: SourceOutline.AssignedValue, named name: String, in unit: SourceUnit
  ) {
    let outline = unit.outline
    guard let definition = outline.scope(assignment.target).classDefinition else { return }
    let owner = outline.className(definition)
    if !names.namesModel(name) { mention(assignment.value, named: owner, in: unit) }
    if !names.namesPrompt(name), names.namesPrompt(owner) {
      promptConstant(assignment.value, named: name, in: unit)
    }
  }

  /// A class with a name, a description and a schema of its input is a tool, whatever it comes from.
  func toolOfClass(_ index: Int, in unit: SourceUnit) {
    let key = ThingKey.definition(unit: unit.index, index: index)
    guard known(key)?.isEmpty != false, occurrence(for: key) == nil else { return }
    let scope = Scope(class: index)
    func isGiven(_ name: String) -> Bool { !unit.bindings(of: name, in: scope).isEmpty }
    guard isGiven("name"), isGiven("description"),
      ["input_schema", "inputSchema", "args_schema", "parameters", "schema"].contains(
        where: isGiven)
    else { return }
    let value = reader.attribute("name", ofClass: index, in: unit, receiver: nil)
    let name: String
    switch value {
    case .text(let text, _): name = text
    // A property that gives it, or a base that only declares it.
    case .function: name = unit.outline.className(index)
    default: return
    }
    guard !name.isEmpty, !isDeclaration(index, in: unit) else { return }
    let symbol = symbol(
      unit.outline.qualifiedName(of: scope), for: key, .tool, unit)
    let thing = Thing(
      AssetID(.tool, "repo", "\(native(unit))#\(symbol)"), .tool, String(name.prefix(120)))
    remember([thing], for: key)
    let line = unit.outline.classLine(index)
    asset(thing, line: line, in: unit, confidence: 0.8 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  /// Whether other classes of the file come from a class: then it only says what they have.
  private func isDeclaration(_ index: Int, in unit: SourceUnit) -> Bool {
    let name = unit.outline.className(index)
    if (0..<unit.outline.classCount).contains(where: { other in
      unit.outline.bases(other).contains { unit.outline.text($0) == name }
    }) {
      return true
    }
    return unit.outline.bases(index).contains { base in
      ["ABC", "Protocol", "TypedDict", "BaseModel"].contains(unit.outline.text(base) ?? "")
    }
  }
}
