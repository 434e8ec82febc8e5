import Estate
import Formats

/// What functions use, for those that count only where they use AI: routes of a server.
extension SourceLinker {
  /// Functions that are followed from one that is asked about, the nearest first.
  private static let reach = 192
  private static let mostArguments = 8
  private static let usable: Set<AssetKind> = [.agent, .model, .modelArtifact, .provider]

  /// Records what counts only where it uses AI: routes, with the models and agents that answer behind them.
  func recordUses() {
    // What asks a model is known only now.
    functionCalls.steps = [:]
    for call in modelCalls { if let place = call.place { asked[place] = call.targets } }
    for prediction in predictions { asked[prediction.place] = [] }
    // Routes of tests are stand-ins.
    for occurrence in occurrences
    where occurrence.construct.needsUse && occurrence.unit.scope != "test" {
      var found: [Thing]?
      var using: [(unit: Int, index: Int)] = []
      for handler in handlers(of: occurrence) {
        guard let used = uses(ofFunction: handler.index, of: project.units[handler.unit]) else {
          continue
        }
        using.append(handler)
        found = Self.together(found, used)
      }
      guard let found else { continue }
      record(occurrence, using: found)
      recordHandlers(using, of: occurrence)
    }
  }

  /// A route that a list names is seen where its function stands, too: `path("reply/", Reply.as_view())`.
  private func recordHandlers(_ handlers: [(unit: Int, index: Int)], of occurrence: Occurrence) {
    guard case .place = occurrence.key else { return }
    for thing in things(for: occurrence.key) {
      for (home, index) in handlers.prefix(4) {
        let unit = project.units[home]
        guard !unit.outline.functionName(index).isEmpty else { continue }
        asset(thing, line: unit.outline.functionLine(index), in: unit)
      }
    }
  }

  private static func together(_ known: [Thing]?, _ more: [Thing]) -> [Thing] {
    let known = known ?? []
    return known + more.filter { !known.contains($0) }
  }

  /// The functions that a construct stands on or is given.
  private func handlers(of occurrence: Occurrence) -> [(unit: Int, index: Int)] {
    var found: [(unit: Int, index: Int)] = []
    switch occurrence.key {
    case .function(let unit, let index): found.append((unit, index))
    case .definition(let unit, let index):
      // Where its methods are routes of their own, the class only says how their paths begin.
      let methods = methods(ofClass: index, in: unit)
      let hasRoutes = methods.contains { method in
        self.occurrence(for: .function(unit: method.unit, index: method.index))?.construct
          .needsUse == true
      }
      if !hasRoutes { found = methods }
    case .place: break
    }
    for value in occurrence.handlers + values(of: "handler", occurrence) + views(occurrence) {
      var handlers = functions(value)
      // A class whose methods answer: `add_resource(Predict, "/predict")`.
      if case .definition(let home, let index) = value {
        handlers = methods(ofClass: index, in: home)
      }
      found += handlers.filter { handler in !found.contains { $0 == handler } }
    }
    return Array(found.prefix(Self.mostHandlers))
  }

  private static let mostHandlers = 16

  /// The classes behind views of them: `path("reply/", Reply.as_view())`.
  private func views(_ occurrence: Occurrence) -> [Meaning] {
    (occurrence.construct.arguments["handler"] ?? []).flatMap { selector in
      occurrence.calls.compactMap { call -> Meaning? in
        let outline = call.unit.outline
        guard let node = reader.argument(selector, of: call), outline.kind(node) == .call,
          let callee = outline.firstChild(node), outline.kind(callee) == .member,
          let method = outline.text(callee), let object = outline.firstChild(callee),
          facts.reading[call.unit.family].classViews.contains(method)
        else { return nil }
        return reader.meaning(object, in: call.unit)
      }
    }
  }

  /// The methods of a class that stand in it.
  private func methods(ofClass index: Int, in unit: Int) -> [(unit: Int, index: Int)] {
    let outline = project.units[unit].outline
    let scope = Scope(class: index)
    return (0..<outline.functionCount).filter { outline.functionScope($0) == scope }
      .map { (unit, $0) }
  }

  /// Records a route with what it gives access to.
  func record(_ occurrence: Occurrence, using used: [Thing]) {
    record(occurrence)
    for thing in things(for: occurrence.key) {
      for part in used {
        relate(thing, part, role: "model", line: occurrence.line, in: occurrence.unit)
      }
    }
  }

  /// What a function uses, itself or through what it calls; nil where it uses no AI, none where the code does
  /// not say which model it asks.
  func uses(
    ofFunction index: Int, of unit: SourceUnit
  ) -> [Thing]? {
    var pending = [(unit: unit.index, index: index)]
    var seen: Set<ThingKey> = [.function(unit: unit.index, index: index)]
    var found: [Thing]?
    var next = 0
    while next < pending.count {
      let step = self.step(of: pending[next].index, in: pending[next].unit)
      next += 1
      if let used = step.used { found = Self.together(found, used) }
      for callee in step.callees where seen.count < Self.reach {
        if seen.insert(.function(unit: callee.unit, index: callee.index)).inserted {
          pending.append(callee)
        }
      }
    }
    return found
  }

  /// What a function uses itself, and the functions that it calls.
  private func step(of index: Int, in unit: Int) -> CallMemory.Step {
    let key = ThingKey.function(unit: unit, index: index)
    if let known = functionCalls.steps[key] { return known }
    let unit = project.units[unit]
    var step = CallMemory.Step()
    for call in callsByFunction(unit)[Scope(function: index)] ?? [] {
      let place = ThingKey.place(CodePlace(unit: unit.index, node: call))
      if let used = used(at: call, place, in: unit) {
        step.used = Self.together(step.used, used)
      }
      guard let callee = unit.outline.firstChild(call) else { continue }
      let called = functions(reader.meaning(callee, in: unit))
      // Whatever the model is that a function named so asks.
      if step.used == nil, learns, unit.family == .python,
        called.contains(where: { predicts($0.index, in: project.units[$0.unit]) })
      {
        step.used = []
      }
      step.callees += called
      // What is handed over is called by whoever takes it: `Thread(target=answer)`, `queue.add_task(answer)`.
      for argument in unit.outline.arguments(call).prefix(Self.mostArguments) {
        let value = unit.outline.value(ofPair: argument) ?? argument
        guard [.name, .member].contains(unit.outline.kind(value)) else { continue }
        step.callees += functions(reader.meaning(value, in: unit))
      }
    }
    functionCalls.steps[key] = step
    return step
  }

  /// Whether a function of the repository asks a model of its own, by its name.
  private func predicts(_ function: Int, in unit: SourceUnit) -> Bool {
    facts.reading.namesPrediction(unit.outline.functionName(function))
  }

  /// The functions that a callee may be.
  private func functions(_ callee: Meaning) -> [(unit: Int, index: Int)] {
    switch callee {
    case .function(let home, let function, _): [(home, function)]
    case .oneOf(let values): values.prefix(4).flatMap(functions)
    default: []
    }
  }

  /// Whether a service serves no models, but keeps vectors or traces.
  private func isOther(_ thing: Thing) -> Bool {
    guard thing.kind == .provider,
      let slug = thing.id.text.split(separator: ":").last.map(String.init)
    else { return false }
    return facts.providers[slug]?.servesModels == false
  }

  /// What a call makes or works on; nil where that is no AI.
  private func used(
    at call: SourceOutline.Expression, _ place: ThingKey, in unit: SourceUnit
  ) -> [Thing]? {
    func usable(_ things: [Thing]) -> [Thing]? {
      let found = things.filter { Self.usable.contains($0.kind) && !isOther($0) }
      return found.isEmpty ? nil : found
    }
    if let occurrence = occurrence(for: place) {
      switch occurrence.construct.product {
      case .call: return modelUses(occurrence).things
      // What is taken in is used by others.
      case .source, .dataset: return nil
      // `Runner.run(agent, question)`
      // `agent.run(question, model=model)`
      case .binding:
        let targets =
          handed(by: call, in: unit)?.targets ?? asked[CodePlace(unit: unit.index, node: call)]
        return targets.map { usable($0) ?? [] }
      default: return usable(things(for: place))
      }
    }
    guard let callee = unit.outline.firstChild(call) else { return nil }
    if let targets = asked[CodePlace(unit: unit.index, node: call)] { return usable(targets) ?? [] }
    // What a library makes to be called: `app.state.classify(text)`, `classifiers["mood"](text)`.
    if unit.family == .python,
      [.member, .name, .subscript].contains(unit.outline.kind(callee)),
      case .instance(let instance) = reader.meaning(callee, in: unit),
      instance.place != nil
    {
      return usable(things(of: .instance(instance), .other, in: unit, owner: ""))
    }
    guard unit.outline.kind(callee) == .member, let object = unit.outline.firstChild(callee)
    else { return nil }
    let value = reader.meaning(object, in: unit)
    if let found = usable(things(of: value, .other, in: unit, owner: "")) { return found }
    // A client that is handed in: `chatModel.stream(prompt)`.
    guard let method = unit.outline.text(callee),
      facts.reading[unit.family].invocations.contains(method)
    else { return nil }
    let isAsked =
      self.callee(value, in: unit).isModel || isClient(value, in: unit)
      || askedByName(value, object, method, in: unit).isModel
    return isAsked ? [] : nil
  }

  /// Whether a value is of a type that asks a provider.
  private func isClient(_ value: Meaning, in unit: SourceUnit) -> Bool {
    guard case .instance(let instance) = value, case .external(let symbol) = instance.type else {
      return false
    }
    return reader.constructs(for: symbol, .call, in: unit.family).first?.product == .client
  }

  /// The calls in each function, those of functions within it among them.
  func callsByFunction(
    _ unit: SourceUnit
  ) -> [Scope: [SourceOutline.Expression]] {
    if let calls = functionCalls.byUnit[unit.index] { return calls }
    var calls: [Scope: [SourceOutline.Expression]] = [:]
    for call in unit.outline.calls {
      var scope = unit.outline.scope(call)
      while !scope.isFile {
        if scope.function != nil { calls[scope, default: []].append(call) }
        scope = unit.outline.parent(of: scope)
      }
    }
    functionCalls.byUnit[unit.index] = calls
    return calls
  }

  /// The methods of a class of a file, in their order.
  func methods(ofClass index: Int, in unit: SourceUnit) -> [Int] {
    if let known = functionCalls.methods[unit.index] { return known[index] ?? [] }
    var methods: [Int: [Int]] = [:]
    for function in 0..<unit.outline.functionCount {
      guard let owner = unit.outline.functionScope(function).classDefinition else { continue }
      methods[owner, default: []].append(function)
    }
    functionCalls.methods[unit.index] = methods
    return methods[index] ?? []
  }
}
