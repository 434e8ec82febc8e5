import Estate
import Formats

/// What calls make.
extension OccurrenceFinder {
  func called(_ unit: SourceUnit, _ found: inout [Occurrence]) {
    let outline = unit.outline
    let decorators = outline.decoratorCalls.union(applied(unit, &found))
    let carriers = reader.carriers(in: unit)
    for call in outline.calls where !decorators.contains(call) {
      add(call: call, unit, &found)
      if !carriers.isEmpty, let callee = outline.firstChild(call),
        let place = carriers[outline.textIndex(callee)]
      {
        add(carried: place, by: call, unit, &found)
      }
    }
    if unit.family == .python { piped(unit, &found) }
    guard unit.family == .go || unit.family == .rust else { return }
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      if outline.kind(node) == .opaque,
        outline.arguments(node).contains(where: {
          outline.kind($0) == .object
        })
      {
        add(call: node, unit, &found)
      }
    }
  }

  /// What a function of the repository makes of the arguments of a call.
  private func made(
    by callee: Meaning, _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Occurrence? {
    guard case .function(let index, let function, let receiver) = callee else { return nil }
    let home = project.units[index]
    // What most functions are given is not to be worked out.
    let made = reader.made(byFunction: function, in: home)
    guard made != nil || !reader.registered(byFunction: function, in: home).isEmpty else {
      return nil
    }
    let frame = reader.frame(function, home, receiver, node, unit)
    guard let made = made ?? registered(byFunction: function, in: home, frame, for: unit) else {
      return nil
    }
    if countsAsCaller(unit, of: home) {
      factories.insert(CodePlace(unit: index, node: made.node))
      if let wrapper = made.wrapper { factories.insert(CodePlace(unit: index, node: wrapper)) }
    }
    var call = CodeCall(unit: home, node: made.node)
    call.frame = frame
    return Occurrence(
      construct: made.construct, symbol: made.symbol, calls: [call],
      key: .place(CodePlace(unit: unit.index, node: node)), line: unit.outline.line(node),
      site: unit)
  }

  /// What a function hands to others under the name that a call gives.
  private func registered(
    byFunction function: Int, in home: SourceUnit, _ frame: MeaningReader.Frame,
    for unit: SourceUnit
  ) -> MadeThing? {
    let all = reader.registered(byFunction: function, in: home)
    guard let made = all.first(where: { reader.isNamed($0, in: frame) }) else { return nil }
    if countsAsCaller(unit, of: home) {
      for other in all { factories.insert(CodePlace(unit: home.index, node: other.node)) }
    }
    return made
  }

  /// Whether a thing is made where a function is called that makes it: what only tests call is made where it stands.
  private func countsAsCaller(_ unit: SourceUnit, of home: SourceUnit) -> Bool {
    unit.scope != "test" || home.scope == "test"
  }

  /// Steps that a library chains by `|`; those within are parts of the outer chain.
  private func piped(_ unit: SourceUnit, _ found: inout [Occurrence]) {
    let outline = unit.outline
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      guard outline.kind(node) == .operation, outline.operation(node) == .pipe,
        !isPartOfPipe(node, unit), case .instance(let instance) = reader.meaning(node, in: unit),
        instance.place == CodePlace(unit: unit.index, node: node),
        case .external(let symbol) = instance.type,
        let construct = reader.constructs(for: symbol, .call, in: unit.family)
          .first(where: { $0.product != nil })
      else { continue }
      found.append(
        Occurrence(
          construct: construct, symbol: symbol, calls: [CodeCall(unit: unit, node: node)],
          key: .place(CodePlace(unit: unit.index, node: node)), line: outline.line(node)))
    }
  }

  private func isPartOfPipe(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    var current = node
    for _ in 0..<16 {
      guard let parent = unit.parent(of: current) else { return false }
      switch unit.outline.kind(parent) {
      case .operation where unit.outline.operation(parent) == .pipe: return true
      case .function, .classDefinition, .block: return false
      default: current = parent
      }
    }
    return false
  }

  private func add(
    call node: SourceOutline.Expression, _ unit: SourceUnit, _ found: inout [Occurrence]
  ) {
    guard let callee = unit.outline.firstChild(node) else { return }
    let meaning = reader.callee(callee, in: unit)
    noteCaller(CodePlace(unit: unit.index, node: node), of: meaning)
    if let occurrence = made(by: meaning, node, unit) {
      found.append(occurrence)
      return
    }
    guard !isPartOfModel(meaning, node, unit) else { return }
    let isOwn = isOfSelf(callee, unit)
    let symbols = reader.symbols(ofCallee: meaning, in: unit.family) + overridden(by: meaning)
    for symbol in symbols where !isOwn || symbol.module != ReadingFacts.shapeModule {
      var call = CodeCall(unit: unit, node: node)
      if case .member(let instance, _) = meaning { call.receiver = .instance(instance) }
      if case .function(_, _, let receiver?) = meaning { call.receiver = .instance(receiver) }
      if case .instance = meaning { call.receiver = meaning }
      if case .definition(let home, let index) = meaning, home == unit.index {
        call.definition = index
      }
      guard
        let construct = reader.constructs(for: symbol, .call, in: unit.family)
          .first(where: { $0.product != nil && reader.holds($0, call) })
      else { continue }
      guard counts(construct, node, unit) else { return }
      // A class of the repository that is only a part of models is none, however it is made.
      if case .definition(let home, let index) = meaning, construct.product == .model,
        unit.family == .python, catalogsModels(symbol, in: unit),
        model(ofClass: index, in: project.units[home]) == nil
      {
        return
      }
      // An instance of a tool of the repository is that tool.
      if case .definition = meaning, construct.kind == .tool,
        reader.constructs(for: symbol, .subclass, in: unit.family).first?.kind == .tool
      {
        return
      }
      // So is what a class of the repository gives of itself: `SupportAgent::make()`.
      if unit.family == .php, case .member(let instance, _) = meaning,
        case .definition(let home, let index) = instance.type, construct.kind == .agent,
        reader.externalBases(ofClass: index, in: project.units[home]).contains(where: {
          reader.constructs(for: $0, .subclass, in: unit.family).first?.kind == .agent
        })
      {
        return
      }
      var occurrence = Occurrence(
        construct: construct, symbol: symbol, calls: [call],
        key: .place(CodePlace(unit: unit.index, node: node)), line: unit.outline.line(node))
      if case .definition(let home, let index) = meaning {
        occurrence.madeOf = .definition(unit: home, index: index)
      }
      if construct.product == .model { occurrence.alternatives = alternatives(meaning, unit) }
      found.append(occurrence)
      return
    }
    if let occurrence = instance(of: meaning, node, unit) {
      found.append(occurrence)
      return
    }
    if isOfUnknown(meaning, unit), let occurrence = loose(node, callee, unit) {
      found.append(occurrence)
    }
  }

  /// What a function makes that another is given to call: `asyncio.to_thread(client.chat, messages=…)`.
  private func add(
    carried place: Int, by node: SourceOutline.Expression, _ unit: SourceUnit,
    _ found: inout [Occurrence]
  ) {
    let key = ThingKey.place(CodePlace(unit: unit.index, node: node))
    var call = CodeCall(unit: unit, node: node)
    guard found.last?.key != key, let callee = reader.carried(place, by: call) else { return }
    let meaning = reader.callee(callee, in: unit)
    if case .member(let instance, _) = meaning { call.receiver = .instance(instance) }
    call.leading = place + 1
    for symbol in reader.symbols(ofCallee: meaning, in: unit.family) {
      guard
        let construct = reader.constructs(for: symbol, .call, in: unit.family)
          .first(where: { $0.product == .call && reader.holds($0, call) })
      else { continue }
      found.append(
        Occurrence(
          construct: construct, symbol: symbol, calls: [call], key: key,
          line: unit.outline.line(callee)))
      return
    }
  }

  /// The models that a variable stands for which holds one class after another:
  /// `for kind in (Ridge, Lasso): model = kind()`.
  private func alternatives(_ meaning: Meaning, _ unit: SourceUnit) -> [SymbolName] {
    guard case .oneOf(let values) = meaning else { return [] }
    var found: [SymbolName] = []
    for value in values.prefix(16) {
      for symbol in reader.symbols(ofCallee: value, in: unit.family).prefix(1)
      where !found.contains(symbol)
        && reader.constructs(for: symbol, .call, in: unit.family).first?.product == .model
      {
        found.append(symbol)
      }
    }
    return found.count > 1 ? found : []
  }

  /// Whether a method is called on the object that it is written for: `self.fit(x)`.
  private func isOfSelf(_ callee: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard unit.outline.kind(callee) == .member, let object = unit.outline.firstChild(callee),
      unit.outline.kind(object) == .name
    else { return false }
    return unit.outline.text(object).map { SourceUnit.selfNames.contains($0) } ?? false
  }

  private func noteCaller(_ place: CodePlace, of callee: Meaning) {
    switch callee {
    case .function(let home, let index, _):
      callers.note(place, of: .function(unit: home, index: index))
    case .definition(let home, let index):
      callers.note(place, of: .definition(unit: home, index: index))
      // Who makes an object calls its initializer.
      let unit = project.units[home]
      for case .function(let initializer) in unit.bindings(
        of: "__init__", in: Scope(class: index))
      { callers.note(place, of: .function(unit: home, index: initializer)) }
    case .oneOf(let values):
      for value in values.prefix(8) { noteCaller(place, of: value) }
    default: break
    }
  }

  /// Whether a construct counts where it stands and by the name that it is given.
  private func counts(
    _ construct: Construct, _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Bool {
    if !construct.exceptFunctions.isEmpty,
      let function = unit.outline.scope(node).function.map(unit.outline.functionName),
      construct.exceptFunctions.contains(where: { Wildcard.matches(function, $0) })
    {
      return false
    }
    return construct.named.isEmpty
      || construct.named.admit(unit.givenName(node))
        && !isInModel(node, unit)
  }

  /// The methods of libraries that a method of the code's own stands for.
  func overridden(by meaning: Meaning) -> [SymbolName] {
    guard case .function(let home, let index, _) = meaning else { return [] }
    let unit = project.units[home]
    guard let definition = unit.outline.functionScope(index).classDefinition else { return [] }
    let name = unit.outline.functionName(index)
    return reader.externalBases(ofClass: definition, in: unit).map { $0.member(name) }
  }
}
