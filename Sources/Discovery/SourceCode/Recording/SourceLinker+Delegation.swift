import Estate
import Formats

/// What the functions of an agent hand to other agents, and chains of steps.
extension SourceLinker {
  /// `SupportCrew().crew().kickoff()` in a step of a workflow hands work to that crew.
  func recordDelegation(in unit: SourceUnit) {
    let outline = unit.outline
    for call in outline.calls {
      guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
        let object = outline.firstChild(callee)
      else { continue }
      let users = enclosingAgents(of: outline.scope(call), unit)
      guard !users.isEmpty else { continue }
      let value = reader.meaning(object, in: unit)
      for agent in things(of: value, .other, in: unit, owner: "") where agent.kind == .agent {
        for user in users where user != agent {
          relation(
            .delegatesTo, from: user.id, to: agent.id, line: outline.line(call), in: unit)
        }
      }
    }
  }

  /// The agents that a function or class is a part of, or is itself.
  func enclosingAgents(of scope: Scope, _ unit: SourceUnit) -> [Thing] {
    var scope = scope
    while !scope.isFile {
      let key: ThingKey =
        if let function = scope.function {
          .function(unit: unit.index, index: function)
        } else {
          .definition(unit: unit.index, index: scope.classDefinition ?? 0)
        }
      let agents = ((owners[key] ?? []) + things(for: key)).filter { $0.kind == .agent }
      if !agents.isEmpty {
        return agents.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      }
      scope = unit.outline.parent(of: scope)
    }
    return []
  }
}
