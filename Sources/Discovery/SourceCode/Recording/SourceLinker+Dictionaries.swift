import Estate
import Formats

/// Things that code writes as dictionaries: tools as an API takes them, agents, guardrails, messages.
extension SourceLinker {
  /// A dictionary: a tool as an API takes it, messages, or things by name.
  func things(
    of entries: [(key: String, value: Meaning)], at place: CodePlace, _ role: Role,
    in unit: SourceUnit, owner: String, depth: Int
  ) -> [Thing] {
    // Fields of structs begin with a capital in Go and C#.
    let isOfStruct = unit.family == .go || unit.family == .csharp
    func entry(_ key: String) -> Meaning? {
      entries.last { (isOfStruct ? $0.key.lowercased() : $0.key) == key }?.value
    }
    func text(_ key: String) -> String? { entry(key).flatMap(\.literal) }
    switch role {
    case .prompt, .messages:
      guard let content = entry("content") ?? entry("text") ?? entry("parts") else {
        if let list = entry("prompts") {
          return things(of: list, .prompt, in: unit, owner: owner, depth: depth + 1)
        }
        if let name = text("name"), entry("arguments") != nil || entry("description") != nil {
          return [written(.prompt, name, symbol: name, at: place)]
        }
        // Prompts by their names.
        if entries.count <= 200, entries.allSatisfy({ $0.value.isObject }) {
          return entries.flatMap {
            things(of: $0.value, .prompt, in: unit, owner: $0.key, depth: depth + 1)
          }
        }
        return storedPrompt(entries, at: place, owner: owner)
      }
      let type = text("type").flatMap { ["system", "human", "ai"].contains($0) ? $0 : nil }
      let speaker = text("role") ?? type
      if isOfStruct, let role = entry("role"), !Self.isSystem(role) { return [] }
      if speaker == "user" || speaker == "human" { return userPrompt(content, owner: owner) }
      guard ["system", "developer", nil].contains(speaker) else { return [] }
      if let prompt = prompt(ofParts: content, owner: owner) { return [prompt] }
      return things(of: content, .prompt, in: unit, owner: owner, depth: depth + 1)
    case .tools:
      if text("type") == "mcp" { return mcpServers(entries, at: place) }
      if let tool = dictionaryTool(entries, at: place, in: unit, key: owner) { return [tool] }
      return entries.filter { $0.key.lowercased() != "type" }.flatMap { entry in
        let made = things(of: entry.value, role, in: unit, owner: entry.key, depth: depth + 1)
        return made.isEmpty && depth == 0 ? namedTool(entry, in: place) : made
      }
    case .model:
      let names = ["model", "model_name", "modelName", "model_id", "deployment_name"]
      if let value = names.lazy.compactMap(entry).first {
        return things(of: value, role, in: unit, owner: owner, depth: depth + 1)
      }
      if let list = entry("config_list") {
        return things(of: list, role, in: unit, owner: owner, depth: depth + 1)
      }
      // Models by the names that a program gives them.
      return entries.prefix(16).flatMap { entry -> [Thing] in
        guard case .instance = entry.value else { return [] }
        return things(of: entry.value, role, in: unit, owner: entry.key, depth: depth + 1)
      }
    case .members where entry("name") != nil && (entry("prompt") ?? entry("system_prompt")) != nil:
      return dictionaryAgent(entries, at: place, named: text("name") ?? owner, depth: depth)
    case .guardrails where text("name") != nil:
      return dictionaryGuardrail(text("name") ?? "", at: place)
    case .mcp: return mcpServers(entries, at: place)
    case .members, .memory, .guardrails, .callbacks, .retrieves, .dataset, .evaluators:
      return entries.flatMap { entry in
        things(of: entry.value, role, in: unit, owner: entry.key, depth: depth + 1)
      }
    case .sources:
      if let list = entry("resources") ?? entry("resourceTemplates") {
        return things(of: list, .sources, in: unit, owner: owner, depth: depth + 1)
      }
      guard let name = text("name") ?? text("uri"), entry("uri") ?? entry("uriTemplate") != nil
      else { return [] }
      return [written(.contentSource, name, symbol: name, at: place, ["type": "mcp-resource"])]
    case .gate, .other: return []
    }
  }

  /// A tool that a script is given by others, who know it by the key: `tools: { search: tavilySearch() }`.
  private func namedTool(_ entry: (key: String, value: Meaning), in object: CodePlace) -> [Thing] {
    let unit = project.units[object.unit]
    switch entry.value {
    case .external, .instance, .member: break
    default: return []
    }
    guard unit.family == .script,
      let pair = unit.outline.children(object.node).first(where: {
        unit.outline.kind($0) == .pair && unit.outline.key(ofPair: $0) == entry.key
      })
    else { return [] }
    let place = CodePlace(unit: object.unit, node: pair)
    return [written(.tool, entry.key, symbol: entry.key, at: place)]
  }

  /// A prompt that the provider keeps: `{ promptId: "…", version: "1" }`.
  private func storedPrompt(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace, owner: String
  ) -> [Thing] {
    guard let id = entries.first(where: { ["promptId", "prompt_id"].contains($0.key) }) else {
      return []
    }
    return [written(.prompt, id.value.literal ?? owner, symbol: owner, at: place)]
  }

  /// What is written at a place, recorded when it is first met.
  func written(
    _ kind: AssetKind, _ name: String, symbol base: String, at place: CodePlace,
    _ properties: [String: Value] = [:]
  ) -> Thing {
    let key = ThingKey.place(place)
    if let known = known(key)?.first { return known }
    let home = project.units[place.unit]
    let symbol = symbol(
      home.qualified(base, at: home.outline.scope(place.node)), for: key, kind, home)
    let thing = Thing(AssetID(kind, "repo", "\(native(home))#\(symbol)"), kind, name)
    remember([thing], for: key)
    let line = home.outline.line(place.node)
    asset(thing, properties, line: line, in: home)
    contain(thing, line: line, in: home)
    return thing
  }

  /// A tool written as a dictionary: `{"type": "function", "function": {"name": …}}`.
  ///
  /// - Parameter key: what it is called where it has no name of its own, in a dictionary of tools.
  func dictionaryTool(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace, in unit: SourceUnit,
    key owner: String = ""
  ) -> Thing? {
    if let only = entries.first, entries.count == 1, only.value.isObject,
      let effects = facts.texts.hostedToolKeys[only.key]
    {
      return written(.tool, only.key, symbol: only.key, at: place, toolProperties(effects))
    }
    // A call of a tool, as models and tests write it, is none: `{"name": "search", "arguments": "{…}"}`.
    if case .text? = entries.last(where: { $0.key == "arguments" })?.value { return nil }
    let tool = facts.texts.toolKeys
    if Self.isCallOfTool(entries, tool) { return nil }
    func text(_ key: String, _ entries: [(key: String, value: Meaning)]) -> String? {
      entries.last { tool.plain($0.key) == key }.flatMap(\.value.literal)
    }
    var name = text("name", entries)
    let keys = Set(entries.map { tool.plain($0.key) })
    var isSchema =
      keys.contains("description") || keys.contains("toolspec")
      || !keys.isDisjoint(with: tool.schema)
    if case .object(let inner, _)? = entries.last(where: {
      tool.wrappers.contains($0.key.lowercased())
    })?.value {
      name = name ?? text("name", inner)
      isSchema = true
    }
    if name == nil, !isCopy(place), keys.contains("description"),
      !keys.isDisjoint(with: tool.schema) || !keys.isDisjoint(with: tool.code)
    {
      name = tool.names.lazy.compactMap { text($0, entries) }.first ?? (owner.isEmpty ? nil : owner)
    }
    let type = text("type", entries)
    let effects = type.flatMap { facts.texts.hostedTools[$0] }
    guard let label = effects != nil ? name ?? type : isSchema ? name : nil else { return nil }
    if let known = known(.place(place))?.first { return known }
    let thing = written(.tool, label, symbol: label, at: place, toolProperties(effects ?? []))
    let home = project.units[place.unit]
    let line = home.outline.line(place.node)
    recordFunction(of: thing, named: label, in: home)
    if let named = nameLine(of: place, home), named > line + 1 {
      asset(thing, line: named, in: home)
    } else if home.family == .go,
      case .text(_, let constant)? = entries.last(where: { $0.key == "Name" })?.value,
      constant.unit == place.unit, abs(home.outline.line(constant.node) - line) > 2
    {
      // Its name is a constant.
      asset(thing, line: home.outline.line(constant.node), in: home)
    }
    return thing
  }

  /// Whether a dictionary is what a model answers that calls a tool: `{"id": "…", "function": {"name": …, "arguments": …}}`.
  private static func isCallOfTool(
    _ entries: [(key: String, value: Meaning)], _ tool: ToolKeys
  ) -> Bool {
    entries.contains { entry in
      guard tool.wrappers.contains(entry.key.lowercased()), case .object(let inner, _) = entry.value
      else { return false }
      let keys = Set(inner.map { tool.plain($0.key) })
      return keys.contains("arguments") && !keys.contains("description")
        && keys.isDisjoint(with: tool.schema)
    }
  }

  /// Whether a tool is made of another that has the name: `{"name": tool.name, …} for tool in tools`.
  private func isCopy(_ place: CodePlace) -> Bool {
    let outline = project.units[place.unit].outline
    return outline.children(place.node).contains { pair in
      guard outline.kind(pair) == .pair, outline.key(ofPair: pair)?.lowercased() == "name",
        let value = outline.value(ofPair: pair)
      else { return false }
      return outline.kind(value) == .member && outline.text(value)?.lowercased() == "name"
    }
  }

  /// The line of the name of a tool that is written as a dictionary.
  private func nameLine(of place: CodePlace, _ home: SourceUnit) -> Int? {
    func line(_ object: SourceOutline.Expression, _ depth: Int) -> Int? {
      for pair in home.outline.children(object) where home.outline.kind(pair) == .pair {
        guard let value = home.outline.value(ofPair: pair) else { continue }
        let key = home.outline.key(ofPair: pair)?.lowercased() ?? ""
        if key == "name" { return home.outline.line(value) }
        if facts.texts.toolKeys.wrappers.contains(key), depth < 2,
          home.outline.kind(value) == .object, let found = line(value, depth + 1)
        {
          return found
        }
      }
      return nil
    }
    return home.outline.kind(place.node) == .object ? line(place.node, 0) : nil
  }

  /// An agent written as a dictionary: `{"name": …, "prompt": …, "tools": […]}`.
  @discardableResult
  func dictionaryAgent(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace, named name: String, depth: Int
  ) -> [Thing] {
    let key = ThingKey.place(place)
    if let known = known(key) { return known }
    guard !name.isEmpty else { return [] }
    let home = project.units[place.unit]
    let symbol = symbol(
      home.qualified(name, at: home.outline.scope(place.node)), for: key, .agent, home)
    let agent = Thing(AssetID(.agent, "repo", "\(native(home))#\(symbol)"), .agent, name)
    remember([agent], for: key)
    let line = home.outline.line(place.node)
    asset(agent, ["type": "assistant"], line: line, in: home)
    contain(agent, line: line, in: home)
    for entry in entries {
      let fields = facts.texts.agentFields
      let role = Role(fields.prompt.contains(entry.key) ? "prompt" : entry.key)
      guard role != .other else { continue }
      for part in things(of: entry.value, role, in: home, owner: name, depth: depth + 1) {
        relate(agent, part, role: entry.key, line: line, in: home)
      }
    }
    return [agent]
  }

  func dictionaryGuardrail(_ name: String, at place: CodePlace) -> [Thing] {
    [written(.guardrail, name, symbol: name, at: place)]
  }
}
