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
    case .prompt:
      guard let content = entry("content") ?? entry("text") else { return [] }
      if let role = entry("role"), !Self.isSystem(role), text("role") != nil || isOfStruct {
        return []
      }
      return things(of: content, role, in: unit, owner: owner, depth: depth + 1)
    case .tools:
      if text("type") == "mcp" { return mcpServers(entries, at: place) }
      if let tool = dictionaryTool(entries, at: place, in: unit) { return [tool] }
      return entries.flatMap { entry in
        things(of: entry.value, role, in: unit, owner: entry.key, depth: depth + 1)
      }
    case .model:
      let names = ["model", "model_name", "modelName", "model_id", "deployment_name"]
      if let value = names.lazy.compactMap(entry).first {
        return things(of: value, role, in: unit, owner: owner, depth: depth + 1)
      }
      if let list = entry("config_list") {
        return things(of: list, role, in: unit, owner: owner, depth: depth + 1)
      }
      return []
    case .members where entry("name") != nil && (entry("prompt") ?? entry("system_prompt")) != nil:
      return dictionaryAgent(entries, at: place, owner: owner, depth: depth)
    case .guardrails where text("name") != nil:
      return dictionaryGuardrail(text("name") ?? "", at: place)
    case .mcp: return mcpServers(entries, at: place)
    case .members, .memory, .guardrails, .retrieves:
      return entries.flatMap { entry in
        things(of: entry.value, role, in: unit, owner: entry.key, depth: depth + 1)
      }
    case .gate, .other: return []
    }
  }

  /// A tool written as a dictionary: `{"type": "function", "function": {"name": …}}`.
  private func dictionaryTool(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace, in unit: SourceUnit
  ) -> Thing? {
    func text(_ key: String, _ entries: [(key: String, value: Meaning)]) -> String? {
      entries.last { $0.key == key }.flatMap(\.value.literal)
    }
    var name = text("name", entries)
    var isSchema = entries.contains {
      ["input_schema", "parameters", "inputSchema", "toolSpec", "description"].contains($0.key)
    }
    if case .object(let inner, _)? = entries.last(where: {
      $0.key == "function" || $0.key == "toolSpec"
    })?.value {
      name = name ?? text("name", inner)
      isSchema = true
    }
    let type = text("type", entries)
    let effects = type.flatMap { facts.texts.hostedTools[$0] }
    guard let label = effects != nil ? name ?? type : isSchema ? name : nil else { return nil }
    let home = project.units[place.unit]
    let key = ThingKey.place(place)
    if let known = known(key)?.first { return known }
    let symbol = symbol(
      home.qualified(label, at: home.outline.scope(place.node)), for: key, .tool, home)
    let thing = Thing(AssetID(.tool, "repo", "\(native(home))#\(symbol)"), .tool, label)
    remember([thing], for: key)
    let line = home.outline.line(place.node)
    asset(thing, toolProperties(effects ?? []), line: line, in: home)
    contain(thing, line: line, in: home)
    return thing
  }

  /// An agent written as a dictionary: `{"name": …, "prompt": …, "tools": […]}`.
  private func dictionaryAgent(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace, owner: String, depth: Int
  ) -> [Thing] {
    let key = ThingKey.place(place)
    if let known = known(key) { return known }
    guard let name = entries.last(where: { $0.key == "name" })?.value.literal else { return [] }
    let home = project.units[place.unit]
    let symbol = symbol(
      home.qualified(name, at: home.outline.scope(place.node)), for: key, .agent, home)
    let agent = Thing(AssetID(.agent, "repo", "\(native(home))#\(symbol)"), .agent, name)
    remember([agent], for: key)
    let line = home.outline.line(place.node)
    asset(agent, ["type": "assistant"], line: line, in: home)
    contain(agent, line: line, in: home)
    for entry in entries {
      let role = Role(entry.key == "system_prompt" ? "prompt" : entry.key)
      guard role != .other else { continue }
      for part in things(of: entry.value, role, in: home, owner: name, depth: depth + 1) {
        relate(agent, part, role: entry.key, line: line, in: home)
      }
    }
    return [agent]
  }

  private func dictionaryGuardrail(_ name: String, at place: CodePlace) -> [Thing] {
    let key = ThingKey.place(place)
    if let known = known(key) { return known }
    let home = project.units[place.unit]
    let symbol = symbol(
      home.qualified(name, at: home.outline.scope(place.node)), for: key, .guardrail, home)
    let thing = Thing(AssetID(.guardrail, "repo", "\(native(home))#\(symbol)"), .guardrail, name)
    remember([thing], for: key)
    let line = home.outline.line(place.node)
    asset(thing, line: line, in: home)
    contain(thing, line: line, in: home)
    return [thing]
  }
}
