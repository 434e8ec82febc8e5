import Formats

/// A function of the repository.
struct CodeFactory: Hashable {
  let unit: Int
  let function: Int
}

/// What a function of the repository makes, anew at each call.
struct MadeThing {
  let construct: Construct
  let symbol: SymbolName
  let node: SourceOutline.Expression
  /// What it is handed on in: `AgentExecutor(agent=agent)`.
  var wrapper: SourceOutline.Expression?
}

/// Functions of the repository that make a thing whose name they are given: `createAgent("Editor", …)`; and
/// those that hand it to others: `addTool(server, "search", …)`, which calls `server.tool(name, …)`.
extension MeaningReader {
  /// What a function makes; nil where it makes nothing, or the same at each call.
  func made(byFunction index: Int, in home: SourceUnit) -> MadeThing? {
    guard home.outline.hasParameters(index) else { return nil }
    let factory = CodeFactory(unit: home.index, function: index)
    if let known = factories[factory] { return known }
    factories[factory] = .some(nil)
    let isUntyped = home.family == .python || home.family == .script
    // A helper that but one calls makes what stands in it.
    guard !isUntyped || project.calls(named: home.outline.functionName(index)).count > 1 else {
      return nil
    }
    // What calls nothing that the catalogue may know makes nothing; most functions need no closer look.
    guard !isUntyped || !calls(inFunction: index, of: home).isEmpty else { return nil }
    let made = made(of: home.returns(of: index).prefix(4), in: home)
    guard let made,
      isUntyped
        ? made.construct.product == .agent
          && takes(["tools", "prompt"], made, function: index, home)
        : takes(["name"], made, function: index, home)
    else { return nil }
    let inner = isUntyped ? wrapped(by: made, in: home) : nil
    if let inner {
      factories[factory] = inner
      return inner
    }
    factories[factory] = made
    return made
  }

  /// What a function hands to others under the name that it is given, in the order of the text.
  func registered(byFunction index: Int, in home: SourceUnit) -> [MadeThing] {
    guard home.outline.hasParameters(index) else { return [] }
    let factory = CodeFactory(unit: home.index, function: index)
    if let known = registrations[factory] { return known }
    registrations[factory] = []
    let outline = home.outline
    let members = calls(inFunction: index, of: home).filter { call in
      outline.firstChild(call).map { outline.kind($0) == .member } ?? false
    }
    let found = members.prefix(Self.mostRegistrations).compactMap { call -> MadeThing? in
      guard let made = made(at: call, in: home), !isDescribed(made, home),
        isNamed(made, byParameterOf: index, home)
      else { return nil }
      return made
    }
    registrations[factory] = found
    return found
  }

  /// Whether a function says itself what the thing is for: then it defines it, whatever it may be called.
  private func isDescribed(_ made: MadeThing, _ home: SourceUnit) -> Bool {
    let description = made.construct.arguments["description"] ?? []
    return select(description, of: CodeCall(unit: home, node: made.node)).contains { value in
      switch value {
      case .text(let text, _): !text.isEmpty
      case .template: true
      default: false
      }
    }
  }

  /// What calls more is no helper that registers one thing.
  private static let mostRegistrations = 32

  /// The calls of a function, and of those within it, that the catalogue may know by their names.
  private func calls(
    inFunction index: Int, of home: SourceUnit
  ) -> [SourceOutline.Expression] {
    if callsByFunction[home.index] == nil {
      let outline = home.outline
      var found: [Int: [SourceOutline.Expression]] = [:]
      // By number of the text: most names are called more than once.
      var known = [Bool?](repeating: nil, count: outline.textCount)
      for call in outline.calls {
        guard let callee = outline.firstChild(call),
          outline.kind(callee) == .member || outline.kind(callee) == .name,
          case let number = Int(outline.textIndex(callee)), number >= 0
        else { continue }
        let makes =
          known[number]
          ?? outline.text(callee).map {
            catalog.makes(Self.registered, byCallOf: $0, in: home.family)
          } ?? false
        known[number] = makes
        guard makes else { continue }
        var scope = outline.scope(call)
        for _ in 0..<8 where !scope.isFile {
          if let function = scope.function { found[function, default: []].append(call) }
          scope = outline.parent(of: scope)
        }
      }
      callsByFunction[home.index] = found
    }
    return callsByFunction[home.index]?[index] ?? []
  }

  /// Whether the name of what a function registers is one of its parameters, or the name that one has.
  private func isNamed(
    _ made: MadeThing, byParameterOf index: Int, _ home: SourceUnit
  ) -> Bool {
    let mark = "\u{0}"
    let place = CodePlace(unit: home.index, node: made.node)
    let text = Meaning.text(mark, place)
    let described = Meaning.object([("name", text), ("id", text), ("Name", text)], place)
    return [text, described].contains { given in
      var arguments: [String: Meaning] = [:]
      for parameter in home.outline.parameters(index) { arguments[parameter.name] = given }
      let frame = Frame(unit: home.index, function: index, arguments: arguments, receiver: nil)
      return name(of: made, frame) == mark
    }
  }

  /// The name that a thing has where the arguments of its function are known.
  private func name(of made: MadeThing, _ frame: Frame) -> String? {
    let names = made.construct.arguments["name"] ?? []
    let call = CodeCall(unit: project.units[frame.unit], node: made.node)
    return within(frame) { select(names, of: call).lazy.compactMap(\.literal).first } ?? nil
  }

  /// Whether a call names what its function registers.
  func isNamed(_ made: MadeThing, in frame: Frame) -> Bool { name(of: made, frame) != nil }

  /// The values that a call or literal is given.
  private func parts(
    of node: SourceOutline.Expression, _ home: SourceUnit
  ) -> [SourceOutline.Expression] {
    let outline = home.outline
    return outline.arguments(node).flatMap { argument in
      outline.kind(argument) == .object
        ? outline.children(argument).compactMap { outline.value(ofPair: $0) } : [argument]
    }
  }

  private func made(
    of results: some Sequence<SourceOutline.Expression>, in home: SourceUnit, _ depth: Int = 0
  ) -> MadeThing? {
    for result in results {
      var value = meaning(result, in: home)
      for _ in 0..<8 {
        guard case .instance(let instance) = value else { break }
        if let place = instance.place, place.unit == home.index {
          if let made = made(at: place.node, in: home) { return made }
          // A type of the repository that wraps it: `safeTool{InvokableTool: t}`.
          if case .definition = instance.type, depth < 2,
            let made = made(of: parts(of: place.node, home), in: home, depth + 1)
          {
            return made
          }
        }
        guard let origin = instance.origin else { break }
        value = origin
      }
    }
    return nil
  }

  private func made(at node: SourceOutline.Expression, in home: SourceUnit) -> MadeThing? {
    guard let callee = home.outline.firstChild(node) else { return nil }
    for symbol in symbols(ofCallee: self.callee(callee, in: home), in: home.family) {
      let call = CodeCall(unit: home, node: node)
      for construct in constructs(for: symbol, .call, in: home.family)
      where construct.product != nil && holds(construct, call) {
        return Self.products.contains(construct.product ?? .binding)
          || construct.facts["type"] == "mcp-resource"
          ? MadeThing(construct: construct, symbol: symbol, node: node) : nil
      }
    }
    return loose(at: node, callee, in: home)
  }

  /// What a method makes of an object of which the code does not tell what it is.
  private func loose(
    at node: SourceOutline.Expression, _ callee: SourceOutline.Expression, in home: SourceUnit
  ) -> MadeThing? {
    guard home.outline.kind(callee) == .member, let method = home.outline.text(callee),
      let object = home.outline.firstChild(callee), meaning(callee, in: home).isUnknown
    else { return nil }
    let name = OccurrenceFinder.name(of: object, home)
    return catalog.constructs(forMethod: method, besides: home.imports, in: home.family)
      .first { construct in
        Self.products.contains(construct.product ?? .binding)
          && construct.on.admit(name)
      }.map { MadeThing(construct: $0, symbol: SymbolName("", [method]), node: node) }
  }

  private static let products: Set<Construct.Product> = [.agent, .tool, .mcpServer]
  /// What helpers register, too: resources of servers.
  private static let registered = products.union([.source])

  /// The one agent of the function that another only runs: what its executor is given.
  private func wrapped(by made: MadeThing, in home: SourceUnit) -> MadeThing? {
    let members = (made.construct.arguments["members"] ?? []).flatMap {
      select($0, of: CodeCall(unit: home, node: made.node))
    }
    guard members.count == 1, case .instance(let instance) = members[0], let place = instance.place,
      place.unit == home.index,
      home.outline.scope(place.node) == home.outline.scope(made.node),
      var inner = self.made(at: place.node, in: home), inner.construct.product == .agent
    else { return nil }
    inner.wrapper = made.node
    return inner
  }

  /// Whether an argument of those roles of what a function makes is one of its parameters.
  private func takes(
    _ roles: [String], _ made: MadeThing, function index: Int, _ home: SourceUnit
  ) -> Bool {
    let mark = "\u{0}"
    let place = CodePlace(unit: home.index, node: made.node)
    var arguments: [String: Meaning] = [:]
    for parameter in home.outline.parameters(index) {
      arguments[parameter.name] = .text(mark, place)
    }
    let frame = Frame(unit: home.index, function: index, arguments: arguments, receiver: nil)
    let call = CodeCall(unit: home, node: made.node)
    return roles.contains { role in
      let selectors = made.construct.arguments[role] ?? []
      let given = within(frame) { selectors.flatMap { select($0, of: call) } }
      // A text that it is only put into is the function's own.
      let isWhole = role == "prompt"
      return given?.contains { value in
        isWhole ? value.literal == mark : value.literal?.contains(mark) == true
      } == true
    }
  }
}
