import Estate
import Formats

/// Which things a value stands for.
extension SourceLinker {
  /// What a raw value is, by the role of the argument that holds it.
  enum Role: String {
    case model, tools, prompt, messages, members, memory, guardrails, callbacks, mcp
    case retrieves, gate, sources, dataset, evaluators, other

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
      if role == .prompt, let prompt = prompt(ofLines: items, owner: owner) { return [prompt] }
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
      return made.isEmpty && role == .evaluators
        ? evaluator(class: index, in: project.units[home]) : made
    case .external(let symbol):
      return things(of: symbol, role, in: unit, at: mention)
    case .object(let entries, let place):
      return things(of: entries, at: place, role, in: unit, owner: owner, depth: depth)
    case .text(let text, let place):
      // The name of an agent stands in a list of those that are handed over to.
      if role == .members { return depth > 0 ? agents(named: text, in: unit) : [] }
      if role == .prompt, let parts = namedParts(ofPromptAt: place) { return parts }
      return things(ofText: text, at: place, role, in: unit, owner: owner)
    case .template where role == .dataset:
      // What is known of a path: `Path(__file__).parent / "data/cases.json"`.
      return value.path.flatMap { path in value.pathPlace.map { dataset(ofText: path, at: $0) } }
        ?? []
    case .template(let pieces, let place):
      if role == .messages { return userPrompt(value, owner: owner) }
      guard role == .prompt else { return [] }
      if let parts = namedParts(ofPromptAt: place) { return parts }
      return [prompt(pieces, at: place, owner: owner)].compactMap { $0 }
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
    let unit = project.units[place.unit]
    func spot(_ node: SourceOutline.Expression) -> CodePlace {
      CodePlace(unit: unit.index, node: node)
    }
    switch unit.outline.kind(place.node) {
    case .list, .tuple, .set: return unit.outline.children(place.node).map(spot)
    case .operation where unit.outline.operation(place.node) == .add:
      // `shared + [search]`: what stands elsewhere is seen where it is named.
      return unit.outline.children(place.node).flatMap { part -> [CodePlace] in
        if unit.outline.kind(part) == .list { return unit.outline.children(part).map(spot) }
        guard case .list(let items, _) = reader.meaning(part, in: unit) else { return [spot(part)] }
        return items.map { _ in spot(part) }
      }
    default: return []
    }
  }

  func line(_ place: CodePlace) -> Int {
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
      if !made.isEmpty {
        guard role == .tools, let client = occurrence(for: key) else { return made }
        return made + hostedTool(client)
      }
      if let occurrence = occurrence(for: key) {
        switch occurrence.construct.product {
        case .mcpClient:
          return mcpServers(occurrence) + (role == .tools ? hostedTool(occurrence) : [])
        case .retriever:
          return values(of: "index", occurrence).flatMap {
            things(of: $0, role, in: unit, owner: owner, depth: depth + 1)
          }
        case .message where role == .messages:
          return messageOfUser(occurrence, owner: owner)
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
      if role == .evaluators { return evaluator(class: index, in: project.units[home]) }
    }
    if case .external(let symbol) = instance.type, symbol.isBuiltIn {
      // Hosts bring models, too: `new Supabase.ai.Session("gte-small")`.
      guard let place = instance.place,
        occurrence(for: .place(place))?.construct.product == .model
      else { return [] }
      return things(for: .place(place))
    }
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
    case .evaluators: return evaluator(function: index, in: home)
    case .callbacks where !isGuarding(index, home): return []
    case .guardrails, .callbacks:
      let name = home.outline.functionName(index)
      let symbol = symbol(
        home.outline.qualifiedName(of: Scope(function: index)), for: key, .guardrail, home)
      let thing = Thing(
        AssetID(.guardrail, "repo", "\(native(home))#\(symbol)"), .guardrail, name)
      remember([thing], for: key)
      asset(thing, line: home.outline.functionLine(index), in: home, confidence: 0.7)
      return [thing]
    case .prompt, .messages, .model, .members, .mcp, .sources: return given()
    default: return []
    }
  }

  /// Whether what a framework calls before or after a model checks or holds something back: its name or its body
  /// says so.
  private func isGuarding(_ index: Int, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    if facts.texts.speaksOfGuarding(outline.functionName(index)) { return true }
    let scope = Scope(function: index)
    return (0..<outline.expressionCount).contains { node in
      let node = Int32(truncatingIfNeeded: node)
      switch outline.kind(node) {
      case .name, .member, .string, .keyword, .pair: break
      default: return false
      }
      guard outline.scope(node) == scope, let text = outline.text(node) else { return false }
      return facts.texts.speaksOfGuarding(text)
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

}
