import Estate
import Formats

/// Models, prompts, providers and credentials that no construct names: by the name of what holds them.
extension SourceLinker {
  func recordMentions(in unit: SourceUnit) {
    let outline = unit.outline
    importedProviders(in: unit)
    let isOfPrompts =
      facts.texts.prompts.fill(file: unit.stem)
      || unit.folder.split(separator: "/").last.map(facts.texts.prompts.fill(file:)) == true
    for index in 0..<outline.assignmentCount {
      assigned(outline.assignment(index), in: unit)
      if isOfPrompts { promptOfFile(outline.assignment(index), in: unit) }
    }
    for definition in 0..<outline.classCount { toolOfClass(definition, in: unit) }
    hostedTools(in: unit)
    ownDefinitions(in: unit)
    for function in 0..<outline.functionCount {
      if unit.family == .script { givenToolSet(function, in: unit) }
      if let name = outline.functionNameIndex(function),
        names.sense(ofText: name, in: unit).contains(.prompt)
      {
        promptFunction(function, named: outline.functionName(function), in: unit)
      } else if let owner = outline.functionScope(function).classDefinition,
        let holder = outline.classNameIndex(owner),
        names.sense(ofText: holder, in: unit).contains(.prompt),
        facts.texts.prompts.gives(outline.functionName(function))
      {
        // `class SystemPromptBuilder` with a method that gives the text.
        promptFunction(function, named: outline.className(owner), in: unit)
      } else if isOfPrompts {
        promptFunctionOfFile(function, in: unit)
      }
      for parameter in outline.parameters(function) {
        guard let value = parameter.value else { continue }
        mention(value, named: parameter.nameIndex, in: unit)
      }
    }
    for call in outline.calls {
      handedModels(call, in: unit)
      if unit.family == .python { ownDescription(call, in: unit) }
      if unit.family == .script { formModel(call, in: unit) }
    }
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      switch outline.kind(node) {
      case .pair, .keyword:
        guard let key = outline.keyIndex(ofPair: node), let value = outline.value(ofPair: node)
        else { continue }
        mention(value, named: key, in: unit)
        let sense = names.sense(ofText: key, in: unit)
        if sense.contains(.hub) { hubKey(key, at: node, in: unit) }
        if unit.family == .script, sense.contains(.toolSet) { toolSet(value, in: unit) }
        if sense.contains(.promptKey) || sense.contains(.prompt) && isLongText(value, in: unit) {
          keyedPrompt(value, named: outline.text(at: key) ?? "", in: unit)
        } else if isOfPrompts, isLongText(value, in: unit) {
          messageOfPrompts(value, key: outline.text(at: key) ?? "", in: unit)
        }
      case .template:
        addressedPrompt(node, in: unit)
        provider(ofTemplate: node, in: unit)
        vectorTable(ofTemplate: node, in: unit)
        mentionedData(ofTemplate: node, in: unit)
      case .string: literal(node, in: unit)
      case .list, .tuple: modelOptions(node, in: unit)
      case .object:
        hostedTool(node, in: unit)
        typedModels(node, in: unit)
        if unit.family == .script {
          tripwire(node, in: unit)
          scriptAgent(node, in: unit)
        }
        systemMessage(node, in: unit)
        userMessage(node, in: unit)
        requestBody(node, in: unit)
        serverEntry(node, in: unit)
      case .call:
        environment(node, in: unit)
        addressOfEnvironment(node, in: unit)
        modelOfEnvironment(node, in: unit)
        optionDefault(node, in: unit)
      case .subscript, .member:
        environment(node, in: unit)
        if outline.kind(node) == .subscript { modelOfEnvironment(node, in: unit) }
      default: break
      }
    }
  }

  /// Values of one name that are looked at: what has more is no constant.
  private static let mostBindings = 16

  /// A text that says by itself what it is.
  private func literal(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let shape = unit.outline.withBytes(of: node, TextShape.init)
    if shape.mayBeProperty { propertyDefault(node, in: unit) }
    if shape.mayBePath {
      sureModel(node, in: unit)
      image(node, in: unit)
    } else if unit.outline.withBytes(of: node, { facts.models.beginsSurely($0) }) {
      sureModel(node, in: unit)
    }
    if shape.mayBeCommand { commandLine(node, in: unit) }
    if shape.mayBeFile {
      mentionedData(node, in: unit)
      weightFile(node, in: unit)
    }
    if shape.mayBeAddress {
      hubFile(node, in: unit)
      provider(of: node, in: unit)
      if learns { predictionAddress(node, in: unit) }
    }
    if shape.maySpeak {
      addressedPrompt(node, in: unit)
      vectorTable(node, in: unit)
    } else {
      offeredModel(node, in: unit)
    }
  }

  private func assigned(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    environmentPattern(assignment, in: unit)
    environmentSwitch(assignment, in: unit)
    testSet(assignment, in: unit)
    traceList(assignment, in: unit)
    if unit.family == .script {
      addedTool(assignment, in: unit)
      stateOfPage(assignment, in: unit)
      if let name = unit.targetIndex(assignment.target),
        names.sense(ofText: name, in: unit).contains(.toolSet)
      {
        toolSet(assignment.value, in: unit)
      }
    }
    if let key = keyIndex(ofElement: assignment.target, unit) {
      mention(assignment.value, named: key, in: unit)
    }
    guard let number = unit.targetIndex(assignment.target) else { return }
    mention(assignment.value, named: number, in: unit)
    typedConstant(assignment, in: unit)
    let sense = names.sense(ofText: number, in: unit)
    let isOfClass = outline.scope(assignment.target).classDefinition != nil
    guard isOfClass || sense.contains(.prompt) || isOfPromptType(assignment, in: unit),
      let name = unit.targetName(assignment.target)
    else { return }
    if !sense.contains(.prompt), !isOfClass {
      return promptConstant(assignment.value, named: name, in: unit)
    }
    if sense.contains(.prompt), !isPattern(assignment.target, unit) {
      promptConstant(assignment.value, named: name, in: unit)
    }
    constantOfClass(assignment, named: name, in: unit)
  }

  /// What a page begins with: `const [model, setModel] = useState("gpt-4o")`.
  private func stateOfPage(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    guard outline.kind(assignment.target) == .list, outline.kind(assignment.value) == .call,
      let callee = outline.firstChild(assignment.value),
      outline.text(callee)?.hasPrefix("use") == true,
      let name = outline.firstChild(assignment.target), outline.kind(name) == .name
    else { return }
    mention(assignment.value, named: outline.textIndex(name), in: unit)
  }

  /// Whether an object of a script is of a type that is called a prompt: `const guide: Persona = { body: "…" }`.
  private func isOfPromptType(
    _ assignment: SourceOutline.AssignedValue, in unit: SourceUnit
  ) -> Bool {
    guard unit.family == .script, unit.outline.kind(assignment.value) == .object,
      unit.outline.kind(assignment.target) == .name
    else { return false }
    let name = unit.outline.textIndex(assignment.target)
    return unit.bindings(ofText: name, in: assignment.scope).prefix(Self.mostBindings).contains {
      binding in
      guard case .value(let node) = binding, unit.outline.kind(node) == .declared,
        let type = unit.outline.firstChild(node)
      else { return false }
      return names.sense(ofText: unit.outline.textIndex(type), in: unit).contains(.prompt)
    }
  }

  /// What is held by something whose name is a text of the file.
  private func mention(
    _ value: SourceOutline.Expression, named number: Int32, in unit: SourceUnit
  ) {
    let sense = names.sense(ofText: number, in: unit)
    guard !sense.isDisjoint(with: [.model, .address, .artifactPath, .index]),
      let name = unit.outline.text(at: number)
    else { return }
    if sense.contains(.artifactPath) { mentionedArtifact(value, in: unit) }
    if sense.contains(.index) { indexSetting(value, named: name, in: unit) }
    mention(value, named: name, in: unit)
    address(value, named: name, in: unit)
  }

  /// A constant whose type is called a model's name: `const Flash ModelID = "gemini-2.5-flash"`.
  private func typedConstant(
    _ assignment: SourceOutline.AssignedValue, in unit: SourceUnit
  ) {
    let outline = unit.outline
    guard unit.family != .python, unit.family != .script,
      outline.kind(assignment.value) == .string, outline.kind(assignment.target) == .name,
      !names.sense(ofText: outline.textIndex(assignment.target), in: unit).contains(.model)
    else { return }
    for case .value(let node) in unit.bindings(
      ofText: outline.textIndex(assignment.target), in: assignment.scope
    ).prefix(Self.mostBindings)
    where outline.kind(node) == .declared {
      guard let type = outline.firstChild(node).flatMap({ outline.text($0) }) else { continue }
      mention(assignment.value, named: type, in: unit)
    }
  }

  /// The key that a value is given by: `config["model"] = "gpt-4o"`.
  private func keyIndex(ofElement target: SourceOutline.Expression, _ unit: SourceUnit) -> Int32? {
    guard unit.outline.kind(target) == .subscript else { return nil }
    var last: SourceOutline.Expression?
    for part in unit.outline.children(target) { last = part }
    return last.flatMap { unit.outline.kind($0) == .string ? unit.outline.textIndex($0) : nil }
  }

}
