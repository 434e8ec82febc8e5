import Estate
import Formats

/// Agents that people write themselves: classes that are called so and ask a model, or have a base of the
/// repository that does.
extension SourceLinker {
  /// Methods of a class that are looked into.
  private static let mostMethods = 64
  /// Places at which an agent is made that are recorded.
  private static let mostInstances = 16

  func recordOwnAgents() {
    // More is known of what calls work on than when the routes were followed.
    functionCalls.steps = [:]
    let asking = askingClasses()
    let bases = derivedClasses()
    let made = occurrencesByClass([.agent])
    var noted = Set(modelCalls.compactMap(\.place))
    for unit in project.units where unit.family == .python && unit.isAuthored {
      for index in 0..<unit.outline.classCount {
        let key = ThingKey.definition(unit: unit.index, index: index)
        guard isCalledAgent(index, in: unit), occurrence(for: key) == nil,
          known(key)?.isEmpty != false, !isPlainBase(index, in: unit)
        else { continue }
        let held = agents(of: made[key] ?? [])
        if !held.isEmpty {
          let agent = recordHolder(index, of: held, in: unit)
          noteRuns(of: agent, index, in: unit, &noted)
          continue
        }
        guard
          // Those that derive from it are the agents, unless it is made itself.
          !bases.contains(key) || !callers[key].isEmpty,
          asks(index, in: unit, asking)
        else { continue }
        noteRuns(of: recordOwnAgent(index, in: unit), index, in: unit, &noted)
      }
    }
  }

  /// The classes of the repository that others derive from.
  private func derivedClasses() -> Set<ThingKey> {
    var found: Set<ThingKey> = []
    for unit in project.units where unit.family == .python {
      for index in 0..<unit.outline.classCount {
        for base in unit.outline.bases(index) {
          guard case .definition(let home, let inner) = reader.meaning(base, in: unit) else {
            continue
          }
          found.insert(.definition(unit: home, index: inner))
        }
      }
    }
    return found
  }

  /// Whether a class is called an agent, or just that and takes a model: `class Agent` with
  /// `__init__(self, tools, llm)`.
  private func isCalledAgent(_ index: Int, in unit: SourceUnit) -> Bool {
    let name = unit.outline.className(index)
    if facts.texts.agentClasses.holds(name, in: "") { return true }
    // The `Agent` of a framework is what others make agents of.
    guard facts.texts.agentClasses.mayHold(name), project.ownModules.isEmpty else { return false }
    for case .function(let function) in unit.bindings(of: "__init__", in: Scope(class: index)) {
      let parameters = unit.outline.parameters(function).map(\.name)
      return parameters.contains(where: facts.texts.agentClasses.asks)
    }
    return false
  }

  @discardableResult
  private func recordOwnAgent(
    _ index: Int, in unit: SourceUnit, type: String = "assistant"
  ) -> Thing {
    let key = ThingKey.definition(unit: unit.index, index: index)
    let symbol = symbol(unit.outline.qualifiedName(of: Scope(class: index)), for: key, .agent, unit)
    let agent = Thing(
      AssetID(.agent, "repo", "\(native(unit))#\(symbol)"), .agent,
      unit.outline.className(index))
    remember([agent], for: key)
    let line = unit.outline.classLine(index)
    asset(agent, ["type": .text(type)], line: line, in: unit, confidence: 0.6)
    contain(agent, line: line, in: unit)
    recordPlaces(of: agent, key)
    for occurrence in askingByClass[key] ?? [] {
      for target in modelUses(occurrence).things where [.model, .provider].contains(target.kind) {
        relation(.usesModel, from: agent.id, to: target.id, line: occurrence.line, in: unit)
      }
    }
    return agent
  }

  /// An agent that is a class is seen where it is made.
  private func recordPlaces(of agent: Thing, _ key: ThingKey) {
    for place in callers[key].prefix(Self.mostInstances) {
      let home = project.units[place.unit]
      // One that says what it is has been met by its own name.
      guard home.isAuthored, known(.place(place))?.isEmpty != false else { continue }
      asset(agent, line: home.outline.line(place.node), in: home, confidence: 0.6)
    }
  }

  /// The classes in which a model is asked.
  private func askingClasses() -> Set<ThingKey> {
    var found: Set<ThingKey> = []
    func note(_ place: CodePlace) {
      let unit = project.units[place.unit]
      guard let owner = unit.enclosingClass(unit.outline.scope(place.node))?.classDefinition else {
        return
      }
      found.insert(.definition(unit: place.unit, index: owner))
    }
    for occurrence in occurrences
    where occurrence.construct.product == .call
      && facts.reading.answersInWords(occurrence.construct.facts["role"])
    {
      if case .place(let place) = occurrence.key { note(place) }
    }
    for call in modelCalls where facts.reading.answersInWords(call.role) {
      if let place = call.place { note(place) }
    }
    return found
  }

  /// Whether a class asks a model: itself, by a base of the repository, or by what its methods call.
  private func asks(
    _ index: Int, in unit: SourceUnit, _ asking: Set<ThingKey>
  ) -> Bool {
    var pending = [(unit, index)]
    var seen: Set<ThingKey> = []
    while let (unit, index) = pending.popLast(), seen.count < 8 {
      let key = ThingKey.definition(unit: unit.index, index: index)
      guard seen.insert(key).inserted else { continue }
      if asking.contains(key) { return true }
      for base in unit.outline.bases(index) {
        if case .definition(let home, let inner) = reader.meaning(base, in: unit) {
          pending.append((project.units[home], inner))
        }
      }
      for method in methods(ofClass: index, in: unit).prefix(Self.mostMethods) {
        let used = uses(ofFunction: method, of: unit) ?? []
        if used.contains(where: { $0.kind != .modelArtifact }) || asksByName(method, in: unit) {
          return true
        }
      }
    }
    return false
  }

  /// Whether a method asks what is called a model, of whatever type: `self.model.query(messages)`.
  func asksByName(_ method: Int, in unit: SourceUnit) -> Bool {
    let outline = unit.outline
    return (callsByFunction(unit)[Scope(function: method)] ?? []).contains { call in
      guard outline.scope(call) == Scope(function: method), let callee = outline.firstChild(call),
        outline.kind(callee) == .member, let name = outline.text(callee),
        facts.reading[.python].invocations.contains(name), let object = outline.firstChild(callee),
        outline.kind(object) == .member, let owner = outline.text(object)
      else { return false }
      return facts.texts.agentClasses.asks(owner)
    }
  }

  /// What is one of some products, by the class that it stands in.
  func occurrencesByClass(_ products: Set<Construct.Product>) -> [ThingKey: [Occurrence]] {
    var found: [ThingKey: [Occurrence]] = [:]
    for occurrence in occurrences {
      guard occurrence.construct.product.map(products.contains) == true,
        case .place(let place) = occurrence.key,
        let owner = occurrence.unit.enclosingClass(occurrence.unit.outline.scope(place.node))?
          .classDefinition
      else { continue }
      found[.definition(unit: occurrence.unit.index, index: owner), default: []].append(occurrence)
    }
    return found
  }

  private func agents(of occurrences: [Occurrence]) -> [Thing] {
    var found: [Thing] = []
    for occurrence in occurrences.prefix(Self.mostMethods) {
      for thing in things(for: occurrence.key) where thing.kind == .agent && !found.contains(thing)
      {
        found.append(thing)
      }
    }
    return found
  }

  /// A class that is called an agent and makes others is the one that it makes, or a team of several.
  private func recordHolder(_ index: Int, of held: [Thing], in unit: SourceUnit) -> Thing {
    let key = ThingKey.definition(unit: unit.index, index: index)
    let line = unit.outline.classLine(index)
    if held.count == 1 {
      remember(held, for: key)
      asset(held[0], line: line, in: unit, confidence: 0.6)
      recordPlaces(of: held[0], key)
      return held[0]
    }
    let team = recordOwnAgent(index, in: unit, type: "team")
    for member in held.prefix(Self.mostInstances) where member != team {
      relate(team, member, role: "members", line: line, in: unit)
    }
    return team
  }

  /// Whether a class only says what those that derive from it have.
  private func isPlainBase(_ index: Int, in unit: SourceUnit) -> Bool {
    unit.outline.bases(index).contains { base in
      ["ABC", "Protocol", "BaseModel", "BaseSettings", "Enum", "TypedDict"].contains(
        unit.outline.text(base) ?? "")
    }
  }

  /// The class around a request with tools that is called an agent: they are one.
  func ownAgent(around occurrence: Occurrence) -> Thing? {
    let unit = occurrence.unit
    guard unit.family == .python, occurrence.construct.product == .call,
      case .place(let place) = occurrence.key,
      let index = unit.enclosingClass(unit.outline.scope(place.node))?.classDefinition,
      facts.texts.agentClasses.holds(unit.outline.className(index), in: "")
    else { return nil }
    let key = ThingKey.definition(unit: unit.index, index: index)
    guard self.occurrence(for: key) == nil else { return nil }
    if let known = known(key)?.first(where: { $0.kind == .agent }) { return known }
    recordOwnAgent(index, in: unit)
    return known(key)?.first
  }
}
