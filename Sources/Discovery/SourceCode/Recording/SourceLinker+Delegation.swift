import Estate
import Formats

/// What the functions of an agent hand to other agents, and chains of steps.
extension SourceLinker {
  /// `SupportCrew().crew().kickoff()` in a step of a workflow hands work to that crew.
  func recordDelegation(in unit: SourceUnit) {
    guard hasAgents(unit) else { return }
    let outline = unit.outline
    for call in outline.calls {
      guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
        let object = outline.firstChild(callee)
      else { continue }
      let users = enclosingAgents(of: outline.scope(call), unit)
      guard !users.isEmpty else { continue }
      var agents = things(of: reader.meaning(object, in: unit), .other, in: unit, owner: "")
      // What a method of the repository starts: `Trip().run()` gives `crew.kickoff()`.
      if agents.isEmpty, case .instance(let result) = reader.meaning(call, in: unit),
        result.origin != nil
      {
        agents = things(of: .instance(result), .other, in: unit, owner: "")
      }
      for agent in agents where agent.kind == .agent {
        for user in users where user != agent {
          relation(
            .delegatesTo, from: user.id, to: agent.id, line: outline.line(call), in: unit)
        }
      }
    }
  }

  /// Lists of an agent that are added to later: `triage.handoffs.append(refunds)`.
  private static let lists = [
    "handoffs": "members", "sub_agents": "members", "subAgents": "members",
    "managed_agents": "members", "tools": "tools", "mcp_servers": "mcp", "mcpServers": "mcp",
  ]

  func recordAdditions(in unit: SourceUnit) {
    let outline = unit.outline
    for index in 0..<outline.assignmentCount {
      // `triage.handoffs = [refunds, billing]`
      let assignment = outline.assignment(index)
      guard outline.kind(assignment.target) == .member, let name = outline.text(assignment.target),
        let role = Self.lists[name], let object = outline.firstChild(assignment.target),
        outline.text(object).map({ !SourceUnit.selfNames.contains($0) }) ?? true
      else { continue }
      add([assignment.value], to: object, role, line: outline.line(assignment.target), in: unit)
    }
    for call in outline.calls {
      guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
        ["append", "extend", "push"].contains(outline.text(callee) ?? ""),
        let list = outline.firstChild(callee).map({ unit.uncast($0) }),
        outline.kind(list) == .member, let object = outline.firstChild(list),
        let name = outline.text(list),
        let role = Self.lists[name]
      else { continue }
      add(outline.arguments(call), to: object, role, line: outline.line(call), in: unit)
    }
  }

  private func add(
    _ values: [SourceOutline.Expression], to object: SourceOutline.Expression, _ role: String,
    line: Int, in unit: SourceUnit
  ) {
    let owners = things(of: reader.meaning(object, in: unit), .other, in: unit, owner: "")
    for owner in owners where owner.kind == .agent {
      for value in values {
        let parts = things(
          of: reader.meaning(value, in: unit), Role(role), in: unit, owner: owner.name)
        for part in parts { relate(owner, part, role: role, line: line, in: unit) }
      }
    }
  }

  /// Prompts that the functions of an agent name: `model.invoke(TRIAGE_PROMPT.format(…))`.
  func recordPromptUse(in unit: SourceUnit) {
    guard hasAgents(unit) else { return }
    let outline = unit.outline
    // Whether a name is one of prompts, by the number of its text.
    var isPrompt: [Int32: Bool] = [:]
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      guard outline.kind(node) == .name else { continue }
      let number = outline.textIndex(node)
      if isPrompt[number] == nil {
        isPrompt[number] = outline.text(node).map(names.namesPrompt) ?? false
      }
      guard isPrompt[number] == true else { continue }
      let agents = enclosingAgents(of: outline.scope(node), unit)
      guard !agents.isEmpty else { continue }
      let place: CodePlace
      switch reader.meaning(node, in: unit) {
      case .text(_, let at), .template(_, let at): place = at
      default: continue
      }
      for prompt in known(.place(place)) ?? [] where prompt.kind == .prompt {
        for agent in agents {
          relation(
            .hasPrompt, from: agent.id, to: prompt.id, line: outline.line(node), in: unit)
        }
      }
    }
  }

  /// Whether a function or class of the file is an agent or a part of one.
  private func hasAgents(_ unit: SourceUnit) -> Bool {
    let keys =
      (0..<unit.outline.functionCount).map { ThingKey.function(unit: unit.index, index: $0) }
      + (0..<unit.outline.classCount).map { ThingKey.definition(unit: unit.index, index: $0) }
    return keys.contains { key in
      (owners[key] ?? []).contains { $0.kind == .agent }
        || things(for: key).contains { $0.kind == .agent }
    }
  }

  /// The agents that a function or class is a part of, or is itself.
  func enclosingAgents(of scope: Scope, _ unit: SourceUnit) -> [Thing] {
    enclosingOwners(of: scope, unit) { $0 == .agent }
  }

  /// Agents and servers that a function or class is a part of, or is itself.
  func enclosingOwners(
    of scope: Scope, _ unit: SourceUnit,
    _ counts: (AssetKind) -> Bool = { $0 == .agent || $0 == .mcpServer || $0 == .tool }
  ) -> [Thing] {
    var scope = scope
    while !scope.isFile {
      let key: ThingKey =
        if let function = scope.function {
          .function(unit: unit.index, index: function)
        } else {
          .definition(unit: unit.index, index: scope.classDefinition ?? 0)
        }
      let agents = ((owners[key] ?? []) + things(for: key)).filter { counts($0.kind) }
      if !agents.isEmpty {
        return agents.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      }
      scope = unit.outline.parent(of: scope)
    }
    return []
  }
}
