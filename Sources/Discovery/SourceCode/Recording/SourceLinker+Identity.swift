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
      return isSystemMessage(occurrence) && !isStatus(occurrence) ? promptThings(occurrence) : []
    case .prompt: return describedElsewhere(occurrence, .prompt) ?? promptThings(occurrence)
    case .dataset: return dataset(occurrence)
    case .artifact: return artifact(occurrence)
    case .registry: return registry(occurrence)
    case .mcpClient: return mcpServers(occurrence)
    case .agent: return hasNeeds(occurrence) ? [agent(occurrence)] : []
    case .tool, .toolkit:
      let names = values(of: "names", occurrence).flatMap(\.scalars)
      guard !names.isEmpty else {
        return describedElsewhere(occurrence, .tool) ?? givenTools(occurrence)
          ?? toolsOfFunctions(occurrence)
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
        : name(of: occurrence) ?? argumentLabel("name", occurrence) ?? plainName(of: occurrence)
      let symbol =
        construct.facts["name"] == Self.nameOfCall
        ? name : symbol(symbolBase(occurrence, name), for: occurrence.key, kind, unit)
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

  /// Longest text, in bytes, that may only say how far a program is.
  private static let longestStatus = 100

  /// Whether a message only says what has been done or goes on: `SystemMessage("Response plan generated")`.
  private func isStatus(_ occurrence: Occurrence) -> Bool {
    let texts = values(of: "text", occurrence).flatMap(\.texts)
    guard occurrence.unit.family == .python, !texts.isEmpty else { return false }
    return texts.allSatisfy { text in
      guard text.utf8.count <= Self.longestStatus else { return false }
      let words = text.split(separator: " ").map { $0.lowercased().filter(\.isLetter) }
      guard let first = words.first, let last = words.last, words.count > 1,
        Set(words).isDisjoint(with: ["you", "your", "always", "never"])
      else { return false }
      return first.hasSuffix("ing") || first.hasSuffix("ed") || last.hasSuffix("ed")
    }
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
        scope.function.map {
          title(ofFunction: $0, occurrence.unit) ?? occurrence.unit.functionName($0)
        }
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

  /// The tools that are made elsewhere and only added: `mcp.add_tool(FunctionTool.from_function(search))`.
  private func givenTools(_ occurrence: Occurrence) -> [Thing]? {
    guard case .place = occurrence.key else { return nil }
    let tools = values(of: "function", occurrence).flatMap { value -> [Thing] in
      guard case .instance = value else { return [] }
      return things(of: value, .tools, in: occurrence.unit, owner: "").filter { $0.kind == .tool }
    }
    return tools.isEmpty ? nil : tools
  }

  /// A reader of content goes by what it reads, else by its class.
  private func sourceName(_ occurrence: Occurrence) -> String {
    let known = ["name", "path", "url"].lazy.compactMap { self.literal(of: $0, occurrence) }.first
    guard case .place = occurrence.key else { return readyMadeName(occurrence) }
    // An address of which a program completes parts says more than a variable.
    if let known = known ?? template(of: "url", occurrence) { return String(known.prefix(120)) }
    // What reads says more than the variable that its results are put into.
    let isReader =
      occurrence.construct.arguments["name"] == nil
      && [.python, .script].contains(occurrence.unit.family)
    return isReader
      ? occurrence.construct.facts["name"] ?? occurrence.symbol.typeName
      : readyMadeName(occurrence)
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
}
