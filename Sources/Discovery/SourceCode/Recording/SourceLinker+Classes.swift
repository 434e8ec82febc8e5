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
      facts.texts.toolKeys.schemaAttributes.contains(where: isGiven)
    else { return }
    let value = reader.attribute("name", ofClass: index, in: unit, receiver: nil)
    let name: String
    switch value {
    case .text(let text, _): name = text
    // A property that gives it, or a base that only declares it.
    case .function: name = unit.outline.className(index)
    default: return
    }
    guard !isDeclaration(index, in: unit) else { return }
    recordTool(ofClass: index, name, in: unit)
  }

  /// Types of Go that say what they are called and are for, and what they take or that they are tools.
  func toolsOfMethods(in unit: SourceUnit) {
    let outline = unit.outline
    var methods: [String: [String: Int]] = [:]
    for function in 0..<outline.functionCount {
      // The receiver is the last of the parameters.
      guard let type = outline.parameters(function).last?.annotation.flatMap({ outline.text($0) })
      else { continue }
      methods[type, default: [:]][outline.functionName(function)] = function
    }
    let keys = facts.texts.toolKeys
    for index in 0..<outline.classCount {
      let type = outline.className(index)
      guard let own = methods[type], let naming = own["Name"], own["Description"] != nil,
        occurrence(for: .definition(unit: unit.index, index: index)) == nil,
        keys.methods.contains(where: { own[$0] != nil }),
        ["Parameters", "Schema", "InputSchema"].contains(where: { own[$0] != nil })
          || NameWords.texts(of: type).contains("tool"),
        let name = unit.returns(of: naming).lazy.compactMap({
          self.reader.meaning($0, in: unit).literal
        }).first
      else { continue }
      recordTool(ofClass: index, name, in: unit)
    }
  }

  private func recordTool(ofClass index: Int, _ name: String, in unit: SourceUnit) {
    let key = ThingKey.definition(unit: unit.index, index: index)
    guard !name.isEmpty, known(key)?.isEmpty != false else { return }
    let symbol = symbol(
      unit.outline.qualifiedName(of: Scope(class: index)), for: key, .tool, unit)
    let thing = Thing(
      AssetID(.tool, "repo", "\(native(unit))#\(symbol)"), .tool, String(name.prefix(120)))
    remember([thing], for: key)
    let line = unit.outline.classLine(index)
    asset(thing, line: line, in: unit, confidence: 0.8 * confidence(unit))
    contain(thing, line: line, in: unit)
    recordInstances(of: thing, key)
  }

  /// What a call hands to a class of the repository by name says what that makes: a tool, an agent.
  func ownDescription(_ call: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let named = outline.children(call).filter { outline.kind($0) == .keyword }
    guard named.count > 1 else { return }
    let keys = Set(named.compactMap { outline.key(ofPair: $0) })
    guard keys.count > 1, keys.contains("name") else { return }
    let isTool =
      keys.count > 2 && facts.texts.toolKeys.describesTool(Set(keys.map { $0.lowercased() }))
    let fields = facts.texts.agentFields
    // What is called an agent needs no more than what it is told.
    let isAgent =
      !isTool && !keys.isDisjoint(with: fields.prompt)
      && (keys.contains { fields.parts[$0] != nil }
        || outline.firstChild(call).flatMap { outline.text($0) }.map(fields.names) == true)
    let place = CodePlace(unit: unit.index, node: call)
    guard isTool || isAgent, let callee = outline.firstChild(call),
      occurrence(for: key(of: place)) == nil, known(.place(place))?.isEmpty != false
    else { return }
    let described = CodeCall(unit: unit, node: call)
    guard
      let name = reader.select(ArgumentSelector("name"), of: described).lazy
        .compactMap(\.literal).first, !name.isEmpty
    else { return }
    if isTool, outline.text(callee) == "__init__",
      let owner = unit.enclosingClass(outline.scope(call))?.classDefinition
    {
      // `super().__init__(name="think", description="…", input_schema={…})`
      if occurrence(for: .definition(unit: unit.index, index: owner)) == nil {
        recordTool(ofClass: owner, name, in: unit)
      }
      return
    }
    guard case .definition(let home, let index) = reader.meaning(callee, in: unit),
      reader.externalBases(ofClass: index, in: project.units[home]).allSatisfy({
        ["BaseModel", "ABC", "Protocol", "object"].contains($0.last)
      })
    else { return }
    if isTool {
      let words = NameWords.texts(of: project.units[home].outline.className(index))
      guard facts.texts.toolKeys.callsTool(words) else { return }
      _ = written(.tool, name, symbol: name, at: place)
    } else {
      ownAgent(name, described, at: place)
    }
  }

  /// An agent that a class of the repository describes: `AgentConfig(name=…, system_prompt=…, tools=[…])`.
  private func ownAgent(_ name: String, _ call: CodeCall, at place: CodePlace) {
    let agent = written(.agent, name, symbol: name, at: place, ["type": "assistant"])
    let line = call.unit.outline.line(place.node)
    let fields = facts.texts.agentFields
    for field in fields.prompt.sorted() + fields.parts.keys.sorted() {
      let role = fields.parts[field] ?? "prompt"
      for value in reader.select(ArgumentSelector(field), of: call) {
        let parts = things(of: value, Role(role), in: call.unit, owner: name)
        for part in parts { relate(agent, part, role: role, line: line, in: call.unit) }
      }
    }
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
