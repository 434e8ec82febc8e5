import Estate
import Formats

/// Which things belong to which.
extension SourceLinker {
  /// The things that the arguments of a role stand for.
  func attached(_ role: String, _ occurrence: Occurrence) -> [Thing] {
    let owner = name(of: occurrence) ?? occurrence.symbol.last
    var found: [Thing] = []
    var values = values(of: role, occurrence)
    if role == "prompt", let joined = joinedPrompt(&values, owner, occurrence) {
      found.append(joined)
    }
    for value in values {
      let made: [Thing]
      if role == "model" || role == "base" || role == "embedding" {
        made = modelThings(value, occurrence)
      } else if role == "dataset", let kept = keptDataset(value, occurrence) {
        made = [kept]
      } else if role == "mcp", case .object(let entries, let place) = value {
        made = mcpServers(entries, at: place)
      } else {
        made = things(
          of: value, Role(role), in: occurrence.unit, owner: owner, at: place(of: occurrence))
      }
      for thing in made where !found.contains(thing) { found.append(thing) }
    }
    if found.isEmpty, role == "prompt" { found = constantPrompts(occurrence) }
    for thing in heldThings(role, occurrence) where !found.contains(thing) { found.append(thing) }
    return found
  }

  private func place(of occurrence: Occurrence) -> CodePlace? {
    for call in occurrence.calls {
      if let node = call.node { return CodePlace(unit: call.unit.index, node: node) }
    }
    return nil
  }

  /// The models of an argument: by a literal with what is known of the provider, or made elsewhere.
  private func modelThings(_ value: Meaning, _ occurrence: Occurrence) -> [Thing] {
    if let model = constantModel(value, occurrence) { return [model] }
    let made = things(of: value, .model, in: occurrence.unit, owner: "")
    if !made.isEmpty { return made }
    guard case .text(let text, let place) = value,
      let model = model(text, providerSlug(occurrence), nil)
    else { return [] }
    recordModel(model, at: place)
    return [Thing(model.id, .model, model.name)]
  }

  /// The model that a constant of a library names, recorded where the constant stands.
  private func constantModel(_ value: Meaning, _ occurrence: Occurrence) -> Thing? {
    let symbol: SymbolName
    switch value {
    case .external(let name), .member(_, let name): symbol = name
    default: return nil
    }
    let unit = occurrence.unit
    guard let text = facts.modelConstants.model(symbol, in: unit.family),
      let model = model(text, providerSlug(occurrence), nil)
    else { return nil }
    recordModel(model, line: line(of: "model", occurrence), in: unit)
    return Thing(model.id, .model, model.name)
  }

  func attachArguments(_ occurrence: Occurrence, to thing: Thing) {
    attachGates(occurrence, to: thing)
    gather(occurrence, into: thing)
    attachMemory(occurrence, to: thing)
    for role in occurrence.construct.partRoles {
      // The function of a tool is the tool, and that of a guardrail the guardrail.
      if role == "function", thing.kind == .tool || thing.kind == .guardrail { continue }
      for part in attached(role, occurrence) {
        if part.kind == .tool || part.kind == .vectorIndex, !hasRecorded(part) {
          // Something ready-made of a library, or an index that was handed in.
          let line = line(of: role, occurrence)
          asset(part, line: line, in: occurrence.unit, confidence: 0.7)
          contain(part, line: line, in: occurrence.unit)
        }
        if part.kind == .guardrail, thing.kind != .guardrail {
          // Where it is put in charge.
          asset(part, line: line(of: role, occurrence), in: occurrence.unit)
        }
        relate(thing, part, role: role, line: occurrence.line, in: occurrence.unit)
      }
    }
  }

  /// A switch or list that makes a person confirm what is done.
  private func attachGates(_ occurrence: Occurrence, to thing: Thing) {
    let unit = occurrence.unit
    for value in values(of: "gate", occurrence) {
      var gates = things(of: value, .gate, in: unit, owner: thing.name).filter {
        $0.kind == .approvalGate
      }
      if gates.isEmpty, Self.isSwitchedOn(value) {
        let symbol = symbol(
          "\(symbolBase(occurrence, thing.name)).approval", for: occurrence.key, .approvalGate, unit
        )
        let gate = Thing(
          AssetID(.approvalGate, "repo", "\(native(unit))#\(symbol)"), .approvalGate,
          "approval of \(thing.name)")
        asset(gate, line: occurrence.line, in: unit)
        gates = [gate]
      }
      for gate in gates { relate(thing, gate, role: "gate", line: occurrence.line, in: unit) }
    }
    for caller in attached("callers", occurrence) where caller.kind == .agent {
      relate(caller, thing, role: "tools", line: occurrence.line, in: unit)
    }
  }

  /// A switch that makes an agent remember: `Crew(memory=True)`.
  private func attachMemory(_ occurrence: Occurrence, to thing: Thing) {
    let isOn = values(of: "memory", occurrence).contains { value in
      if case .boolean(true) = value { true } else { false }
    }
    guard isOn, thing.kind == .agent else { return }
    let unit = occurrence.unit
    let symbol = symbol(
      "\(symbolBase(occurrence, thing.name)).memory", for: occurrence.key, .memory, unit)
    let memory = Thing(
      AssetID(.memory, "repo", "\(native(unit))#\(symbol)"), .memory, "memory of \(thing.name)")
    let line = line(of: "memory", occurrence)
    asset(
      memory, occurrence.construct.framework.map { ["engine": .text($0)] } ?? [:], line: line,
      in: unit)
    contain(memory, line: line, in: unit)
    relate(thing, memory, role: "memory", line: line, in: unit)
  }

  private static func isSwitchedOn(_ value: Meaning) -> Bool {
    switch value {
    case .boolean(let value): value
    case .text(let text, _): !["", "never", "false", "none", "NEVER"].contains(text)
    case .list(let items, _): items.contains { if case .text = $0 { true } else { false } }
    case .object(let entries, _): !entries.isEmpty
    case .function: true
    default: false
    }
  }

  /// What a decorator or method of an object makes belongs to the object.
  func attachToReceiver(_ thing: Thing, _ occurrence: Occurrence) {
    for call in occurrence.calls {
      guard let receiver = call.receiver else { continue }
      for owner in things(of: receiver, .other, in: call.unit, owner: "")
      where owner != thing && !isMade(of: owner, thing, occurrence) {
        relate(owner, thing, role: "receiver", line: occurrence.line, in: occurrence.unit)
      }
    }
    // `@server.list_tools()` stands on a function that gives the server's tools.
    for call in occurrence.calls {
      guard let node = call.node else { continue }
      for owner in enclosingOwners(of: call.unit.outline.scope(node), call.unit)
      where owner != thing
        && (owner.kind == .mcpServer || owner.kind == .agent && thing.kind == .prompt)
      {
        relate(owner, thing, role: "receiver", line: occurrence.line, in: occurrence.unit)
      }
    }
  }

  private func isSeen(_ thing: Thing, in unit: SourceUnit) -> Bool {
    hasRecorded(thing) && observations(of: unit).assets.contains { $0.id == thing.id }
  }

  /// Whether a thing is made of an agent and no part of it: a copy of the agent, the agent as a tool.
  private func isMade(of owner: Thing, _ thing: Thing, _ occurrence: Occurrence) -> Bool {
    guard owner.kind == .agent else { return false }
    return thing.kind == .agent && occurrence.construct.product == .agent
      || thing.kind == .tool && attached("agents", occurrence).contains(owner)
  }

  /// `graph.add_node(…)`: adds its arguments to the object called on.
  func bind(_ occurrence: Occurrence) {
    let owners = boundOwners(occurrence)
    // Tools are tools, whoever the model that they are given to belongs to.
    if owners.isEmpty {
      _ = attached("tools", occurrence)
      if occurrence.unit.family != .python {
        _ = attached("prompt", occurrence) + attached("sources", occurrence)
      }
    }
    for owner in owners {
      if owner.kind == .vectorIndex, !isSeen(owner, in: occurrence.unit) {
        asset(owner, line: occurrence.line, in: occurrence.unit)
        contain(owner, line: occurrence.line, in: occurrence.unit)
      }
      // Where a workflow that stands elsewhere is made ready.
      if owner.kind == .agent, occurrence.construct.facts["seen"] != nil {
        asset(owner, line: occurrence.line, in: occurrence.unit)
      }
      // Where a trainer, or what tests, begins that was made before.
      if owner.kind == .trainingJob || owner.kind == .evaluation {
        asset(owner, line: occurrence.line, in: occurrence.unit)
      }
      attachArguments(occurrence, to: owner)
      bindFacts(occurrence, to: owner)
      if owner.kind == .trainingJob { relateLineage(occurrence) }
    }
  }

  /// What a binding adds its arguments to: what its result stands for, else the object called on.
  ///
  /// What a step of a workflow gives to its model is the workflow's too.
  private func boundOwners(_ occurrence: Occurrence) -> [Thing] {
    var owners: [Thing] = []
    for call in occurrence.calls {
      let values =
        occurrence.construct.through.isEmpty
        ? call.receiver.map { [$0] } ?? [] : reader.select(occurrence.construct.through, of: call)
      for value in values {
        for thing in things(of: value, .other, in: call.unit, owner: "")
        where !owners.contains(thing) {
          owners.append(thing)
        }
      }
      if let node = call.node, !owners.contains(where: { $0.kind == .agent }) {
        owners += enclosingAgents(of: call.unit.outline.scope(node), call.unit)
      }
    }
    return owners
  }

  /// `server.run(transport="sse", host="0.0.0.0")`
  private func bindFacts(_ occurrence: Occurrence, to owner: Thing) {
    applySignals(occurrence, on: owner)
    guard owner.kind == .mcpServer || owner.kind == .endpoint else { return }
    var properties: [String: Value] = [:]
    if owner.kind == .mcpServer,
      let transport = literal(of: "transport", occurrence)
        ?? occurrence.construct.facts["transport"]
    {
      properties["transport"] = .text(Self.transport(transport))
    }
    properties.merge(access(of: occurrence)) { $1 }
    if owner.kind == .mcpServer { noteAccess(of: owner, occurrence) }
    guard !properties.isEmpty else { return }
    asset(owner, properties, line: occurrence.line, in: occurrence.unit)
  }

  /// Notes of which agent or tool a function is a part, so that what it calls is theirs.
  func bindOwners(_ occurrence: Occurrence) {
    let owners: [Thing]
    if occurrence.construct.product == .binding {
      owners = boundOwners(occurrence)
    } else {
      owners = things(for: occurrence.key)
    }
    guard !owners.isEmpty else { return }
    for role in ["nodes", "function", "tools"] {
      for value in values(of: role, occurrence) {
        note(value, owners.filter { role != "tools" || $0.kind == .tool }, depth: 0)
      }
    }
    if case .function = occurrence.key { self.owners[occurrence.key, default: []] += owners }
  }

  private func note(_ value: Meaning, _ owners: [Thing], depth: Int) {
    guard depth < 6, !owners.isEmpty else { return }
    switch value {
    case .function(let unit, let index, _):
      self.owners[.function(unit: unit, index: index), default: []] += owners
    case .list(let values, _), .oneOf(let values):
      for value in values { note(value, owners, depth: depth + 1) }
    default: break
    }
  }

  /// Records how a part belongs to a thing.
  func relate(_ thing: Thing, _ part: Thing, role: String, line: Int, in unit: SourceUnit) {
    if role == "store" || thing.kind == .tool, part.kind == .vectorIndex || part.kind == .agent {
      behind[thing.id, default: []].append(part)
    }
    if thing.kind == .agent, part.kind == .evaluation, role != "receiver" {
      evaluatedWith[thing.id, default: []].append(part)
    }
    guard let (kind, tail, head) = Self.relation(thing, part, role) else { return }
    relation(kind, from: tail, to: head, line: line, in: unit)
    // Who may call a tool, or look into a collection, reaches what stands behind it.
    guard kind == .canCall || kind == .retrievesFrom else { return }
    for part in behind[part.id] ?? [] { relate(thing, part, role: role, line: line, in: unit) }
  }

  private static func relation(
    _ thing: Thing, _ part: Thing, _ role: String
  ) -> (RelationKind, AssetID, AssetID)? {
    switch (thing.kind, part.kind) {
    case (.agent, .tool): (.canCall, thing.id, part.id)
    case (.agent, .model), (.agent, .provider): (.usesModel, thing.id, part.id)
    case (.agent, .agent): (.delegatesTo, thing.id, part.id)
    case (.agent, .prompt): (.hasPrompt, thing.id, part.id)
    case (.agent, .memory): (.remembersIn, thing.id, part.id)
    case (.agent, .mcpServer): (.connectsTo, thing.id, part.id)
    case (.agent, .vectorIndex), (.agent, .dataStore): (.retrievesFrom, thing.id, part.id)
    case (.agent, .contentSource): (.ingestedBy, part.id, thing.id)
    case (_, .guardrail): (.guardedBy, thing.id, part.id)
    case (_, .approvalGate): (.gatedBy, thing.id, part.id)
    case (.mcpServer, .tool): (.provides, thing.id, part.id)
    case (.mcpServer, .prompt), (.mcpServer, .contentSource), (.mcpServer, .mcpServer):
      (.contains, thing.id, part.id)
    case (.vectorIndex, .contentSource): (.feeds, part.id, thing.id)
    case (.trainingJob, .dataset): (.reads, thing.id, part.id)
    case (.trainingJob, .model):
      role == "base" ? (.reads, thing.id, part.id) : (.writes, thing.id, part.id)
    case (.model, .dataset): (.trainedOn, thing.id, part.id)
    case (.model, .model): role == "base" ? (.derivedFrom, thing.id, part.id) : nil
    case (.modelArtifact, .model): (.materialisedAs, part.id, thing.id)
    case (.agent, .evaluation): (.evaluatedBy, thing.id, part.id)
    case (.evaluation, .agent), (.evaluation, .model), (.evaluation, .dataset):
      (.evaluatedBy, part.id, thing.id)
    case (.endpoint, .model): (.serves, thing.id, part.id)
    case (.endpoint, .agent), (.endpoint, .tool): (.exposes, thing.id, part.id)
    case (.guardrail, .agent), (.guardrail, .model): (.guardedBy, part.id, thing.id)
    case (.tool, .dataset): (.reads, thing.id, part.id)
    case (.tool, .action): (.performs, thing.id, part.id)
    default: nil
    }
  }
}
