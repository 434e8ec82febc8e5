import Estate
import Formats

/// Calls that ask a model: methods of models, and of agents and chains that have one.
extension SourceLinker {
  /// A call, and what it asks.
  struct ModelCall {
    /// Models, providers and agents; none where the code does not say.
    let targets: [Thing]
    let users: [AssetID]
    let line: Int
    let unit: SourceUnit
    let role: String?
    /// Where the method's name stands, in a chain of several lines.
    var named: Int?
    /// Slug of the provider whose client is asked so, where nothing better is known.
    var usual: String?
    var place: CodePlace?
  }

  /// What is called, as far as it is known.
  struct Callee {
    var targets: [Thing] = []
    /// Whether it is surely a model or has one.
    var isModel = false
    var role: String?
    var usual: String?

    static func + (left: Callee, right: Callee) -> Callee {
      Callee(
        targets: left.targets + right.targets.filter { !left.targets.contains($0) },
        isModel: left.isModel || right.isModel, role: left.role ?? right.role,
        usual: left.usual ?? right.usual)
    }
  }

  /// Finds the calls of a file that no construct tells of: `llm.invoke(…)`, `chain.stream(…)`, `pipe(…)`.
  func findModelCalls(in unit: SourceUnit) {
    let outline = unit.outline
    let hasChains = unit.family == .python || unit.family == .script
    let methods = facts.reading[unit.family].invocations
    let names = Set(
      (hasChains ? methods.union(facts.reading.chainEnds) : methods)
        .compactMap { unit.textNumbers.number(of: $0) })
    let decorators = outline.decoratorCalls
    let predictions = Set(
      facts.reading[unit.family].predictions.compactMap { unit.textNumbers.number(of: $0) })
    let carriers = reader.carriers(in: unit)
    for call in outline.calls where !decorators.contains(call) {
      if unit.family == .python { findHandedMethods(call, names, in: unit) }
      guard let outer = outline.firstChild(call), !isConstruct(call, unit) else { continue }
      // `asyncio.to_thread(llm.invoke, question)` calls what it is given.
      let callee =
        carriers[outline.textIndex(outer)].flatMap {
          reader.carried($0, by: CodeCall(unit: unit, node: call))
        } ?? outer
      if callee == outer, findForwardPass(call, in: unit) { continue }
      let found: Callee
      switch outline.kind(callee) {
      case .member
      where predictions.contains(outline.textIndex(callee)) && findPrediction(call, in: unit):
        continue
      case .member where names.contains(outline.textIndex(callee)) || asksByAnyName(callee, unit):
        guard let object = outline.firstChild(callee) else { continue }
        let value = reader.meaning(object, in: unit)
        found =
          handed(by: call, in: unit) ?? self.callee(value, in: unit)
          + askedByName(value, object, outline.text(callee), in: unit)
          + Callee(isModel: MeaningReader.isOpen(value) && handsMessages(call, in: unit))
          + Callee(isModel: asksRecord(object, callee, unit))
      case .name where names.contains(outline.textIndex(callee)) && isHanding(call, in: unit):
        // `run(agent, question)`
        found = handed(by: call, in: unit) ?? Callee()
      case .name where isCalledModel(callee, in: unit),
        .member where isCalledModel(callee, in: unit):
        // `self.llm(prompt)`
        found = Callee(isModel: true)
      case .name, .member, .subscript:
        guard unit.family == .python || unit.family == .script,
          let instance = called(reader.meaning(callee, in: unit)),
          // A function may be declared by its type: `pipe: TextGenerationPipeline`.
          instance.place != nil || unit.family == .script
        else { continue }
        found = self.callee(.instance(instance), in: unit)
      default: continue
      }
      guard found.isModel || !found.targets.isEmpty else { continue }
      let place = CodePlace(unit: unit.index, node: call)
      note(
        ModelCall(
          targets: found.targets, users: users(at: place), line: outline.line(call), unit: unit,
          role: found.role, named: outline.line(callee), usual: found.usual, place: place))
      // What a service is given is put into the prompt that its interface has.
      let isOfService =
        [.java, .kotlin, .scala].contains(unit.family) && !names.contains(outline.textIndex(callee))
      if facts.reading.answersInWords(found.role), !isOfService {
        recordMessages(of: call, to: found.targets, in: unit)
      }
    }
  }

  /// Notes methods of models that a call is handed, for whoever calls them: `with_timeout(crew.kickoff, inputs)`.
  private func findHandedMethods(
    _ call: SourceOutline.Expression, _ names: Set<Int32>, in unit: SourceUnit
  ) {
    let outline = unit.outline
    for argument in outline.arguments(call).prefix(Self.mostHanded) {
      guard outline.kind(argument) == .member, names.contains(outline.textIndex(argument)),
        let object = outline.firstChild(argument)
      else { continue }
      let value = reader.meaning(object, in: unit)
      let found =
        callee(value, in: unit) + askedByName(value, object, outline.text(argument), in: unit)
      guard found.isModel else { continue }
      let place = CodePlace(unit: unit.index, node: call)
      note(
        ModelCall(
          targets: found.targets, users: users(at: place), line: outline.line(argument),
          unit: unit, role: found.role, usual: found.usual, place: place))
    }
  }

  private static let mostHanded = 6

  /// Whether a method is that of a chat which a database keeps: `Chat.find(id).ask(…)`.
  private func asksRecord(
    _ object: SourceOutline.Expression, _ callee: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Bool {
    guard unit.family == .ruby, keepsChats, let method = unit.outline.text(callee),
      [.name, .member].contains(unit.outline.kind(object)), let name = unit.outline.text(object)
    else { return false }
    return facts.texts.chatRecords.asks(method, on: name)
  }

  /// What is called like a function, where it is an object.
  private func called(_ value: Meaning) -> CodeInstance? {
    switch value {
    case .instance(let instance): instance
    case .oneOf(let values): values.lazy.compactMap { self.called($0) }.first
    default: nil
    }
  }

  /// Services that a library makes of interfaces of the repository: each of their methods asks the model.
  private func asksByAnyName(_ callee: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard [.java, .kotlin, .scala].contains(unit.family),
      let object = unit.outline.firstChild(callee),
      [.name, .member].contains(unit.outline.kind(object)),
      case .instance(let instance) = reader.meaning(object, in: unit)
    else { return false }
    if case .definition(let home, let index) = instance.type {
      return things(for: .definition(unit: home, index: index)).contains { $0.kind == .agent }
    }
    guard let place = origin(of: instance).place,
      let occurrence = occurrence(for: key(of: place)), occurrence.construct.product == .agent
    else { return false }
    return values(of: "name", occurrence).contains {
      if case .definition = $0 { true } else { false }
    }
  }

  /// What a value was made from in the first place.
  private func origin(of instance: CodeInstance) -> CodeInstance {
    var current = instance
    for _ in 0..<16 {
      guard case .instance(let inner)? = current.origin else { break }
      current = inner
    }
    return current
  }

  /// Whether a call works with what it is given.
  private func isHanding(_ call: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    let place = CodePlace(unit: unit.index, node: call)
    guard let construct = occurrence(for: key(of: place))?.construct else { return false }
    return construct.product == .binding && !construct.through.isEmpty
  }

  /// What a call makes work that it is given: `Runner.run(agent, question)`.
  func handed(by call: SourceOutline.Expression, in unit: SourceUnit) -> Callee? {
    let place = CodePlace(unit: unit.index, node: call)
    guard let occurrence = occurrence(for: key(of: place)),
      occurrence.construct.product == .binding, !occurrence.construct.through.isEmpty
    else { return nil }
    let found = occurrence.calls.flatMap { reader.select(occurrence.construct.through, of: $0) }
      .prefix(4).reduce(Callee()) { $0 + callee($1, in: unit) }
    return found.isModel ? found : nil
  }

  /// What nothing is known of but that it is called a model, or asked as only clients of models are:
  /// `llm.invoke(…)`, `client.chat.completions.create(…)`.
  func askedByName(
    _ value: Meaning, _ object: SourceOutline.Expression, _ method: String?, in unit: SourceUnit
  ) -> Callee {
    guard let method,
      MeaningReader.isOpen(value)
        || unit.family == .python
          && (isKept(value) || isOfUnknownPackage(value) || isOwnModel(value, askedBy: method))
    else { return Callee() }
    // Where types are written, what is of one of the repository's is what that says.
    if unit.family != .python, case .instance(let instance) = value,
      case .definition = instance.type
    {
      return Callee()
    }
    var (chain, current): ([String], SourceOutline.Expression?) = ([method], object)
    for _ in 0..<8 {
      guard let node = current, chain.count < 4 else { break }
      current = unit.outline.firstChild(node)
      switch unit.outline.kind(node) {
      case .name, .member:
        if let name = unit.outline.text(node) { chain.insert(name, at: 0) }
      // `llm.with_structured_output(Plan).invoke(…)`
      case .call: current = current.flatMap(unit.outline.firstChild)
      default: current = nil
      }
    }
    if unit.family == .python || unit.family == .script,
      let usual = facts.reading.asked(byChain: chain)
    {
      return Callee(isModel: true, usual: usual)
    }
    guard chain.count > 1,
      unit.family == .python || facts.reading[unit.family].invocations.contains(method)
    else { return Callee() }
    return Callee(isModel: facts.reading.namesAsked(chain[chain.count - 2], by: method))
  }

  /// Whether what is called is called a model and may be one: nothing else is known of it, or its class is called
  /// so, too.
  private func isCalledModel(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    guard unit.family == .python,
      unit.outline.text(node).map(facts.reading.namesCalled) == true
    else { return false }
    let value = reader.meaning(node, in: unit)
    if case .instance(let instance) = value {
      switch instance.type {
      case .definition(let home, let index):
        return facts.reading.namesCalled(project.units[home].outline.className(index))
      // Of a type that the catalogue does not know.
      case .external(let symbol):
        return reader.constructs(for: symbol, .call, in: unit.family).isEmpty
      }
    }
    return MeaningReader.isOpen(value)
  }

  /// Whether a value is of a class of the repository that is called a model and is asked as one.
  private func isOwnModel(_ value: Meaning, askedBy method: String) -> Bool {
    // Handed in, else made: `llm if llm is not None else make_llm()`
    if case .oneOf(let values) = value {
      return values.allSatisfy { MeaningReader.isOpen($0) || isOwnModel($0, askedBy: method) }
    }
    guard case .instance(let instance) = value,
      case .definition(let home, let index) = instance.type
    else { return false }
    return facts.reading.namesAsked(project.units[home].outline.className(index), by: method)
  }

  /// Whether a value comes out of a store that says nothing of it: `session.get("llm")`.
  private func isKept(_ value: Meaning) -> Bool {
    guard case .instance(let instance) = value, case .external(let symbol) = instance.type else {
      return false
    }
    return facts.reading[.python].lookUps.contains(symbol.last)
  }

  /// Whether a value is of a package that neither the repository nor the catalogue has:
  /// `from desk.graph import builder; graph = builder.compile()`.
  private func isOfUnknownPackage(_ value: Meaning) -> Bool {
    guard case .instance(let instance) = value, case .external(let symbol) = instance.type,
      !symbol.isBuiltIn
    else { return false }
    return !facts.constructs.knows(module: symbol.module, in: .python)
  }

  /// Whether the catalogue tells what a call makes.
  private func isConstruct(_ call: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let place = CodePlace(unit: unit.index, node: call)
    guard let occurrence = occurrence(for: key(of: place)) else { return false }
    return occurrence.construct.product != .binding
  }
}
