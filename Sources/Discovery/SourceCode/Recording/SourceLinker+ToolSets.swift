import Estate
import Formats

/// Sets of tools by the keys that models know them by: `{ search, weather: weatherTool }`.
///
/// A tool that is an object without a name of its own is seen where a set names it, too.
extension SourceLinker {
  /// The tools of a set that is held by something called tools: a variable, a key, or what a function gives.
  func toolSet(_ value: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let object = unit.uncast(value)
    guard outline.kind(object) == .object else { return }
    for entry in outline.children(object).prefix(256) {
      switch outline.kind(entry) {
      case .pair:
        guard let key = outline.key(ofPair: entry), let tool = outline.value(ofPair: entry) else {
          continue
        }
        keyedTool(tool, named: key, at: entry, in: unit)
      case .name: keyedTool(entry, named: outline.text(entry) ?? "", at: entry, in: unit)
      default: break
      }
    }
  }

  /// The set of tools that a function gives which is called so: `getTools() { return { search } }`.
  func givenToolSet(_ function: Int, in unit: SourceUnit) {
    let name = unit.functionName(function)
    guard names.sense(of: name).contains(.toolSet) else { return }
    for result in unit.returns(of: function).prefix(4) { toolSet(result, in: unit) }
  }

  /// A tool that is added to a set: `tools.search = createSearch(session)`, `tools["search"] = search`.
  func addedTool(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    let target = assignment.target
    guard outline.kind(target) == .member || outline.kind(target) == .subscript,
      let set = outline.firstChild(target), outline.kind(set) == .name,
      names.sense(ofText: outline.textIndex(set), in: unit).contains(.toolSet)
    else { return }
    let key = outline.kind(target) == .member ? outline.text(target) : keyText(target, in: unit)
    guard let key else { return }
    keyedTool(assignment.value, named: key, at: target, in: unit)
  }

  private func keyText(_ target: SourceOutline.Expression, in unit: SourceUnit) -> String? {
    let parts = Array(unit.outline.children(target).prefix(2))
    guard parts.count == 2 else { return nil }
    return reader.meaning(parts[1], in: unit).literal
  }

  private func keyedTool(
    _ value: SourceOutline.Expression, named key: String, at node: SourceOutline.Expression,
    in unit: SourceUnit
  ) {
    let meaning = reader.meaning(value, in: unit)
    guard isUnnamedObject(meaning) else { return }
    let line = unit.outline.line(node)
    for tool in things(of: meaning, .tools, in: unit, owner: key) where tool.kind == .tool {
      guard hasRecorded(tool) else { continue }
      asset(tool, line: line, in: unit)
    }
  }

  /// Whether a tool is an object that has no name but the key it goes by: `{ description: "…", execute() {…} }`.
  private func isUnnamedObject(_ value: Meaning) -> Bool {
    switch value {
    case .object(let entries, _):
      !entries.contains { ["name", "id"].contains($0.key) && $0.value.literal != nil }
    case .oneOf(let values): values.allSatisfy(isUnnamedObject)
    default: false
    }
  }
}
