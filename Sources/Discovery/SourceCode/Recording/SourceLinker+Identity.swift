import Estate
import Formats

/// Which asset a construct is.
extension SourceLinker {
  func identify(_ occurrence: Occurrence) -> [Thing] {
    let construct = occurrence.construct
    let unit = occurrence.unit
    switch construct.product {
    case .binding, .action, .tracing, nil: return []
    case .retriever: return retrieverIndex(occurrence)
    case .vectorIndex where Self.isStoreClient(construct): return clientIndexes(occurrence)
    case .call: return isAgentCall(occurrence) ? [agent(occurrence)] : []
    case .model where Self.isOwnModel(construct): return ownModel(occurrence)
    case .model: return modelUses(occurrence).things
    case .client: return modelUses(occurrence).things
    case .message:
      return isSystemMessage(occurrence) ? promptThings(occurrence) : []
    case .prompt: return describedElsewhere(occurrence, .prompt) ?? promptThings(occurrence)
    case .dataset: return dataset(occurrence)
    case .artifact: return artifact(occurrence)
    case .registry: return registry(occurrence)
    case .mcpClient: return mcpServers(occurrence)
    case .agent: return hasNeeds(occurrence) ? [agent(occurrence)] : []
    case .tool, .toolkit:
      let names = values(of: "names", occurrence).flatMap(\.scalars)
      guard !names.isEmpty else {
        return describedElsewhere(occurrence, .tool) ?? toolsOfFunctions(occurrence)
          ?? [tool(occurrence)]
      }
      return names.prefix(64).map { name in
        Thing(AssetID(.tool, "repo", "\(native(unit))#\(name)"), .tool, name)
      }
    default:
      guard let kind = construct.kind, !isContentOfTool(occurrence) else { return [] }
      if let job = job(occurrence, kind) ?? loop(occurrence, kind) { return job }
      if kind == .vectorIndex {
        if keepsOther(occurrence) { return [] }
        if let index = namedIndex(occurrence) { return [index] }
        if let held = heldIndexes(occurrence) { return held }
      }
      let name =
        construct.product == .source
        ? sourceName(occurrence)
        : name(of: occurrence) ?? argumentLabel("name", occurrence)
          ?? occurrence.symbol.typeName
      let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, kind, unit)
      return [
        Thing(AssetID(kind, "repo", "\(native(unit))#\(symbol)"), kind, name)
      ]
    }
  }

  /// Whether a message tells the model what it is: by what is called, or by the role that it is given.
  private func isSystemMessage(_ occurrence: Occurrence) -> Bool {
    if occurrence.construct.arguments["role"] == nil {
      return ["system", "developer", nil].contains(occurrence.construct.facts["role"])
    }
    return values(of: "role", occurrence).contains { Self.isSystem($0) }
  }

  /// Whether a role is that of the system: a literal, or a constant called so.
  static func isSystem(_ role: Meaning) -> Bool {
    let word = role.scalar?.lowercased() ?? ""
    return word.hasSuffix("system") || word.hasSuffix("developer")
  }

  /// Whether one of the parts that a construct asks for is there.
  private func hasNeeds(_ occurrence: Occurrence) -> Bool {
    let needs = occurrence.construct.needs
    guard !needs.isEmpty else { return true }
    return occurrence.construct.arguments.keys.sorted().contains { role in
      attached(role, occurrence).contains { needs.contains($0.kind.name) }
    }
  }

  private func agent(_ occurrence: Occurrence) -> Thing {
    // An agent whose text stands in a file of configuration is that file's.
    if let entry = entry(occurrence) {
      return Thing(AssetID(.agent, "repo", entry.native), .agent, entry.key)
    }
    if let given = namedAgents[occurrence.key] { return given }
    if let own = ownAgent(around: occurrence) { return own }
    if let earlier = earlierTurn(occurrence) { return earlier }
    let name =
      namesGiven[occurrence.key] ?? name(of: occurrence) ?? enclosingName(occurrence)
      ?? occurrence.symbol.typeName
    let symbol = symbol(
      symbolBase(occurrence, name), for: occurrence.key, .agent, occurrence.unit)
    return Thing(
      AssetID(.agent, "repo", "\(native(occurrence.unit))#\(symbol)"), .agent, name)
  }

  /// The agent of a call before it in the same function: they are turns of one loop.
  private func earlierTurn(_ occurrence: Occurrence) -> Thing? {
    guard occurrence.construct.product == .call, case .place(let place) = occurrence.key,
      let function = occurrence.unit.outline.scope(place.node).function
    else { return nil }
    let first = firstTurn(
      ofFunction: .function(unit: place.unit, index: function), occurrence.key)
    return first == occurrence.key ? nil : things(for: first).first { $0.kind == .agent }
  }

  /// The function around a call that gives its result no name.
  private func enclosingName(_ occurrence: Occurrence) -> String? {
    guard case .place(let place) = occurrence.key else { return nil }
    let outline = occurrence.unit.outline
    var scope = outline.scope(place.node)
    while !scope.isFile {
      let name =
        scope.function.map { occurrence.unit.functionName($0) }
        ?? scope.classDefinition.map(outline.className)
      if let name, !name.isEmpty { return name }
      scope = outline.parent(of: scope)
    }
    return nil
  }

  /// The key of a configuration file that says the rest of a thing.
  func entry(_ occurrence: Occurrence) -> (native: String, key: String)? {
    for value in values(of: "definition", occurrence) {
      guard case .entry(let path, let key) = value, let file = configuration(path, occurrence.unit)
      else { continue }
      return ("\(occurrence.unit.repository.native)/\(file)#\(key)", key)
    }
    return nil
  }

  /// The path in the repository of a configuration file that code names.
  func configuration(_ path: String, _ unit: SourceUnit) -> String? {
    var folder = unit.folder.split(separator: "/").map(String.init)
    let parts = path.split(separator: "/").map(String.init).filter { $0 != "." }
    while true {
      let full = (folder + parts).joined(separator: "/")
      if layout.configurations.contains(full) { return full }
      if folder.isEmpty { return nil }
      folder.removeLast()
    }
  }

  /// What a method registers by the name that an object of its own has: `server.registerTool(tool.name, …)`.
  /// None where the code does not say which objects these are; nil where the name stands in the call.
  private func describedElsewhere(_ occurrence: Occurrence, _ kind: AssetKind) -> [Thing]? {
    let unit = occurrence.unit
    guard unit.family == .script,
      occurrence.symbol.path.count > 1 || occurrence.symbol.module.isEmpty,
      case .place(let place) = occurrence.key,
      occurrence.construct.arguments["name"]?.contains(where: {
        $0.place == .position(0) && $0.keys.isEmpty
      })
        == true,
      let argument = unit.outline.arguments(place.node).first
    else { return nil }
    guard unit.outline.kind(argument) == .member, let object = unit.outline.firstChild(argument)
    else {
      return unit.outline.kind(argument) == .name && name(of: occurrence) == nil ? [] : nil
    }
    let role: Role = kind == .prompt ? .prompt : .tools
    let described = things(of: reader.meaning(object, in: unit), role, in: unit, owner: "")
      .filter { $0.kind == kind }
    if !described.isEmpty { return described }
    return literal(of: "name", occurrence) == nil ? [] : nil
  }

  /// The tools that one call makes of several functions in turn:
  /// `[FunctionTool.from_defaults(fn=fn) for fn in functions]`.
  private func toolsOfFunctions(_ occurrence: Occurrence) -> [Thing]? {
    guard case .place = occurrence.key, literal(of: "name", occurrence) == nil else { return nil }
    var found: [Thing] = []
    for value in values(of: "function", occurrence) {
      guard case .oneOf(let functions) = value else { continue }
      for case .function(let home, let index, _) in functions.prefix(64)
      where !project.units[home].outline.functionName(index).isEmpty {
        let tool = rawTool(function: index, project.units[home])
        if !found.contains(tool) { found.append(tool) }
      }
    }
    return found.count > 1 ? found : nil
  }

  private func tool(_ occurrence: Occurrence) -> Thing {
    // A tool of a server, or the function that it wraps.
    let name = readyMadeName(occurrence)
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .tool, occurrence.unit)
    return Thing(
      AssetID(.tool, "repo", "\(native(occurrence.unit))#\(symbol)"), .tool, name)
  }

  /// What a tool looks up is its answer, no source of its own; so is a collection that it is told the name of.
  private func isContentOfTool(_ occurrence: Occurrence) -> Bool {
    guard case .place(let place) = occurrence.key else { return false }
    switch occurrence.construct.product {
    case .source: break
    case .vectorIndex:
      guard argumentLabel("name", occurrence) != nil, namedIndex(occurrence) == nil else {
        return false
      }
    default: return false
    }
    var scope = occurrence.unit.outline.scope(place.node)
    while !scope.isFile {
      let key: ThingKey =
        if let function = scope.function {
          .function(unit: place.unit, index: function)
        } else {
          .definition(unit: place.unit, index: scope.classDefinition ?? 0)
        }
      if let around = self.occurrence(for: key), around.construct.kind == .tool { return true }
      scope = occurrence.unit.outline.parent(of: scope)
    }
    return false
  }

  /// Ready-made tools and loaders go by their class, not by the variable.
  private func readyMadeName(_ occurrence: Occurrence) -> String {
    let isReadyMade =
      occurrence.construct.arguments["name"] == nil
      && occurrence.construct.arguments["function"] == nil && occurrence.unit.family == .python
      && occurrence.symbol.last.first?.isUppercase == true
    let agents = values(of: "agents", occurrence).flatMap {
      things(of: $0, .members, in: occurrence.unit, owner: "")
    }
    let isOfAgent =
      isReadyMade || occurrence.unit.family != .python && literal(of: "name", occurrence) == nil
    if isOfAgent, agents.count == 1 { return agents[0].name }
    if isReadyMade, case .place = occurrence.key {
      return occurrence.construct.facts["name"] ?? occurrence.symbol.last
    }
    return name(of: occurrence) ?? occurrence.symbol.typeName
  }

  /// A reader of content goes by what it reads, else by its class.
  private func sourceName(_ occurrence: Occurrence) -> String {
    let known = ["name", "path", "url"].lazy.compactMap { self.literal(of: $0, occurrence) }.first
    guard let known, case .place = occurrence.key else { return readyMadeName(occurrence) }
    return String(known.prefix(120))
  }

  func isAgentCall(_ occurrence: Occurrence) -> Bool {
    !isHandedOn(occurrence)
      && occurrence.construct.agentWith.contains { selector in
        occurrence.calls.contains { call in
          reader.select(selector, of: call).contains { value in
            switch value {
            case .null, .boolean(false): false
            case .list(let items, _): !items.isEmpty
            case .object(let entries, _): !entries.isEmpty
            default: true
            }
          }
        }
      }
  }

  /// Whether a request is made for others, who ask with it: `func params() Params { return Params{…} }`.
  private func isHandedOn(_ occurrence: Occurrence) -> Bool {
    guard case .place(let place) = occurrence.key else { return false }
    let unit = occurrence.unit
    guard place.unit == unit.index, unit.outline.kind(place.node) == .opaque else { return false }
    let top = unit.outermost(place.node)
    return unit.outline.scope(top).function.map { unit.returns(of: $0).contains(top) } ?? false
  }

  // MARK: Values and names

  /// The values of the arguments that play a role.
  func values(of role: String, _ occurrence: Occurrence) -> [Meaning] {
    var found: [Meaning] = []
    for selector in occurrence.construct.arguments[role] ?? [] {
      for call in occurrence.calls { found += reader.select(selector, of: call) }
    }
    if found.isEmpty, role == "function", let function = occurrence.appliedTo { return [function] }
    return found
  }

  /// The first literal among the arguments that play a role.
  func literal(of role: String, _ occurrence: Occurrence) -> String? {
    for value in values(of: role, occurrence) {
      if let text = value.literal { return text }
      guard role == "name" else { continue }
      switch value {
      // A step of a builder with several arguments: `.serverInfo("name", "1.0")`.
      case .list(let items, _): if let text = items.first?.literal { return text }
      // A service is made from an interface.
      case .definition(let home, let index):
        let name = project.units[home].outline.className(index)
        if !name.isEmpty { return name }
      default: break
      }
    }
    return nil
  }

  /// The line of the argument of a role, else of the call.
  func line(of role: String, _ occurrence: Occurrence) -> Int {
    let selectors = occurrence.construct.arguments[role] ?? []
    for call in occurrence.calls where call.unit.index == occurrence.unit.index {
      if let node = reader.expression(selectors, of: call) { return call.unit.outline.line(node) }
    }
    return occurrence.line
  }

  /// The first text with holes among the arguments that play a role: `file:///{name}.txt`.
  private func template(of role: String, _ occurrence: Occurrence) -> String? {
    values(of: role, occurrence).lazy.compactMap { value in
      guard case .template(let pieces, _) = value else { return nil }
      return pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .hole(let name): "{\(name)}"
        }
      }.joined()
    }.first
  }

  /// What people call the thing: by an argument, else by what it is given to.
  func name(of occurrence: Occurrence) -> String? {
    let unit = occurrence.unit
    if let name = literal(of: "name", occurrence) ?? template(of: "name", occurrence)
      ?? occurrence.construct.facts["name"] ?? occurrence.title
    {
      return String(name.prefix(120))
    }
    if let name = receiverName(occurrence) ?? scopeName(occurrence) {
      return String(name.prefix(120))
    }
    for value in values(of: "function", occurrence) {
      switch value {
      case .function(let home, let index, _):
        let name = project.units[home].outline.functionName(index)
        // `execute() {…}` in an object goes by its key.
        let isKey =
          occurrence.construct.arguments["function"]?.contains { $0.keys.last ?? $0.name == name }
          == true
        if !name.isEmpty, !isKey { return name }
      case .definition(let home, let index):
        let name = project.units[home].outline.className(index)
        if !name.isEmpty, Self.isPlace(occurrence.key) { return name }
      default: break
      }
    }
    switch occurrence.key {
    case .function(_, let index):
      let name = unit.outline.functionName(index)
      return name.isEmpty ? nil : name
    case .definition(_, let index):
      let name = unit.outline.className(index)
      return name.isEmpty ? nil : name
    case .place(let place):
      let enclosing = unit.outline.scope(place.node).function.map { unit.functionName($0) }
      let isOfFunction = enclosing.map { !$0.isEmpty && $0 != "__init__" } == true
      // What code does in passing goes by the function that does it.
      let isInPassing =
        [.call, .gate].contains(occurrence.construct.product)
        && occurrence.construct.returns == nil
      if isOfFunction, isInPassing { return enclosing }
      if let name = unit.givenName(place.node) { return name }
      if occurrence.construct.product == .message, unit.family == .csharp,
        let list = unit.parent(of: place.node), unit.outline.kind(list) == .list,
        let name = unit.givenName(list)
      {
        return name
      }
      // The result of a function goes by the function's name.
      let top = unit.outermost(place.node)
      if let function = unit.outline.scope(top).function, unit.returns(of: function).contains(top) {
        let name = unit.functionName(function)
        if !name.isEmpty { return name }
      }
      if let title = literal(of: "title", occurrence) { return String(title.prefix(120)) }
      let isUnnamed = [.message, .evaluation, .client].contains(occurrence.construct.product)
      return isOfFunction && isUnnamed ? enclosing : nil
    }
  }

  private static func isPlace(_ key: ThingKey) -> Bool {
    if case .place = key { true } else { false }
  }

  /// Names of the definitions around a thing and its own.
  func symbolBase(_ occurrence: Occurrence, _ name: String) -> String {
    let unit = occurrence.unit
    switch occurrence.key {
    case .function(_, let index): return unit.outline.qualifiedName(of: Scope(function: index))
    case .definition(_, let index): return unit.outline.qualifiedName(of: Scope(class: index))
    case .place(let place):
      let given = unit.givenName(place.node) ?? name
      return unit.qualified(given, at: unit.outline.scope(place.node))
    }
  }
}
