import Estate
import Formats

/// Makes assets and relations of what source files of one repository say together.
final class SourceLinker {
  let facts: SourceFacts
  let project: SourceProject
  let reader: MeaningReader
  let names: NameMemory
  let layout: ProjectLayout
  /// Agents that a configuration file names by file and symbol, such as `langgraph.json`.
  private(set) var namedAgents: [ThingKey: Thing] = [:]

  let source: String
  let detector: String
  var recorders: [Int: Recorder] = [:]
  private(set) var occurrences: [Occurrence] = []
  /// Projects that make an index of a library.
  private(set) lazy var indexedProjects = Set(
    occurrences.filter { $0.construct.product == .vectorIndex }.map {
      projectFolder($0.unit).native
    })
  /// Projects that make or ask models.
  private(set) lazy var modelProjects = Set(
    occurrences.filter { [.agent, .model, .client, .call].contains($0.construct.product) }.map {
      projectFolder($0.unit).native
    })
  /// What asks models, or makes them, by the class that it stands in.
  private(set) lazy var askingByClass = occurrencesByClass([.call, .model])
  private(set) lazy var datasetsByClass = makeDatasetsByClass()
  private(set) lazy var loops = makeLoops()
  private(set) lazy var ownModels = makeOwnModels()
  /// The calls of functions of which it has been asked what they use.
  var functionCalls = CallMemory()
  /// Whether the project imports what learns.
  private(set) lazy var learns = project.importedModules.contains(
    where: facts.texts.dataFiles.modules.concerns)
  /// Lines at which data, or what is read as data, has been recorded.
  var dataLines: Set<CodeLine> = []
  private(set) var predictions: [Prediction] = []
  /// Slugs of the providers that frameworks ask where a project names no model.
  var usualProviders: [String: String] = [:]
  /// What calls ask, once that is known.
  var asked: [CodePlace: [Thing]] = [:]
  private var byKey: [ThingKey: Int] = [:]
  private var aliases: [CodePlace: ThingKey] = [:]
  private var identities: [ThingKey: [Thing]] = [:]
  private var identifying: Set<ThingKey> = []
  private var symbols = SymbolTable()
  /// By number of the file.
  var projectFolders: [ProjectFolder?]
  var recordedApplications: Set<FileMark> = []
  /// Agents and tools that a function of the code is a part of.
  var owners: [ThingKey: [Thing]] = [:]
  /// What tests agents, by agent.
  var evaluatedWith: [AssetID: [Thing]] = [:]
  /// Clients of MCP that open what sessions work on, by the index of their file and what they stand in.
  var openedClients: [Int: [Scope: [Occurrence]]] = [:]
  /// Indexes and agents that tools lead to.
  var behind: [AssetID: [Thing]] = [:]
  /// What is added to objects that are no things themselves.
  var additions: [Holder: [Thing]] = [:]
  var recordedThings: Set<AssetID> = []
  /// What stores are called of which a project names no index.
  var storeNames: [String: String] = [:]
  private(set) var indexesByProject: [String: [ProjectIndex]] = [:]
  /// Servers of the Model Context Protocol by the file that they are started from, and by project.
  var serversByScript: [String: Set<ThingKey>] = [:]
  var serversByProject: [String: Set<ThingKey>] = [:]
  /// Who gets into servers of the Model Context Protocol, as far as the code says.
  var serverAccess: [AssetID: ServerAccess] = [:]
  /// What stands on functions: keys of what their decorators make.
  private var onFunctions: [ThingKey: [ThingKey]] = [:]
  private(set) var callers = CallerTable()
  var modelUse = ModelUseTable()
  private(set) var modelCalls: [ModelCall] = []
  private var madeOfImports: Set<ImportMark> = []
  private var firstTurns: [ThingKey: ThingKey] = [:]
  /// Names that agents are given after they are made.
  private(set) var namesGiven: [ThingKey: String] = [:]
  var modelCallCounts: [RelationMark: Int] = [:]
  /// Lines of a file at which one use of a model is kept.
  static let mostCalls = 64
  /// The role of texts that are met as prompts where nothing says another.
  var promptRole = "system"
  /// Prompts that functions put together, by the variable that holds them.
  var grown: [PromptHolder: GrownPrompt] = [:]
  /// Literals that stand for models.
  var namedModels: Set<CodePlace> = []
  /// Things that have been met, by file.
  var met: Set<FileMark> = []
  var recordedRelations: Set<RelationMark> = []

  /// Whether a class says that its records are chats with a model, or is called so beside the library.
  lazy var keepsChats: Bool = {
    let units = project.units.filter { $0.family == .ruby }
    func names(_ words: [String]) -> Bool {
      units.contains { unit in words.contains { unit.textNumbers.number(of: $0) != nil } }
    }
    let records = facts.texts.chatRecords
    if names(records.macros) { return true }
    return names(records.libraries)
      && units.contains { unit in
        (0..<unit.outline.classCount).contains { index in
          records.classes.contains(unit.outline.className(index))
            && !unit.outline.bases(index).isEmpty
        }
      }
  }()

  init(
    _ facts: SourceFacts, _ project: SourceProject, layout: ProjectLayout, source: String,
    detector: String
  ) {
    self.facts = facts
    self.layout = layout
    names = NameMemory(facts.texts, units: project.units.count)
    self.source = source
    self.detector = detector
    self.project = project
    reader = MeaningReader(project, facts)
    projectFolders = [ProjectFolder?](repeating: nil, count: project.units.count)
  }

  /// Takes what the files make.
  ///
  /// - Parameter parts: what has been found of it before, part after part; none where nothing has.
  func find(_ parts: consuming [FoundPart]) {
    guard !parts.isEmpty else {
      let found = FoundOccurrences(in: project.units[...], reader, facts)
      callers = found.callers
      return found.forEach(add)
    }
    let first = parts.removeFirst()
    var found = first.found
    reader.adopt(first.meanings, of: first.units)
    for part in parts {
      found.append(part.found)
      reader.adopt(part.meanings, of: part.units)
    }
    callers = found.callers
    occurrences.reserveCapacity(found.occurrences.count)
    found.forEach(add)
  }

  /// What the files say, in the order of their paths, once it is known what they make.
  func link(
    _ isRelevant: (SourceUnit) -> Bool
  ) -> [(unit: Int, observations: Observations)] {
    for unit in project.units where unit.scope != "vendored" { noteNames(in: unit) }
    for name in layout.graphs { nameAgent(name) }
    countServers()
    noteIndexes()
    noteOpenedClients()
    for index in occurrences.indices where occurrences[index].construct.product != .binding {
      _ = things(for: occurrences[index].key)
    }
    noteServices()
    for occurrence in occurrences { bindOwners(occurrence) }
    for occurrence in occurrences { noteAdditions(occurrence) }
    for unit in project.units
    where unit.family == .go && unit.scope != "vendored" && isRelevant(unit) {
      toolsOfMethods(in: unit)
    }
    // Tools and indexes first, so that what stands behind them is known to the agents.
    let isFirst: (Construct) -> Bool = { construct in
      switch construct.product {
      case .tool, .toolkit, .vectorIndex: true
      default: false
      }
    }
    for isFirstTurn in [true, false] {
      for occurrence in occurrences
      where isFirst(occurrence.construct) == isFirstTurn && !occurrence.construct.needsUse {
        record(occurrence)
      }
    }
    for unit in project.units where unit.scope != "vendored" {
      recordAdditions(in: unit)
      recordOwnClients(in: unit)
      recordDelegation(in: unit)
    }
    // Which functions are tools is known now.
    for index in occurrences.indices where occurrences[index].construct.product == .action {
      recordAction(occurrences[index])
      recordFetchedPage(occurrences[index])
    }
    for unit in project.units where unit.scope != "vendored" {
      recordMentions(in: unit)
      if isRelevant(unit) { recordSettings(in: unit) }
    }
    if learns { recordConstants(where: { !isRelevant($0) }) }
    for unit in project.units where unit.scope != "vendored" {
      if unit.family == .ruby { vectorColumns(in: unit) }
      if unit.family == .script { schemaVectors(in: unit) }
    }
    for unit in project.units where unit.scope != "vendored" { recordPromptUse(in: unit) }
    for unit in project.units where unit.scope != "vendored" { findModelCalls(in: unit) }
    findHandedOnCalls()
    recordUses()
    recordOwnAgents()
    noteConfiguredModels()
    for call in modelCalls { record(call) }
    for prediction in predictions { record(prediction) }
    for unit in project.units { recordNotebook(unit) }
    recordOpenServers()
    return recorders.sorted { $0.key < $1.key }.map { ($0.key, $0.value.observations) }
  }

  /// Gives the agent that a file calls by a symbol the id that configurations know it by.
  private func nameAgent(_ name: String) {
    let parts = name.split(separator: ":")
    guard parts.count == 2,
      let unit = project.units.first(where: { $0.pathInRepository == parts[0] })
    else { return }
    let symbol = String(parts[1])
    var value = reader.exported(symbol, of: unit)
    for _ in 0..<8 {
      guard case .instance(let instance) = value else { return }
      if let place = instance.place, let found = occurrence(for: key(of: place)),
        found.construct.product == .agent
      {
        namedAgents[found.key] = Thing(
          AssetID(.agent, "repo", "\(native(unit))#\(symbol)"), .agent,
          namesGiven[found.key] ?? symbol)
        return
      }
      guard let origin = instance.origin else { return }
      value = origin
    }
  }

  /// Whether a file makes something of what it imports by a name.
  func makesThings(of module: String, _ name: String, in unit: SourceUnit) -> Bool {
    madeOfImports.contains(ImportMark(unit: unit.index, module: module, name: name))
  }

  private func add(_ occurrence: Occurrence) {
    guard !isCopyOfTool(occurrence) else { return }
    madeOfImports.insert(
      ImportMark(
        unit: occurrence.unit.index, module: occurrence.symbol.module,
        name: occurrence.symbol.path.first ?? ""))
    if let function = occurrence.calls[0].function {
      let place = ThingKey.function(unit: occurrence.unit.index, index: function)
      onFunctions[place, default: []].append(occurrence.key)
    }
    // `@CrewBase class X` and its `@crew` method are one team.
    if case .function(let unit, let index) = occurrence.key,
      let owner = project.units[unit].outline.functionScope(index).classDefinition,
      occurrence.construct.facts["type"] == "team",
      let known = byKey[.definition(unit: unit, index: owner)],
      occurrences[known].construct.facts["type"] == "team"
    {
      byKey[occurrence.key] = known
      occurrences[known].calls += occurrence.calls
      return
    }
    if case .place(let place) = occurrence.key,
      let function = functionGiving(place.node, occurrence.unit)
    {
      // A decorated function and what it gives are one thing.
      let key = ThingKey.function(unit: place.unit, index: function)
      if let index = byKey[key], occurrences[index].construct.kind == occurrence.construct.kind {
        occurrences[index].calls += occurrence.calls
        // The call says more than the decorator.
        if occurrences[index].construct.arguments.isEmpty {
          occurrences[index].construct = occurrence.construct
        }
        aliases[place] = occurrences[index].key
        return
      }
    }
    if byKey[occurrence.key] == nil { byKey[occurrence.key] = occurrences.count }
    occurrences.append(occurrence)
  }

  /// The function whose result an expression is.
  private func functionGiving(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Int? {
    let top = unit.outermost(node)
    guard let function = unit.outline.scope(top).function,
      !unit.outline.functionDecorators(function).isEmpty,
      unit.returns(of: function).contains(top)
    else { return nil }
    return function
  }

  /// What the decorators of the methods of a class make.
  func thingsOnMethods(ofClass index: Int, in unit: SourceUnit, _ kind: AssetKind) -> [Thing] {
    var found: [Thing] = []
    for function in 0..<unit.outline.functionCount
    where unit.outline.functionScope(function) == Scope(class: index) {
      for key in onFunctions[.function(unit: unit.index, index: function)] ?? [] {
        for thing in things(for: key) where thing.kind == kind && !found.contains(thing) {
          found.append(thing)
        }
      }
    }
    return found
  }

  func occurrence(for key: ThingKey) -> Occurrence? { byKey[key].map { occurrences[$0] } }

  func key(of place: CodePlace) -> ThingKey { aliases[place] ?? .place(place) }

  // MARK: Identities

  /// The things that a construct makes; more than one where a model has alternatives.
  func things(for key: ThingKey) -> [Thing] {
    if let known = identities[key] { return known }
    guard let occurrence = occurrence(for: key) else { return [] }
    if occurrence.key != key { return things(for: occurrence.key) }
    guard identifying.insert(key).inserted else { return [] }
    defer { identifying.remove(key) }
    let things = identify(occurrence)
    identities[key] = things
    return things
  }

  /// The first call of a function that makes an agent of it.
  func firstTurn(ofFunction function: ThingKey, _ call: ThingKey) -> ThingKey {
    if let first = firstTurns[function] { return first }
    firstTurns[function] = call
    return call
  }

  func note(_ index: ProjectIndex, of project: String) {
    let known = indexesByProject[project] ?? []
    guard !known.contains(where: { $0.thing == index.thing }) else { return }
    indexesByProject[project, default: []].append(index)
  }

  func note(name: String, of agent: ThingKey) { namesGiven[agent] = name }
  func note(_ call: ModelCall) { modelCalls.append(call) }
  func note(_ prediction: Prediction) { predictions.append(prediction) }
  func note(role: String, of model: AssetID) { modelUse.note(role: role, of: model) }

  func remember(_ things: [Thing], for key: ThingKey) { identities[key] = things }
  func known(_ key: ThingKey) -> [Thing]? { identities[key] }

  /// A symbol for an id: the same wherever the lines of the file stand, and no other's.
  func symbol(_ base: String, for key: ThingKey, _ kind: AssetKind, _ unit: SourceUnit) -> String {
    symbols.symbol(
      base.isEmpty ? kind.name.lowercased() : String(base.prefix(160)), for: key, kind,
      unit: unit.index)
  }

  /// Repository and path, for ids of what a file defines.
  func native(_ unit: SourceUnit) -> String { unit.native }

}
