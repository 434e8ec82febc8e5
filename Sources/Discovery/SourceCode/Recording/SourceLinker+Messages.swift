import Estate
import Formats

/// What calls of models say: messages, and texts with instructions.
extension SourceLinker {
  /// The prompts that are written in a call: `model.invoke([{role: "system", content: "…"}])`,
  /// `llm.complete(f"Summarize {text}")`.
  func recordMessages(
    of call: SourceOutline.Expression, to targets: [Thing], in unit: SourceUnit
  ) {
    let outline = unit.outline
    var messages: [Meaning] = []
    for argument in outline.arguments(call).prefix(4) {
      let value = reader.meaning(argument, in: unit)
      switch value {
      case .list(let items, _): messages += items.prefix(64).filter(Self.isMessage)
      case .object(let entries, _):
        if case .list(let items, _)? = entries.last(where: { $0.key == "messages" })?.value {
          messages += items.prefix(64).filter(Self.isMessage)
        }
      case .template, .text, .oneOf:
        let isWritten = [.python, .script, .java, .kotlin, .csharp].contains(unit.family)
        if isWritten, isAsked(argument, in: unit) { messages.append(value) }
      default: break
      }
    }
    guard !messages.isEmpty else { return }
    let scope = outline.scope(call)
    let agents = enclosingAgents(of: scope, unit)
    let owner =
      enclosingFunction(scope, unit) ?? agents.first?.name
      ?? targets.first { $0.kind == .agent }?.name ?? "prompt"
    let line = outline.line(call)
    for message in messages {
      for prompt in prompts(of: message, in: unit, owner: owner) {
        for agent in agents { relate(agent, prompt, role: "prompt", line: line, in: unit) }
      }
    }
  }

  /// Whether a call hands over messages as only models take them: `judge.invoke([{"role": "user", …}])`.
  func handsMessages(_ call: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    guard unit.family == .python else { return false }
    return unit.outline.arguments(call).prefix(3).contains { argument in
      guard isAsked(argument, in: unit),
        case .list(let items, _) = reader.meaning(argument, in: unit)
      else { return false }
      return items.prefix(4).contains { item in
        switch item {
        case .object(let entries, _):
          entries.contains { $0.key == "role" } && entries.contains { $0.key == "content" }
        case .instance(let instance):
          instance.place.flatMap { occurrence(for: key(of: $0)) }?.construct.product == .message
        default: false
        }
      }
    }
  }

  private func prompts(of message: Meaning, in unit: SourceUnit, owner: String) -> [Thing] {
    switch message {
    case .template, .text, .oneOf: return userPrompt(message, owner: owner)
    // `["user", f"Review this draft: {draft}"]`
    case .list(let items, _)
    where items.count == 2 && ["user", "human"].contains(items[0].literal ?? ""):
      return userPrompt(items[1], owner: owner)
    default:
      let isSpoken = unit.family == .python || unit.family == .script
      let role: Role = isSpoken ? .messages : .prompt
      return things(of: message, role, in: unit, owner: owner).filter { $0.kind == .prompt }
    }
  }

  /// Whether an argument of a call is what the model is asked: the first, or one called so.
  private func isAsked(_ argument: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    unit.outline.kind(argument) != .keyword
      || unit.outline.key(ofPair: argument).map(facts.reading.asksArguments.contains) == true
  }

  /// What a message of the user says: `HumanMessage(content=f"Compare {a} and {b}")`.
  func messageOfUser(_ occurrence: Occurrence, owner: String) -> [Thing] {
    guard [.python, .script, .csharp].contains(occurrence.unit.family) else { return [] }
    let speakers = values(of: "role", occurrence).compactMap { $0.scalar?.lowercased() }
    let isOfUser =
      occurrence.construct.arguments["role"] == nil
      ? occurrence.construct.facts["role"] == "user"
      : speakers.isEmpty || speakers.contains { $0.hasSuffix("user") || $0.hasSuffix("human") }
    guard isOfUser else { return [] }
    return values(of: "text", occurrence).flatMap { userPrompt($0, owner: owner) }
  }

  /// A dictionary with a role, or a pair of role and text.
  private static func isMessage(_ value: Meaning) -> Bool {
    switch value {
    case .object(let entries, _): entries.contains { $0.key == "role" }
    case .list(let items, _): items.count == 2
    case .instance: true
    default: false
    }
  }

  /// What the code around is called: the nearest function or class whose name says something, else the nearest
  /// function that has one.
  func enclosingFunction(_ scope: Scope, _ unit: SourceUnit) -> String? {
    if let name = tellingName(around: scope, in: unit) { return name }
    var scope = scope
    while !scope.isFile {
      if let name = scope.function.flatMap({ title(ofFunction: $0, unit) }) { return name }
      scope = unit.outline.parent(of: scope)
    }
    return nil
  }

  /// The nearest function or class around whose name says what it is about: not `run` or `_generate`.
  func tellingName(around scope: Scope, in unit: SourceUnit) -> String? {
    var scope = scope
    while !scope.isFile {
      if let function = scope.function {
        if let name = title(ofFunction: function, unit), !facts.texts.isPlain(function: name) {
          return name
        }
      } else if let definition = scope.classDefinition {
        let name = unit.outline.className(definition)
        if !name.isEmpty, !facts.texts.isPlain(name) { return name }
      }
      scope = unit.outline.parent(of: scope)
    }
    return nil
  }
}
