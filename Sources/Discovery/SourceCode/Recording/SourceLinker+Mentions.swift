import Estate
import Formats

/// Models, prompts, providers and credentials that no construct names: by the name of what holds them.
extension SourceLinker {
  func recordMentions(in unit: SourceUnit) {
    let outline = unit.outline
    importedProviders(in: unit)
    for index in 0..<outline.assignmentCount {
      assigned(outline.assignment(index), in: unit)
    }
    for definition in 0..<outline.classCount { toolOfClass(definition, in: unit) }
    if unit.family == .go { toolsOfMethods(in: unit) }
    ownGuardrails(in: unit)
    for function in 0..<outline.functionCount {
      if let name = outline.functionNameIndex(function),
        names.sense(ofText: name, in: unit).contains(.prompt)
      {
        promptFunction(function, named: outline.functionName(function), in: unit)
      }
      for parameter in outline.parameters(function) {
        guard let value = parameter.value else { continue }
        mention(value, named: parameter.nameIndex, in: unit)
      }
    }
    for call in outline.calls {
      handedModels(call, in: unit)
      if unit.family == .python { ownDescription(call, in: unit) }
    }
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      switch outline.kind(node) {
      case .pair, .keyword:
        guard let key = outline.keyIndex(ofPair: node), let value = outline.value(ofPair: node)
        else { continue }
        mention(value, named: key, in: unit)
        if names.sense(ofText: key, in: unit).contains(.promptKey) {
          promptConstant(value, named: outline.text(at: key) ?? "", in: unit)
        }
      case .template:
        addressedPrompt(node, in: unit)
        provider(ofTemplate: node, in: unit)
      case .string: literal(node, in: unit)
      case .object:
        hostedTool(node, in: unit)
        if unit.family == .script { tripwire(node, in: unit) }
        systemMessage(node, in: unit)
        requestBody(node, in: unit)
      case .call:
        environment(node, in: unit)
        optionDefault(node, in: unit)
      case .subscript, .member: environment(node, in: unit)
      default: break
      }
    }
  }

  /// A text that says by itself what it is.
  private func literal(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let shape = unit.outline.withBytes(of: node, TextShape.init)
    if shape.mayBePath {
      sureModel(node, in: unit)
      image(node, in: unit)
    }
    if shape.mayBeAddress { provider(of: node, in: unit) }
    if shape.maySpeak {
      addressedPrompt(node, in: unit)
      vectorTable(node, in: unit)
    }
  }

  private func assigned(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    environmentPattern(assignment, in: unit)
    if let key = keyIndex(ofElement: assignment.target, unit) {
      mention(assignment.value, named: key, in: unit)
    }
    guard let number = unit.targetIndex(assignment.target) else { return }
    mention(assignment.value, named: number, in: unit)
    typedConstant(assignment, in: unit)
    let sense = names.sense(ofText: number, in: unit)
    let isOfClass = outline.scope(assignment.target).classDefinition != nil
    guard isOfClass || sense.contains(.prompt), let name = unit.targetName(assignment.target)
    else { return }
    if sense.contains(.prompt), !isPattern(assignment.target, unit) {
      promptConstant(assignment.value, named: name, in: unit)
    }
    constantOfClass(assignment, named: name, in: unit)
  }

  /// What is held by something whose name is a text of the file.
  private func mention(
    _ value: SourceOutline.Expression, named number: Int32, in unit: SourceUnit
  ) {
    let sense = names.sense(ofText: number, in: unit)
    guard sense.contains(.model) || sense.contains(.address),
      let name = unit.outline.text(at: number)
    else { return }
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
      ofText: outline.textIndex(assignment.target), in: assignment.scope)
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

  /// A tool as an API takes it, wherever it is written: of the provider's own, or in a variable that is
  /// called a tool.
  private func hostedTool(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let tool = facts.texts.toolKeys
    var (keys, type): (Set<String>, String?) = ([], nil)
    for entry in outline.children(node) {
      switch outline.kind(entry) {
      case .pair:
        guard let key = outline.key(ofPair: entry)?.lowercased() else { continue }
        keys.insert(key)
        guard key == "type", let value = outline.value(ofPair: entry),
          outline.kind(value) == .string
        else { continue }
        type = outline.text(value)
      case .name: if let key = outline.text(entry)?.lowercased() { keys.insert(key) }
      default: break
      }
    }
    let isHosted =
      type.map { facts.texts.hostedTools[$0] != nil } ?? false && !isOfTool(node, unit)
    let isMcp = !keys.isDisjoint(with: ["server_label", "serverlabel"])
    let isFunction =
      type == "function" && (keys.contains("function") || !keys.isDisjoint(with: tool.schema))
    let isOfServer = keys.isSuperset(of: ["name", "description", "input_schema"])
    let holdsCode =
      unit.family == .script && tool.holdsTool(keys) && !isHandedOver(node, unit)
    let isDescribed =
      tool.describesTool(keys) || keys.isSuperset(of: ["function", "type"])
      || keys.contains("toolspec")
    guard
      isHosted || isMcp || isFunction || isOfServer || holdsCode
        || isDescribed && isCalledTool(node, unit),
      known(.place(CodePlace(unit: unit.index, node: node))) == nil,
      case .object(let entries, let place) = reader.meaning(node, in: unit)
    else { return }
    if isMcp, entries.last(where: { $0.key == "type" })?.value.literal != "mcp" { return }
    if isArgumentOfTool(node, unit) { return }
    if entries.contains(where: { $0.key == "type" && $0.value.literal == "mcp" }) {
      _ = mcpServers(entries, at: place)
    } else {
      _ = dictionaryTool(
        entries, at: place, in: unit, key: holdsCode ? unit.givenName(node) ?? "" : "")
    }
  }

  /// A guardrail as the Agents SDK takes it, wherever it is written: an object with a name whose function says
  /// whether its tripwire is triggered.
  private func tripwire(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    var (name, function): (SourceOutline.Expression?, Int?) = (nil, nil)
    for entry in outline.children(node) where outline.kind(entry) == .pair {
      guard let value = outline.value(ofPair: entry) else { continue }
      switch (outline.key(ofPair: entry), outline.kind(value)) {
      case ("name", _): name = value
      case ("execute", .function): function = outline.definition(value)
      default: break
      }
    }
    let place = CodePlace(unit: unit.index, node: node)
    guard let name, let function, known(.place(place)) == nil,
      let label = reader.meaning(name, in: unit).literal
    else { return }
    let isTripwire = unit.returns(of: function).prefix(16).contains { result in
      outline.kind(result) == .object
        && outline.children(result).contains {
          outline.kind($0) == .pair && outline.key(ofPair: $0) == "tripwireTriggered"
        }
    }
    if isTripwire { _ = dictionaryGuardrail(label, at: place) }
  }

  /// Whether an object sets up a tool that the catalogue knows.
  private func isOfTool(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let keyword = unit.parent(of: node), unit.outline.kind(keyword) == .keyword,
      let call = unit.parent(of: keyword)
    else { return false }
    return occurrence(for: key(of: CodePlace(unit: unit.index, node: call)))?.construct.kind
      == .tool
  }

  /// Whether an object is the argument of a call, which says what it makes of it.
  private func isHandedOver(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let parent = unit.parent(of: node) else { return false }
    return unit.outline.kind(parent) == .call || unit.outline.kind(parent) == .opaque
  }

  /// Whether an object is what a call makes a tool of, which is that tool: `tool({ name: … })`.
  private func isArgumentOfTool(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let call = unit.parent(of: node),
      unit.outline.kind(call) == .call || unit.outline.kind(call) == .opaque
    else { return false }
    return occurrence(for: key(of: CodePlace(unit: unit.index, node: call)))?.construct.kind
      == .tool
  }

  /// Whether an object is held by something called a tool, or is of a type that is.
  private func isCalledTool(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    func isTool(_ name: String?) -> Bool {
      guard let name else { return false }
      return SourceTextFacts.words(name).contains {
        ["tool", "tools", "function", "functions"].contains($0)
      }
    }
    guard let parent = unit.parent(of: node) else { return false }
    // A literal of a type: `ToolInfo{Name: …}`.
    if outline.kind(parent) == .opaque || outline.kind(parent) == .call,
      isTool(outline.firstChild(parent).flatMap { outline.text($0) })
    {
      return true
    }
    // One of a list goes by the name of the list.
    return isTool(
      unit.givenName(node) ?? (outline.kind(parent) == .list ? unit.givenName(parent) : nil))
  }

  /// Models that are handed to functions of the repository: `complete(text, "gpt-4o")`.
  private func handedModels(_ call: SourceOutline.Expression, in unit: SourceUnit) {
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

  /// A target inside a function is a variable; outside, or of a class, a constant.
  private func isPattern(_ target: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    unit.outline.kind(target) != .name && unit.outline.kind(target) != .member
  }

  /// A literal that is surely a model, held by something that is called a model.
  func mention(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    guard names.namesModel(name) else { return }
    switch unit.outline.kind(value) {
    case .string, .call, .operation, .list, .tuple, .set, .conditional, .object, .subscript,
      .member:
      break
    default: return
    }
    var pending = [reader.meaning(value, in: unit)]
    var (seen, isFound) = (0, false)
    while seen < 256 {
      if pending.isEmpty, !isFound, seen > 0, unit.outline.kind(value) == .call {
        // What a helper of one's own falls back to: `setting("MODEL", "gpt-4o")`.
        isFound = true
        pending = unit.outline.arguments(value).filter { unit.outline.kind($0) == .string }
          .map { reader.meaning($0, in: unit) }
      }
      guard let next = pending.popLast() else { break }
      seen += 1
      switch next {
      case .text(let text, let place):
        // `GPT-4o` is what people read; names are written small, but for those of repositories.
        guard place.unit == unit.index, known(.place(place)) == nil,
          facts.models.isSpelled(text), let model = facts.models.recognized(text)
        else { continue }
        isFound = true
        remember([Thing(model.id, .model, model.name)], for: .place(place))
        recordModel(model, at: place, confidence: 0.7 * confidence(unit))
        relation(
          .usesModel, from: application(unit), to: model.id, line: unit.outline.line(place.node),
          in: unit, basis: .inferred, confidence: 0.5)
      case .external(let symbol), .member(_, let symbol):
        constantModel(symbol, at: value, in: unit)
      case .instance(let instance):
        if case .external(let symbol) = instance.type {
          constantModel(symbol, at: value, in: unit)
        }
      case .environment(_, let value?): pending.append(value)
      case .list(let values, _), .oneOf(let values): pending += values
      case .object(let entries, _):
        pending += entries.filter { isOfModel($0) }.map(\.value)
      default: break
      }
    }
  }

  /// A constant of a library that names a model, or what a method of one gives: `GPT_5_MINI.asString()`.
  private func constantModel(
    _ symbol: SymbolName, at node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    let holder = SymbolName(symbol.module, symbol.path.dropLast())
    guard
      let text = facts.modelConstants.model(symbol, in: unit.family)
        ?? (holder.path.isEmpty ? nil : facts.modelConstants.model(holder, in: unit.family)),
      let model = facts.models.recognized(text)
    else { return }
    let line = unit.outline.line(node)
    recordModel(model, line: line, in: unit, confidence: 0.7 * confidence(unit))
    relation(
      .usesModel, from: application(unit), to: model.id, line: line, in: unit, basis: .inferred,
      confidence: 0.5)
  }

  /// Whether an entry of a list of models says which, or goes on.
  private func isOfModel(_ entry: (key: String, value: Meaning)) -> Bool {
    if names.namesModel(entry.key) { return true }
    switch entry.value {
    case .list: return true
    case .text: return ["id", "name", "value"].contains(entry.key)
    default: return false
    }
  }

  /// A name that is surely a model's, wherever it stands.
  private func sureModel(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let place = CodePlace(unit: unit.index, node: node)
    guard let text = unit.outline.text(node), facts.models.isSure(text),
      known(.place(place)) == nil, let model = model(text, nil, nil)
    else { return }
    remember([Thing(model.id, .model, model.name)], for: .place(place))
    recordModel(model, at: place)
    relation(
      .usesModel, from: application(unit), to: model.id, line: unit.outline.line(node), in: unit,
      basis: .inferred, confidence: 0.7)
  }

  /// The address of a provider's API.
  private func provider(of node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let text = unit.outline.text(node), text.utf8.count < 300,
      text.hasPrefix("https://") || text.hasPrefix("http://") || text.hasPrefix("wss://"),
      !text.contains("/docs"), let provider = facts.providers.provider(address: text),
      !provider.isLocal || text.contains(":11434") || text.contains("/v1")
    else { return }
    let line = unit.outline.line(node)
    recordProvider(Thing(provider.id, .provider, provider.name), line: line, in: unit)
    guard provider.servesModels else { return }
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
    if text.contains(":11434") || isRequested(node, text, in: unit) {
      address(text, named: "", at: node, in: unit)
    }
  }

  /// Whether the address of an API, with the path of one of its operations, is what a request is sent to: the
  /// argument of a call, or a constant.
  private func isRequested(
    _ node: SourceOutline.Expression, _ text: String, in unit: SourceUnit
  ) -> Bool {
    guard let address = ServerAddress(text), address.path.count > 1 else { return false }
    if unit.givenName(node) != nil { return true }
    guard let parent = unit.parent(of: node), unit.outline.kind(parent) == .call else {
      return false
    }
    return unit.outline.arguments(parent).first == node
  }

  /// The address of a provider's API whose last parts are put in: `https://router.huggingface.co/${model}`.
  private func provider(ofTemplate node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let first = unit.outline.firstChild(node),
      unit.outline.text(first)?.hasPrefix("https://") == true,
      case .template(let pieces, let place) = reader.meaning(node, in: unit),
      place.unit == unit.index, place.node == node, case .text(let text)? = pieces.first,
      text.hasPrefix("https://"), let end = text.lastIndex(of: "/"),
      let address = ServerAddress(String(text[...end])), address.isHostKnown,
      text[..<end].utf8.count > "https://".utf8.count,
      facts.providers.provider(address: String(text[...end]))?.isLocal == false
    else { return }
    self.address(String(text[...end]), named: "", at: node, in: unit)
  }

  /// The address of a model API, held by something that is called an address.
  private func address(
    _ text: String, named name: String, at node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    guard
      let endpoint = ModelEndpoint(
        text, isNamed: facts.texts.isOfModels(name), facts.providers)
    else { return }
    let id = endpoint.id(in: projectFolder(unit).repository)
    let line = unit.outline.line(node)
    asset(
      Thing(id, .endpoint, endpoint.url), endpoint.properties, line: line, in: unit,
      confidence: 0.8 * confidence(unit))
    relation(.contains, from: application(unit), to: id, line: line, in: unit)
  }

  /// A literal, or the default of a variable of the environment, that is the address of a model API.
  private func address(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    guard names.namesAddress(name) else { return }
    switch unit.outline.kind(value) {
    case .string:
      if let text = unit.outline.text(value), text.contains("://") {
        address(text, named: name, at: value, in: unit)
      }
    case .call, .operation:
      var (variable, found) = ("", reader.meaning(value, in: unit))
      if case .environment(let name, let standard?) = found { (variable, found) = (name, standard) }
      guard case .text(let text, let place) = found, place.unit == unit.index, text.contains("://")
      else { return }
      address(text, named: "\(name) \(variable)", at: place.node, in: unit)
    default: break
    }
  }
}
