import Estate
import Formats

/// Models, prompts, providers and credentials that no construct names: by the name of what holds them.
extension SourceLinker {
  func recordMentions(in unit: SourceUnit) {
    let outline = unit.outline
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      environmentPattern(assignment, in: unit)
      if let key = key(ofElement: assignment.target, unit) {
        mention(assignment.value, named: key, in: unit)
      }
      guard let name = unit.targetName(assignment.target) else { continue }
      mention(assignment.value, named: name, in: unit)
      address(assignment.value, named: name, in: unit)
      if names.namesPrompt(name), !isPattern(assignment.target, unit) {
        promptConstant(assignment.value, named: name, in: unit)
      }
    }
    for function in 0..<outline.functionCount {
      let name = outline.functionName(function)
      if names.namesPrompt(name) { promptFunction(function, named: name, in: unit) }
      for parameter in outline.parameters(function) {
        guard let value = parameter.value else { continue }
        mention(value, named: parameter.name, in: unit)
        address(value, named: parameter.name, in: unit)
      }
    }
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      switch outline.kind(node) {
      case .pair, .keyword:
        guard let key = outline.key(ofPair: node), let value = outline.value(ofPair: node) else {
          continue
        }
        mention(value, named: key, in: unit)
        address(value, named: key, in: unit)
        if facts.texts.keysPrompt(key) { promptConstant(value, named: key, in: unit) }
      case .template: addressedPrompt(node, in: unit)
      case .string:
        sureModel(node, in: unit)
        addressedPrompt(node, in: unit)
        provider(of: node, in: unit)
        vectorTable(node, in: unit)
      case .object:
        hostedTool(node, in: unit)
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

  /// The key that a value is given by: `config["model"] = "gpt-4o"`.
  private func key(ofElement target: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    guard unit.outline.kind(target) == .subscript else { return nil }
    var last: SourceOutline.Expression?
    for part in unit.outline.children(target) { last = part }
    return last.flatMap { unit.outline.kind($0) == .string ? unit.outline.text($0) : nil }
  }

  /// A tool as an API takes it, wherever it is written: of the provider's own, or in a variable that is
  /// called a tool.
  private func hostedTool(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let isHosted = outline.children(node).contains { entry in
      outline.kind(entry) == .pair && outline.key(ofPair: entry) == "type"
        && outline.value(ofPair: entry).flatMap { outline.text($0) }
          .map { facts.texts.hostedTools[$0] != nil } ?? false
    }
    let isCalledTool =
      unit.givenName(node).map {
        SourceTextFacts.words($0).contains { ["tool", "tools"].contains($0) }
      }
      ?? false
    guard isHosted || isCalledTool, known(.place(CodePlace(unit: unit.index, node: node))) == nil,
      case .object(let entries, let place) = reader.meaning(node, in: unit)
    else { return }
    let keys = Set(entries.map(\.key))
    let isSchema =
      keys.contains("name") && keys.contains("description")
      && !keys.isDisjoint(with: ["input_schema", "inputSchema", "parameters"])
      || keys.contains("function") && keys.contains("type") || keys.contains("toolSpec")
    guard isHosted || isSchema else { return }
    if entries.contains(where: { $0.key == "type" && $0.value.literal == "mcp" }) {
      _ = mcpServers(entries, at: place)
    } else {
      _ = dictionaryTool(entries, at: place, in: unit)
    }
  }

  /// A message of the system, wherever it is written: `{"role": "system", "content": "…"}`.
  private func systemMessage(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let isOfSystem = outline.children(node).contains { entry in
      outline.kind(entry) == .pair
        && ["role", "type"].contains(outline.key(ofPair: entry) ?? "")
        && outline.value(ofPair: entry).flatMap { outline.text($0) }
          .map { $0 == "system" || $0 == "developer" } ?? false
    }
    guard isOfSystem, case .object(let entries, let place) = reader.meaning(node, in: unit) else {
      return
    }
    let owner =
      unit.givenName(node) ?? outline.scope(node).function.map(outline.functionName) ?? "system"
    _ = things(
      of: .object(entries, place), .messages, in: unit, owner: owner.isEmpty ? "system" : owner)
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
    case .string, .call, .operation, .list, .tuple, .set, .conditional, .object, .subscript: break
    default: return
    }
    var pending = [reader.meaning(value, in: unit)]
    var seen = 0
    while let next = pending.popLast(), seen < 256 {
      seen += 1
      switch next {
      case .text(let text, let place):
        // `GPT-4o` is what people read; names are written small, but for those of repositories.
        guard place.unit == unit.index, known(.place(place)) == nil,
          text.contains("/") || text == text.lowercased(),
          let model = facts.models.recognized(text)
        else { continue }
        remember([Thing(model.id, .model, model.name)], for: .place(place))
        recordModel(model, at: place, confidence: 0.7 * confidence(unit))
        relation(
          .usesModel, from: application(unit), to: model.id, line: unit.outline.line(place.node),
          in: unit, basis: .inferred, confidence: 0.5)
      case .environment(_, let value?): pending.append(value)
      case .list(let values, _), .oneOf(let values): pending += values
      case .object(let entries, _):
        pending += entries.filter { isOfModel($0) }.map(\.value)
      default: break
      }
    }
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

  /// A text that speaks to a model: "You are a helpful assistant …"
  private func addressedPrompt(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let first =
      outline.kind(node) == .template
      ? outline.firstChild(node).flatMap { outline.text($0) }
      : outline.text(node)
    guard let first, first.utf8.count >= 24, facts.texts.addressesModel(first) else { return }
    // What stands alone says what its function is for.
    let top = unit.outermost(node)
    let isUsed =
      unit.parent(of: top) != nil || unit.assignedName[top] != nil
      || outline.scope(top).function.map { unit.returns(of: $0).contains(top) } == true
    guard isUsed else { return }
    let owner =
      unit.givenName(node) ?? outline.scope(node).function.map(outline.functionName) ?? "prompt"
    promptConstant(top, named: owner.isEmpty ? "prompt" : owner, in: unit)
  }

  /// A long text in a constant that is called a prompt.
  private func promptConstant(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    switch unit.outline.kind(value) {
    case .string, .template, .operation, .call, .tuple: break
    case .function:
      return promptFunction(unit.outline.definition(value), named: name, in: unit)
    default: return
    }
    if let path = fileRead(by: value, unit) {
      return promptFile(path, at: CodePlace(unit: unit.index, node: value), named: name)
    }
    switch reader.meaning(value, in: unit) {
    case .text(let text, let place) where place.unit == unit.index:
      guard text.utf8.count >= 24, text.contains(" ") else { return }
      _ = prompt([.text(text)], at: place, owner: name)
    case .template(let pieces, let place) where place.unit == unit.index:
      let length = pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
      guard length >= 24 else { return }
      _ = prompt(pieces, at: place, owner: name)
    default: break
    }
  }

  /// The path of the file whose text an expression is: `open("system.txt").read()`.
  private func fileRead(by node: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    let outline = unit.outline
    var current = node
    for _ in 0..<6 {
      guard outline.kind(current) == .call, let callee = outline.firstChild(current) else {
        return nil
      }
      if outline.kind(callee) == .member, let method = outline.text(callee),
        let object = outline.firstChild(callee)
      {
        if ["read", "read_text", "readlines"].contains(method) {
          return reader.meaning(object, in: unit).path
        }
        if facts.reading[unit.family].methods.contains(method) {
          current = object
          continue
        }
      }
      guard let name = outline.text(callee), ["readFileSync", "readFile"].contains(name),
        let first = outline.arguments(current).first
      else { return nil }
      return reader.meaning(first, in: unit).path
    }
    return nil
  }

  /// A prompt whose text stands in a file.
  private func promptFile(_ path: String, at place: CodePlace, named name: String) {
    let key = ThingKey.place(place)
    guard known(key) == nil, path.contains(".") else { return }
    let unit = project.units[place.unit]
    let symbol = symbol(
      unit.qualified(name, at: unit.outline.scope(place.node)), for: key, .prompt, unit)
    let thing = Thing(AssetID(.prompt, "repo", "\(native(unit))#\(symbol)"), .prompt, name)
    remember([thing], for: key)
    let line = unit.outline.line(place.node)
    asset(thing, line: line, in: unit, confidence: 0.8 * confidence(unit))
    contain(thing, line: line, in: unit)
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
    if text.contains(":11434") { address(text, named: "", at: node, in: unit) }
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
    guard facts.texts.namesAddress(name) else { return }
    switch unit.outline.kind(value) {
    case .string:
      if let text = unit.outline.text(value), text.contains("://") {
        address(text, named: name, at: value, in: unit)
      }
    case .call, .operation:
      guard case .environment(let variable, let standard?) = reader.meaning(value, in: unit),
        case .text(let text, let place) = standard, place.unit == unit.index,
        text.contains("://")
      else { return }
      address(text, named: "\(name) \(variable)", at: place.node, in: unit)
    default: break
    }
  }

  /// A read of an environment variable that holds a provider's key.
  private func environment(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard mayReadEnvironment(node, unit),
      let variable = Self.variable(reader.meaning(node, in: unit)),
      let provider = provider(variable: variable)
    else { return }
    record(variable, of: provider, line: unit.outline.line(node), in: unit)
  }

  private func record(
    _ variable: String, of provider: ProviderCatalog.Provider, line: Int, in unit: SourceUnit
  ) {
    let key = ProviderCatalog.holdsKey(variable) ? variable : nil
    recordProvider(
      Thing(provider.id, .provider, provider.name), line: line, in: unit, credential: key)
    guard provider.servesModels else { return }
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
  }

  /// `const { OPENAI_API_KEY } = process.env`
  private func environmentPattern(
    _ assignment: SourceOutline.AssignedValue, in unit: SourceUnit
  ) {
    let outline = unit.outline
    guard outline.kind(assignment.target) == .object,
      case .external(let symbol) = reader.meaning(assignment.value, in: unit),
      reader.isEnvironment(symbol, unit.family)
    else { return }
    for entry in outline.children(assignment.target) {
      guard let variable = outline.key(ofPair: entry), let provider = provider(variable: variable)
      else { continue }
      record(variable, of: provider, line: outline.line(entry), in: unit)
    }
  }

  /// Settings that a library reads from the environment, by the names of their fields:
  /// `class Settings(BaseSettings): openai_api_key: str`.
  func recordSettings(in unit: SourceUnit) {
    let outline = unit.outline
    let settings = (0..<outline.classCount).filter { index in
      reader.externalBases(ofClass: index, in: unit).contains {
        facts.reading.settings.contains($0.last)
      }
    }
    guard !settings.isEmpty else { return }
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      guard let owner = assignment.scope.classDefinition, settings.contains(owner),
        let name = unit.targetName(assignment.target)
      else { continue }
      let variable = name.uppercased()
      guard let provider = provider(variable: variable) else { continue }
      record(variable, of: provider, line: outline.line(assignment.target), in: unit)
    }
  }

  /// The body of a request to an API: `{ model: "…", system: "…", messages: […] }`.
  private func requestBody(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    var (system, isRequest): (SourceOutline.Expression?, Bool) = (nil, false)
    for entry in outline.children(node) where outline.kind(entry) == .pair {
      switch outline.key(ofPair: entry) {
      case "system": system = outline.value(ofPair: entry)
      case "messages", "max_tokens": isRequest = true
      default: break
      }
    }
    guard isRequest, let system else { return }
    let owner = outline.scope(node).function.map(outline.functionName) ?? "system"
    promptConstant(system, named: owner.isEmpty ? "system" : owner, in: unit)
  }

  private static func variable(_ value: Meaning) -> String? {
    switch value {
    case .environment(let name, _): name
    case .oneOf(let values): values.lazy.compactMap { variable($0) }.first
    default: nil
    }
  }

  /// The provider of a variable, also with a prefix of the application: `SHOP_OPENAI_API_KEY`.
  private func provider(variable: String) -> ProviderCatalog.Provider? {
    var name = variable[...]
    for _ in 0..<4 {
      if let provider = facts.providers.provider(variable: String(name)) { return provider }
      guard ProviderCatalog.holdsKey(variable), let dash = name.firstIndex(of: "_") else {
        return nil
      }
      name = name[name.index(after: dash)...]
    }
    return nil
  }

  /// Quick: whether the text of the expression could name a variable in capitals.
  private func mayReadEnvironment(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    func isVariable(_ text: String?) -> Bool {
      guard let text, (4...64).contains(text.utf8.count) else { return false }
      return text.utf8.allSatisfy {
        (0x41...0x5A).contains($0) || $0 == 0x5F || (0x30...0x39).contains($0)
      }
    }
    if outline.kind(node) == .member { return isVariable(outline.text(node)) }
    return outline.children(node).dropFirst().prefix(1).contains {
      outline.kind($0) == .string && isVariable(outline.text($0))
    }
  }
}
