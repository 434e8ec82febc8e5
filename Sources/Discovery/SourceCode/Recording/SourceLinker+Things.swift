import Estate
import Formats

/// Which things a value stands for.
extension SourceLinker {
  /// What a raw value is, by the role of the argument that holds it.
  enum Role: String {
    case model, tools, prompt, messages, members, memory, guardrails, mcp, retrieves, gate, sources,
      dataset, other

    init(_ name: String) {
      switch name {
      case "model", "base": self = .model
      case "tools", "function", "mcp": self = name == "mcp" ? .mcp : .tools
      case "prompt", "text": self = .prompt
      case "members", "agents", "nodes": self = .members
      default: self = Role(rawValue: name) ?? .other
      }
    }
  }

  /// The things that a value stands for.
  ///
  /// - Parameter owner: the name of whom the value is given to, for things without a name.
  func things(
    of value: Meaning, _ role: Role, in unit: SourceUnit, owner: String, depth: Int = 0,
    at mention: CodePlace? = nil
  ) -> [Thing] {
    guard depth < 12 else { return [] }
    switch value {
    case .list(let items, let place):
      if role == .prompt || role == .messages,
        let prompt = message(items, in: unit, owner: owner)
      {
        return prompt
      }
      let places = elements(of: place)
      return items.prefix(512).enumerated().flatMap { index, item in
        things(
          of: item, role, in: unit, owner: owner, depth: depth + 1,
          at: places.indices.contains(index) ? places[index] : mention)
      }
    case .oneOf(let values):
      return values.flatMap { things(of: $0, role, in: unit, owner: owner, depth: depth + 1) }
    case .instance(let instance):
      return things(of: instance, role, in: unit, owner: owner, depth: depth)
    case .member(let instance, _):
      return things(of: instance, role, in: unit, owner: owner, depth: depth)
    case .function(let home, let index, _):
      return things(ofFunction: index, project.units[home], role, owner: owner, depth: depth)
    case .definition(let home, let index):
      let key = ThingKey.definition(unit: home, index: index)
      let onMethods = thingsOnMethods(ofClass: index, role, project.units[home])
      if !onMethods.isEmpty { return seen(onMethods, role, at: mention) }
      let made = things(for: key) + thingsOfImplementations(of: index, project.units[home])
      if made.isEmpty, role == .tools {
        let tool = rawTool(definition: index, project.units[home])
        if let mention { asset(tool, line: line(mention), in: project.units[mention.unit]) }
        return [tool]
      }
      return made
    case .external(let symbol):
      return things(of: symbol, role, in: unit, at: mention)
    case .object(let entries, let place):
      return things(of: entries, at: place, role, in: unit, owner: owner, depth: depth)
    case .text(let text, let place):
      // The name of an agent stands in a list of those that are handed over to.
      if role == .members { return depth > 0 ? agents(named: text, in: unit) : [] }
      return things(ofText: text, at: place, role, in: unit, owner: owner)
    case .template(let pieces, let place):
      if role == .messages { return userPrompt(value, owner: owner) }
      return role == .prompt ? [prompt(pieces, at: place, owner: owner)].compactMap { $0 } : []
    case .environment(let name, let value):
      let given = role == .model ? deployedModels(name, unit) : []
      guard let value else { return given }
      let own = things(of: value, role, in: unit, owner: owner, depth: depth + 1)
      return own + given.filter { !own.contains($0) }
    case .entry(let path, let key):
      guard role == .prompt, let file = configuration(path, unit) else { return [] }
      let native = "\(unit.repository.native)/\(file)#\(key)"
      return [Thing(AssetID(.prompt, "repo", native), .prompt, key)]
    case .module(let index): return role == .tools ? things(ofModule: project.units[index]) : []
    case .number, .boolean, .null, .unknown: return []
    }
  }

  /// Where the elements of a list stand, those that it begins with.
  private func elements(of place: CodePlace) -> [CodePlace] {
    let outline = project.units[place.unit].outline
    switch outline.kind(place.node) {
    case .list, .tuple, .set: break
    default: return []
    }
    return outline.children(place.node).map { CodePlace(unit: place.unit, node: $0) }
  }

  private func line(_ place: CodePlace) -> Int {
    project.units[place.unit].outline.line(place.node)
  }

  private func things(
    of instance: CodeInstance, _ role: Role, in unit: SourceUnit, owner: String, depth: Int
  ) -> [Thing] {
    if let place = instance.place {
      let key = key(of: place)
      if role == .model, let occurrence = occurrence(for: key),
        let model = trainedModel(occurrence)
      {
        return [model]
      }
      let made = things(for: key)
      if !made.isEmpty { return made }
      if let occurrence = occurrence(for: key) {
        switch occurrence.construct.product {
        case .mcpClient: return mcpServers(occurrence)
        case .retriever:
          return values(of: "index", occurrence).flatMap {
            things(of: $0, role, in: unit, owner: owner, depth: depth + 1)
          }
        // A client or transport is nobody's tool.
        case .binding where instance.origin == nil && role == .tools: return []
        case .binding, .call, nil: break
        case .agent where !occurrence.construct.needs.isEmpty:
          return values(of: "members", occurrence).flatMap {
            things(of: $0, role, in: unit, owner: owner, depth: depth + 1)
          }
        default: return []
        }
      }
    }
    if let place = instance.place, project.units[place.unit].outline.kind(place.node) == .operation
    {
      // Steps that are chained within others.
      let home = project.units[place.unit]
      return home.outline.children(place.node).flatMap {
        things(
          of: reader.meaning($0, in: home), role, in: home, owner: owner, depth: depth + 1)
      }
    }
    if case .definition(let home, let index) = instance.type {
      let onMethods = thingsOnMethods(ofClass: index, role, project.units[home])
      if !onMethods.isEmpty { return seen(onMethods, role, at: instance.place) }
      let made = things(for: .definition(unit: home, index: index))
      if let place = instance.place {
        for tool in made where tool.kind == .tool && role == .tools {
          asset(tool, line: line(place), in: project.units[place.unit])
        }
      }
      if !made.isEmpty { return made }
      if role == .dataset {
        let read = datasets(ofClass: index, in: project.units[home])
        if !read.isEmpty { return read }
      }
    }
    if case .external(let symbol) = instance.type, symbol.isBuiltIn { return [] }
    if let origin = instance.origin {
      return things(of: origin, role, in: unit, owner: owner, depth: depth + 1)
    }
    guard case .external(let symbol) = instance.type else { return [] }
    guard let place = instance.place else {
      let isIndex = role == .retrieves || role == .other || role == .memory || role == .guardrails
      return isIndex ? declaredIndex(symbol, in: unit).map { [$0] } ?? [] : []
    }
    guard isObject(place, of: symbol), role != .tools || Self.makesTool(symbol) else { return [] }
    return things(of: symbol, role, in: unit, at: place)
  }

  /// The tools of a class are seen where the class is given to somebody, too.
  private func seen(_ things: [Thing], _ role: Role, at mention: CodePlace?) -> [Thing] {
    guard let mention, role == .tools else { return things }
    for tool in things where tool.kind == .tool {
      asset(tool, line: line(mention), in: project.units[mention.unit])
    }
    return things
  }

  /// Whether a call of a library surely makes an object, where methods and types are told apart.
  private func isObject(_ place: CodePlace, of symbol: SymbolName) -> Bool {
    let unit = project.units[place.unit]
    switch unit.family {
    case .java, .csharp, .scala: return unit.outline.isNew(place.node)
    case .kotlin: return symbol.last.first?.isUppercase == true
    default: return true
    }
  }

  /// The tools that a file defines, where the file itself is given as one.
  private func things(ofModule unit: SourceUnit) -> [Thing] {
    if case .object(let entries, let place) = reader.exported("TOOL_SPEC", of: unit),
      let tool = dictionaryTool(entries, at: place, in: unit)
    {
      return [tool]
    }
    let tools = occurrences.filter {
      $0.unit.index == unit.index && $0.construct.kind == .tool
    }
    return tools.flatMap { things(for: $0.key) }
  }

  /// Whether a call of a library that the catalogue does not know could make a tool: a class, or by its name.
  private static func makesTool(_ symbol: SymbolName) -> Bool {
    symbol.last.first?.isUppercase == true || symbol.last.lowercased().contains("tool")
  }

  private func things(
    ofFunction index: Int, _ home: SourceUnit, _ role: Role, owner: String, depth: Int
  ) -> [Thing] {
    let key = ThingKey.function(unit: home.index, index: index)
    let made = things(for: key)
    func given() -> [Thing] {
      home.returns(of: index).prefix(4).flatMap {
        things(
          of: reader.meaning($0, in: home), role, in: home,
          owner: home.outline.functionName(index).isEmpty
            ? owner : home.outline.functionName(index), depth: depth + 1)
      }
    }
    if !made.isEmpty {
      // A function that hands over to an agent is a tool and leads to that agent.
      let isHandOff = role == .members && made.allSatisfy { $0.kind == .tool }
      return isHandOff ? made + given().filter { $0.kind == .agent } : made
    }
    // `WithTool(NewSearchTool)`: the function makes the tool.
    if role == .tools, home.family == .go {
      let tools = given().filter { $0.kind == .tool }
      if !tools.isEmpty { return tools }
    }
    // What sets something up is no part of it: `tools(spec -> spec.add(x))`.
    let isSetUp = home.family == .java || home.family == .csharp
    if isSetUp, home.outline.functionName(index).isEmpty, role == .tools || role == .guardrails {
      return given()
    }
    switch role {
    case .tools:
      if home.outline.functionName(index).isEmpty {
        let made = given()
        if !made.isEmpty { return made }
      }
      return [rawTool(function: index, home)]
    case .guardrails:
      let name = home.outline.functionName(index)
      let symbol = symbol(
        home.outline.qualifiedName(of: Scope(function: index)), for: key, .guardrail, home)
      let thing = Thing(
        AssetID(.guardrail, "repo", "\(native(home))#\(symbol)"), .guardrail, name)
      remember([thing], for: key)
      asset(thing, line: home.outline.functionLine(index), in: home, confidence: 0.7)
      return [thing]
    case .prompt, .messages, .model, .members, .mcp: return given()
    default: return []
    }
  }

  /// The tools or prompts that annotations on the methods of a class or interface make.
  private func thingsOnMethods(
    ofClass index: Int, _ role: Role, _ unit: SourceUnit
  ) -> [Thing] {
    switch role {
    case .tools: thingsOnMethods(ofClass: index, in: unit, .tool)
    case .prompt: thingsOnMethods(ofClass: index, in: unit, .prompt)
    default: []
    }
  }

  /// What the implementations of a Rust type make: each stands in a block of its own.
  private func thingsOfImplementations(
    of index: Int, _ unit: SourceUnit
  ) -> [Thing] {
    guard unit.family == .rust else { return [] }
    let name = unit.outline.className(index)
    return (0..<unit.outline.classCount).filter {
      $0 != index && unit.outline.className($0) == name
    }.flatMap { things(for: .definition(unit: unit.index, index: $0)) }
  }

  /// A plain function, or class, that is given to an agent as a tool.
  private func rawTool(function index: Int, _ home: SourceUnit) -> Thing {
    let key = ThingKey.function(unit: home.index, index: index)
    if let known = known(key)?.first { return known }
    let name = home.outline.functionName(index)
    let symbol = symbol(
      home.outline.qualifiedName(of: Scope(function: index)), for: key, .tool, home)
    let thing = Thing(
      AssetID(.tool, "repo", "\(native(home))#\(symbol)"), .tool, name.isEmpty ? symbol : name)
    remember([thing], for: key)
    let line = home.outline.functionLine(index)
    asset(thing, line: line, in: home)
    contain(thing, line: line, in: home)
    return thing
  }

  private func rawTool(definition index: Int, _ home: SourceUnit) -> Thing {
    let key = ThingKey.definition(unit: home.index, index: index)
    if let known = known(key)?.first { return known }
    let name = home.outline.className(index)
    let symbol = symbol(
      home.outline.qualifiedName(of: Scope(class: index)), for: key, .tool, home)
    let thing = Thing(AssetID(.tool, "repo", "\(native(home))#\(symbol)"), .tool, name)
    remember([thing], for: key)
    let line = home.outline.classLine(index)
    asset(thing, line: line, in: home, confidence: 0.8)
    contain(thing, line: line, in: home)
    return thing
  }

  /// Something ready-made of a library.
  private func things(
    of symbol: SymbolName, _ role: Role, in unit: SourceUnit, at mention: CodePlace? = nil
  ) -> [Thing] {
    guard
      let construct =
        reader.constructs(for: symbol, .reference, in: unit.family).first,
      let kind = construct.kind
    else {
      if role == .model, let model = facts.modelConstants.model(symbol, in: unit.family),
        let name = facts.models.model(model)
      {
        return [Thing(name.id, .model, name.name)]
      }
      guard role == .tools, !symbol.module.isEmpty, !symbol.isBuiltIn,
        !symbol.path.isEmpty || unit.family == .python
      else { return [] }
      return [mentioned(symbol, .tool, [:], in: unit, at: mention)]
    }
    if construct.product == .model || construct.product == .client { return [] }
    return [
      mentioned(
        symbol, kind, kind == .tool ? toolProperties(construct.effects) : [:], in: unit, at: mention
      )
    ]
  }

  /// Something of a library that is named and not made here: seen where it is named.
  private func mentioned(
    _ symbol: SymbolName, _ kind: AssetKind, _ properties: [String: Value], in unit: SourceUnit,
    at mention: CodePlace?
  ) -> Thing {
    let thing = Thing(
      AssetID(kind, "repo", "\(native(unit))#\(symbol.typeName)"), kind, symbol.typeName)
    if let mention {
      let home = project.units[mention.unit]
      asset(thing, properties, line: line(mention), in: home)
      contain(thing, line: line(mention), in: home)
    }
    return thing
  }

  func toolProperties(_ effects: [String]) -> [String: Value] {
    guard !effects.isEmpty else { return [:] }
    let external: Set<String> = [
      "shell", "code-execution", "file-write", "email", "payment", "messaging", "browser",
    ]
    let untrusted: Set<String> = ["network", "browser", "email"]
    var properties: [String: Value] = ["effects": .texts(effects.sorted())]
    if effects.contains(where: external.contains) { properties["external_effect"] = true }
    if effects.contains(where: untrusted.contains) { properties["untrusted_input"] = true }
    return properties
  }

  /// What an index is filled from, by an address or path.
  private func contentSource(_ text: String, at place: CodePlace) -> Thing? {
    guard text.contains("/") || text.contains("."), !text.contains(" ") else { return nil }
    let key = ThingKey.place(place)
    if let known = known(key) { return known.first }
    let home = project.units[place.unit]
    let name = String(text.prefix(120))
    let symbol = symbol(name, for: key, .contentSource, home)
    let thing = Thing(
      AssetID(.contentSource, "repo", "\(native(home))#\(symbol)"), .contentSource, name)
    remember([thing], for: key)
    let isWeb = text.contains("://")
    asset(
      thing, ["type": isWeb ? "web" : "file"], line: home.outline.line(place.node), in: home)
    contain(thing, line: home.outline.line(place.node), in: home)
    return thing
  }

  private func things(
    ofText text: String, at place: CodePlace, _ role: Role, in unit: SourceUnit, owner: String
  ) -> [Thing] {
    switch role {
    case .model:
      guard let model = facts.models.model(text) else { return [] }
      recordModel(model, at: place)
      return [Thing(model.id, .model, model.name)]
    case .prompt:
      return [prompt([.text(text)], at: place, owner: owner)].compactMap { $0 }
    case .tools:
      guard (2...64).contains(text.utf8.count), !text.contains(" ") else { return [] }
      let home = project.units[place.unit]
      let key = ThingKey.place(place)
      if let known = known(key) { return known }
      let thing = Thing(AssetID(.tool, "repo", "\(native(home))#\(text)"), .tool, text)
      remember([thing], for: key)
      asset(thing, line: home.outline.line(place.node), in: home, confidence: 0.8)
      return [thing]
    case .sources: return contentSource(text, at: place).map { [$0] } ?? []
    case .retrieves: return [index(named: text, in: unit)]
    case .guardrails:
      guard (2...120).contains(text.utf8.count), !text.contains(" ") else { return [] }
      return [written(.guardrail, text, symbol: text, at: place)]
    case .dataset: return dataset(ofText: text, at: place)
    default: return []
    }
  }

  /// The agents of a file that go by a name: `can_handoff_to=["Writer"]`.
  private func agents(named name: String, in unit: SourceUnit) -> [Thing] {
    occurrences.filter { $0.unit.index == unit.index && $0.construct.product == .agent }
      .flatMap { things(for: $0.key) }.filter { $0.kind == .agent && $0.name == name }
  }
}
