import Formats

/// What calls give.
extension MeaningReader {
  /// The names that what is called may go by, most telling first: of a class of the repository those of
  /// the bases that it comes from.
  func symbols(ofCallee callee: Meaning, in family: SourceFamily) -> [SymbolName] {
    switch callee {
    case .external(let symbol): return [symbol]
    case .member(_, let symbol): return [symbol]
    case .definition(let unit, let index):
      return externalBases(ofClass: index, in: project.units[unit])
    case .instance(let instance):
      // In scripts a factory gives functions: `const openai = createOpenAI()`, `openai("gpt-4o")`.
      guard family == .script, case .external(let symbol) = instance.type,
        !isModel(instance, madeBy: symbol)
      else { return [] }
      return [symbol]
    case .oneOf(let values):
      return values.prefix(4).flatMap { symbols(ofCallee: $0, in: family) }
    default: return []
    }
  }

  /// Whether a value is the model itself that a call of a name makes, which is asked by calling it:
  /// `const embed = await pipeline("feature-extraction")`, `embed(text)`.
  private func isModel(_ instance: CodeInstance, madeBy symbol: SymbolName) -> Bool {
    guard let place = instance.place,
      let callee = project.units[place.unit].outline.firstChild(place.node),
      case .external(let maker) = meaning(callee, in: project.units[place.unit]), maker == symbol
    else { return false }
    return constructs(for: symbol, .call, in: .script).first?.product == .model
  }

  func call(
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    guard let first = unit.outline.firstChild(node) else { return .unknown }
    let isText = unit.outline.kind(first) == .member
    let callee = self.callee(first, in: unit)
    if unit.family == .csharp, callee.isUnknown, unit.outline.text(first) == "nameof",
      let named = unit.outline.arguments(node).first.flatMap({ unit.outline.text($0) })
    {
      return .text(named, place)
    }
    if callee.isUnknown, unit.outline.isNew(node), unit.outline.text(first) == "new",
      let fields = unit.outline.arguments(node).last(where: { unit.outline.kind($0) == .object })
    {
      // `new() { … }` where the context tells the type.
      return meaning(fields, in: unit)
    }
    if callee.isUnknown, isText, let value = standsFor(chain: first, unit) { return value }
    if isText, let method = unit.outline.text(first), Self.lookUps.contains(method),
      let found = entry(lookedUpBy: first, node, unit) ?? lookedUp(callee, node, unit)
    {
      return found
    }
    if callee.isUnknown, isText, let method = unit.outline.text(first),
      facts[unit.family].views.contains(method), let object = unit.outline.firstChild(first),
      case .object(let entries, _) = meaning(object, in: unit)
    {
      return .list(entries.map(\.value), place)
    }
    if isText, let method = unit.outline.text(first),
      facts[unit.family].joiningMethods.contains(method),
      let object = unit.outline.firstChild(first)
    {
      return joinedPath([object] + unit.outline.arguments(node), unit, place)
    }
    if callee.isUnknown, isText, let fallback = fallback(first, node, unit) { return fallback }
    if callee.isUnknown, isText, let joined = joinedTexts(first, node, unit) { return joined }
    if callee.isUnknown, isText, let method = unit.outline.text(first),
      facts[unit.family].methods.contains(method),
      let object = unit.outline.firstChild(first)
    {
      return meaning(object, in: unit)
    }
    return result(of: callee, node, unit, place)
  }

  /// What the first call of a chain stands for: `Provider.builder().tools(x).build()` is `x`.
  private func standsFor(chain: SourceOutline.Expression, _ unit: SourceUnit) -> Meaning? {
    guard unit.family != .python, unit.family != .script else { return nil }
    let outline = unit.outline
    var current = chain
    while outline.kind(current) == .member, let call = outline.firstChild(current),
      outline.kind(call) == .call, let callee = outline.firstChild(call)
    {
      if outline.kind(callee) == .member, let object = outline.firstChild(callee),
        outline.kind(object) == .call
      {
        current = callee
        continue
      }
      let isThrough = symbols(ofCallee: self.callee(callee, in: unit), in: unit.family).contains {
        constructs(for: $0, .call, in: unit.family).contains { !$0.through.isEmpty }
      }
      return isThrough ? meaning(call, in: unit) : nil
    }
    return nil
  }

  private static let lookUps: Set<String> = ["get", "getOrDefault", "pop", "setdefault", "get_or"]

  /// What a look-up in a dictionary that is written in the code gives: `NAMES.get(key, key)`.
  private func entry(
    lookedUpBy callee: SourceOutline.Expression, _ node: SourceOutline.Expression,
    _ unit: SourceUnit
  ) -> Meaning? {
    let arguments = unit.outline.arguments(node)
    guard unit.family == .python, (1...2).contains(arguments.count),
      let object = unit.outline.firstChild(callee),
      case .object(let entries, _) = meaning(object, in: unit)
    else { return nil }
    let standard = arguments.count > 1 ? meaning(arguments[1], in: unit) : .unknown
    guard case .text(let key, _) = meaning(arguments[0], in: unit) else {
      let any = Self.anyEntry(entries)
      return any.isUnknown ? nil : Self.either([any, standard])
    }
    if let entry = entries.last(where: { $0.key == key }) { return entry.value }
    return nil
  }

  /// What a look-up gives where there is nothing: `config.get("model", "gpt-4o")`.
  private func lookedUp(
    _ callee: Meaning, _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Meaning? {
    let arguments = unit.outline.arguments(node)
    guard arguments.count == 2 else { return nil }
    switch callee {
    case .unknown: return meaning(arguments[1], in: unit)
    case .member:
      // Of a library's type, only a text tells that it is a look-up.
      guard case .text = meaning(arguments[1], in: unit) else { return nil }
      return meaning(arguments[1], in: unit)
    default: return nil
    }
  }

  private func result(
    of callee: Meaning, _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    switch callee {
    case .external(let symbol): return resultOfExternal(symbol, node, unit, place)
    case .member(let instance, let symbol):
      if let parsed = parsed(symbol, of: instance, place) { return parsed }
      if let special = special(symbol, receiver: .instance(instance), node, unit, place) {
        return special
      }
      if facts[unit.family].methods.contains(symbol.last) { return .instance(instance) }
      // Steps of a builder give the builder.
      if Self.isBuilder(instance), symbol.last != "build" { return .instance(instance) }
      return .instance(CodeInstance(.external(symbol), at: place, from: .instance(instance)))
    case .instance(let instance):
      if unit.family == .script, case .external(let symbol) = instance.type {
        return .instance(CodeInstance(.external(symbol), at: place, from: callee))
      }
      return .instance(CodeInstance(instance.type, at: nil, from: callee))
    case .definition(let home, let index):
      return .instance(CodeInstance(.definition(unit: home, index: index), at: place))
    case .function(let home, let index, let receiver):
      return resultOfFunction(index, project.units[home], receiver, node, unit, place)
    case .oneOf(let values):
      return Self.either(values.map { result(of: $0, node, unit, place) })
    default: return .unknown
    }
  }

  static func isBuilder(_ instance: CodeInstance) -> Bool {
    guard case .external(let symbol) = instance.type else { return false }
    return symbol.last.lowercased().hasSuffix("builder")
  }

  private func resultOfExternal(
    _ symbol: SymbolName, _ node: SourceOutline.Expression, _ unit: SourceUnit,
    _ place: CodePlace
  ) -> Meaning {
    let facts = facts[unit.family]
    let arguments = unit.outline.arguments(node)
    if facts.typed.contains(symbol.description), let type = typeGiven(to: node, unit) {
      return instance(ofType: type)
    }
    if isEnvironment(symbol, unit.family) {
      guard let first = arguments.first, case .text(let name, _) = meaning(first, in: unit) else {
        return .unknown
      }
      let rest = arguments.count > 1 ? meaning(arguments[1], in: unit) : .unknown
      return .environment(name, rest.isUnknown ? nil : rest)
    }
    if let first = arguments.first, facts.joins.contains(symbol) {
      return arguments.count == 1
        ? meaning(first, in: unit) : joinedPath(arguments, unit, place)
    }
    let opensFile =
      symbol.module == SymbolName.builtIns
      ? facts.files.contains(symbol.last) : facts.files.contains(symbol)
    if opensFile, let first = arguments.first {
      let file = SymbolName(SymbolName.builtIns, [symbol.last])
      return .instance(CodeInstance(.external(file), at: place, from: meaning(first, in: unit)))
    }
    if facts.defaults.contains(symbol) {
      let given = arguments.first { unit.outline.key(ofPair: $0) == "default" }
      return given.map { meaning($0, in: unit) } ?? .unknown
    }
    if facts.pairings.contains(symbol.last), symbol.module.isEmpty {
      let elements = arguments.map { Self.elements(of: meaning($0, in: unit)) }
      return .list([.list(elements, place)], place)
    }
    if facts.countings.contains(symbol.last), symbol.module.isEmpty, let first = arguments.first {
      let element = Self.elements(of: meaning(first, in: unit))
      return .list([.list([.number("0"), element], place)], place)
    }
    if symbol.isBuiltIn || symbol.module.isEmpty, facts.attributes.contains(symbol.last),
      let found = attribute(named: arguments, unit)
    {
      return found
    }
    if facts.injections.contains(symbol) {
      return arguments.first.map { injected(meaning($0, in: unit)) } ?? .unknown
    }
    if facts.transparent.contains(symbol) {
      let named = arguments.first { unit.outline.key(ofPair: $0) == "default" }
      let values = arguments.filter {
        unit.outline.kind($0) != .keyword && unit.outline.kind($0) != .pair
      }
      if let given = values.first ?? named { return meaning(given, in: unit) }
      return .unknown
    }
    if let special = special(symbol, receiver: nil, node, unit, place) { return special }
    guard !symbol.module.isEmpty else { return .unknown }
    return .instance(CodeInstance(.external(symbol), at: place))
  }

  /// What a function gives that is told the name of a member: `getattr(models, "resnet50")`.
  private func attribute(
    named arguments: [SourceOutline.Expression], _ unit: SourceUnit
  ) -> Meaning? {
    guard arguments.count >= 2 else { return nil }
    let object = meaning(arguments[0], in: unit)
    var names: [String] = []
    switch meaning(arguments[1], in: unit) {
    case .text(let name, _): names = [name]
    case .oneOf(let values):
      names = values.prefix(8).compactMap { if case .text(let name, _) = $0 { name } else { nil } }
    default: return nil
    }
    let found = Self.either(names.map { member($0, of: object) })
    return found.isUnknown ? nil : found
  }

  /// What a framework hands over that is told who makes it: `Depends(get_service)`.
  private func injected(_ maker: Meaning) -> Meaning {
    switch maker {
    case .definition(let home, let index):
      return .instance(CodeInstance(.definition(unit: home, index: index), at: nil))
    case .function(let home, let index, let receiver):
      let unit = project.units[home]
      let frame = Frame(unit: home, function: index, arguments: [:], receiver: receiver)
      let found = within(frame) {
        Self.either(unit.returns(of: index).prefix(4).map { self.meaning($0, in: unit) })
      }
      return found ?? .unknown
    default: return .unknown
    }
  }

  /// What each element of a value may be.
  private static func elements(of value: Meaning) -> Meaning {
    if case .list(let items, _) = value { either(items) } else { value }
  }

  /// What the catalogue says of the result.
  private func special(
    _ symbol: SymbolName, receiver: Meaning?, _ node: SourceOutline.Expression,
    _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning? {
    for construct in constructs(for: symbol, .call, in: unit.family) {
      guard holds(construct, CodeCall(unit: unit, node: node, receiver: receiver)) else { continue }
      let call = CodeCall(unit: unit, node: node, receiver: receiver)
      let held = construct.holds.flatMap { select($0, of: call) }
      if !held.isEmpty { return .list(held, place) }
      if !construct.through.isEmpty {
        let value = Self.either(select(construct.through, of: call).map(given))
        if !value.isUnknown { return value }
      }
      if let type = construct.returns {
        return .instance(CodeInstance(.external(type), at: place, from: receiver))
      }
      if construct.product != nil, construct.product != .binding, construct.product != .call {
        return .instance(CodeInstance(.external(symbol), at: place, from: receiver))
      }
    }
    return nil
  }

  /// What a function without a name gives, as it is there to be called: `MCPClient(lambda: stdio_client(…))`.
  private func given(_ value: Meaning) -> Meaning {
    guard case .function(let home, let index, _) = value else { return value }
    let unit = project.units[home]
    guard unit.outline.functionName(index).isEmpty else { return value }
    let results = unit.returns(of: index).prefix(4).map { meaning($0, in: unit) }
    let result = Self.either(Array(results))
    return result.isUnknown ? value : result
  }
}
