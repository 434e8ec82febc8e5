import Estate
import Formats

/// Models that no construct names: by the name of what holds them.
extension SourceLinker {
  /// Models that are handed to functions of the repository: `complete(text, "gpt-4o")`.
  func handedModels(_ call: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let arguments = outline.arguments(call)
    guard arguments.contains(where: { outline.kind($0) == .string }),
      let callee = outline.firstChild(call)
    else { return }
    var (home, function): (Int, Int?) = (0, nil)
    switch reader.meaning(callee, in: unit) {
    case .function(let unit, let index, _): (home, function) = (unit, index)
    case .definition(let unit, let index):
      let bindings = project.units[unit].bindings(of: "__init__", in: Scope(class: index))
      for case .function(let initializer) in bindings { (home, function) = (unit, initializer) }
    default: return
    }
    guard let function else { return }
    var parameters = project.units[home].outline.parameters(function)[...]
    if let first = parameters.first, SourceUnit.selfNames.contains(first.name) {
      parameters = parameters.dropFirst()
    }
    for (argument, parameter) in zip(arguments, parameters) {
      guard outline.kind(argument) != .keyword, outline.kind(argument) != .spread else { return }
      if outline.kind(argument) == .string { mention(argument, named: parameter.name, in: unit) }
    }
  }

  /// The model that the form of a request names: `form.append("model", "whisper-1")`.
  func formModel(_ call: SourceOutline.Expression, in unit: SourceUnit) {
    let arguments = unit.outline.arguments(call)
    guard arguments.count == 2, unit.outline.kind(arguments[0]) == .string,
      unit.outline.kind(arguments[1]) == .string,
      let callee = unit.outline.firstChild(call), unit.outline.kind(callee) == .member,
      ["append", "set"].contains(unit.outline.text(callee) ?? ""),
      let name = unit.outline.text(arguments[0])
    else { return }
    mention(arguments[1], named: name, in: unit)
  }

  /// A target inside a function is a variable; outside, or of a class, a constant.
  func isPattern(_ target: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    unit.outline.kind(target) != .name && unit.outline.kind(target) != .member
  }

  /// A literal that is surely a model, held by something that is called a model.
  func mention(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    guard names.namesModel(name) else { return }
    switch unit.outline.kind(value) {
    case .string, .call, .operation, .list, .tuple, .set, .conditional, .object, .subscript,
      .member:
      break
    default: return
    }
    if unit.outline.kind(value) == .object { modelKeys(of: value, in: unit) }
    defer { if unit.outline.kind(value) == .call { offeredDefaults(of: value, in: unit) } }
    var pending = [reader.meaning(value, in: unit)]
    var (seen, isFound) = (0, false)
    while seen < 256 {
      if pending.isEmpty, !isFound, seen > 0 {
        // What a helper of one's own falls back to: `setting("MODEL", "gpt-4o")`, `given or task.get("model", "o3")`.
        isFound = true
        let calls =
          unit.outline.kind(value) == .operation
          ? unit.outline.children(value).prefix(4).filter { unit.outline.kind($0) == .call }
          : unit.outline.kind(value) == .call ? [value] : []
        pending = calls.flatMap { fallbacks(of: $0, in: unit) }
      }
      guard let next = pending.popLast() else { break }
      seen += 1
      switch next {
      case .text(let text, let place):
        // `GPT-4o` is what people read; names are written small, but for those of repositories.
        guard place.unit == unit.index, known(.place(place)) == nil, !namedModels.contains(place),
          facts.models.isSpelled(text),
          let model = facts.models.recognized(text) ?? hubModel(text, named: name, in: unit)
        else { continue }
        isFound = true
        recordMentioned(model, at: place)
      case .external(let symbol), .member(_, let symbol):
        constantModel(symbol, at: value, in: unit)
      case .instance(let instance):
        if case .external(let symbol) = instance.type {
          constantModel(symbol, at: value, in: unit)
        }
      case .environment(_, let value?): pending.append(value)
      case .list(let values, _), .oneOf(let values): pending += values
      case .object(let entries, _):
        let isOfModels = areModels(entries)
        // Of an entry that makes its model the id is the page's: `{id: "fast", make: () => openai("gpt-4o")}`.
        let isMade = entries.contains { makesModel($0.value) }
        pending += entries.filter {
          isOfModels || self.isOfModel($0) && !(isMade && $0.value.literal != nil)
        }.map(\.value)
      default: break
      }
    }
  }

  /// What the objects that a call is given say is taken by default:
  /// `Field(default="gpt-4o", metadata={"form": {"default": "gpt-4o"}})`.
  private func offeredDefaults(of call: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    var pending = outline.arguments(call).map { ($0, 0) }
    while let (node, depth) = pending.popLast() {
      guard depth < 6 else { continue }
      switch outline.kind(node) {
      case .keyword, .pair:
        guard let value = outline.value(ofPair: node) else { continue }
        switch outline.kind(value) {
        case .object: pending += outline.children(value).prefix(64).map { ($0, depth + 1) }
        case .string where depth > 0 && outline.key(ofPair: node) == "default":
          guard let text = outline.text(value), facts.models.isSpelled(text),
            let model = facts.models.recognized(text)
          else { continue }
          let place = CodePlace(unit: unit.index, node: value)
          if known(.place(place)) == nil, !namedModels.contains(place) {
            recordMentioned(model, at: place)
          }
        default: continue
        }
      case .object: pending += outline.children(node).prefix(64).map { ($0, depth + 1) }
      default: continue
      }
    }
  }

  /// What a call falls back to or lets people choose from: texts, lists, and arguments that are called so.
  private func fallbacks(of call: SourceOutline.Expression, in unit: SourceUnit) -> [Meaning] {
    let outline = unit.outline
    return outline.arguments(call).compactMap { argument in
      var given = argument
      if outline.kind(argument) == .keyword {
        guard let key = outline.key(ofPair: argument), facts.texts.choiceKeys.contains(key),
          let value = outline.value(ofPair: argument)
        else { return nil }
        given = value
      }
      switch outline.kind(given) {
      case .string, .list, .tuple: return reader.meaning(given, in: unit)
      default: return nil
      }
    }
  }

  /// Models that people choose from; longer lists are tables.
  private static let mostOptions = 32

  /// A list of models that is given to something and holds nothing else: what people may choose from,
  /// `st.selectbox("Which one?", ["gpt-4o", "o3-mini"])`, `values=["all-MiniLM-L6-v2", "BAAI/bge-m3"]`.
  func modelOptions(_ list: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.family == .python || unit.family == .script,
      let first = outline.firstChild(list), outline.kind(first) == .string,
      let parent = unit.parent(of: list)
    else { return }
    switch outline.kind(parent) {
    case .call where outline.kind(list) == .list:
      // What only gathers names, or says what models cost, tells nothing of their use.
      guard let callee = outline.firstChild(parent), callee != list,
        let name = outline.text(callee), !facts.texts.gatherers.contains(name),
        !facts.texts.tellsOfModels(name)
      else { return }
    case .keyword:
      guard !facts.texts.tellsOfModels(outline.key(ofPair: parent) ?? "") else { return }
    default: return
    }
    let items = Array(outline.children(list).prefix(Self.mostOptions + 1))
    guard (2...Self.mostOptions).contains(items.count),
      items.allSatisfy({ outline.kind($0) == .string })
    else { return }
    let models = items.compactMap { item -> (ModelName, CodePlace)? in
      guard let text = outline.text(item), facts.models.isSpelled(text),
        let model = facts.models.recognized(text)
      else { return nil }
      return (model, CodePlace(unit: unit.index, node: item))
    }
    guard models.count > 1, models.count * 2 > items.count else { return }
    for (model, place) in models where known(.place(place)) == nil && !namedModels.contains(place) {
      recordMentioned(model, at: place)
    }
  }

  /// A model that an element of a page offers: `<option value="gpt-4o-mini">`, `<Chat model="gpt-4o" />`.
  func offeredModel(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.family == .script, let parent = unit.parent(of: node),
      unit.outline.kind(parent) == .element, let text = unit.outline.text(node),
      facts.models.isSpelled(text), let model = facts.models.recognized(text)
    else { return }
    let place = CodePlace(unit: unit.index, node: node)
    guard known(.place(place)) == nil, !namedModels.contains(place) else { return }
    recordMentioned(model, at: place)
  }

  /// The keys of what is said of each of several models: `models = {"acme/small": [41, 152]}`.
  private func modelKeys(of object: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    for pair in outline.children(object) {
      guard outline.kind(pair) == .pair, let key = outline.key(ofPair: pair), key.contains("-"),
        let value = outline.value(ofPair: pair), outline.kind(value) != .string,
        facts.models.isSpelled(key), let model = facts.models.recognized(key)
      else { continue }
      let place = CodePlace(unit: unit.index, node: pair)
      guard known(.place(place)) == nil else { continue }
      recordMentioned(model, at: place)
    }
  }

  /// Records a model that something holds which only its name calls one.
  private func recordMentioned(_ model: ModelName, at place: CodePlace) {
    let unit = project.units[place.unit]
    remember([Thing(model.id, .model, model.name)], for: .place(place))
    recordModel(model, at: place, confidence: 0.7 * confidence(unit))
    relation(
      .usesModel, from: application(unit), to: model.id, line: unit.outline.line(place.node),
      in: unit, basis: .inferred, confidence: 0.5)
  }

  /// What is said of a model of a known maker: `{"thenlper/gte-base": 512}`.
  func hubKey(_ number: Int32, at pair: SourceOutline.Expression, in unit: SourceUnit) {
    let place = CodePlace(unit: unit.index, node: pair)
    guard let key = unit.outline.text(at: number), known(.place(place)) == nil,
      let model = facts.models.recognized(key)
    else { return }
    recordMentioned(model, at: place)
  }

  /// A repository of a hub, of whatever family, in what holds one name of a model and nothing else.
  private func hubModel(_ text: String, named name: String, in unit: SourceUnit) -> ModelName? {
    guard unit.family == .python, text.contains("/"), SourceTextFacts.namesOneModel(name) else {
      return nil
    }
    return facts.models.hubModel(text)
  }

  /// A constant of a library that names a model, or what a method of one gives: `GPT_5_MINI.asString()`.
  func constantModel(
    _ symbol: SymbolName, at node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    let holder = SymbolName(symbol.module, symbol.path.dropLast())
    guard
      let text = facts.modelConstants.model(symbol, in: unit.family)
        ?? (holder.path.isEmpty ? nil : facts.modelConstants.model(holder, in: unit.family)),
      let model = facts.models.recognized(text)
    else { return }
    let line = unit.outline.line(node)
    recordModel(model, line: line, in: unit, confidence: 0.7 * confidence(unit))
    relation(
      .usesModel, from: application(unit), to: model.id, line: line, in: unit, basis: .inferred,
      confidence: 0.5)
  }

  /// Models by their ids in literals of a type that is called so: `Model{ID: "gpt-4o", Name: "GPT 4o"}`.
  func typedModels(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.family != .python, unit.family != .script, let type = typeName(of: node, in: unit),
      names.namesModel(type)
    else { return }
    let outline = unit.outline
    for pair in outline.children(node) where outline.kind(pair) == .pair {
      guard let key = outline.key(ofPair: pair)?.lowercased(),
        ["id", "name", "modelid", "modelname", "value"].contains(key),
        let value = outline.value(ofPair: pair), outline.kind(value) == .string
      else { continue }
      mention(value, named: "model", in: unit)
    }
  }

  /// The type that an object is a literal of, itself or as an element: `Model{…}`, `[]Model{{…}}`.
  func typeName(of node: SourceOutline.Expression, in unit: SourceUnit) -> String? {
    let outline = unit.outline
    var current = node
    for _ in 0..<3 {
      guard let parent = unit.parent(of: current) else { return nil }
      switch outline.kind(parent) {
      case .opaque, .call:
        guard let type = outline.firstChild(parent), type != current else { return nil }
        return outline.text(type)
      case .list:
        if let type = outline.text(parent) { return type }
        current = parent
      case .object, .unary: current = parent
      default: return nil
      }
    }
    return nil
  }

  /// Whether a value is a model that a library makes, or a function that gives one.
  private func makesModel(_ value: Meaning) -> Bool {
    switch value {
    case .instance(let instance):
      return instance.place.flatMap { occurrence(for: key(of: $0)) }?.construct.product == .model
    case .function(let home, let index, _):
      let unit = project.units[home]
      return unit.returns(of: index).prefix(2).contains { result in
        let place = CodePlace(unit: home, node: result)
        return [.model, .call].contains(occurrence(for: key(of: place))?.construct.product)
      }
    default: return false
    }
  }

  /// Whether an entry of a list of models says which, or goes on.
  func isOfModel(_ entry: (key: String, value: Meaning)) -> Bool {
    if names.namesModel(entry.key) { return true }
    switch entry.value {
    case .list: return true
    case .text: return ["id", "name", "value"].contains(entry.key)
    default: return false
    }
  }

  /// Whether each entry of an object is a model, whatever it is for: `{quick: "gpt-4o-mini", deep: "o3-mini"}`.
  private func areModels(_ entries: [(key: String, value: Meaning)]) -> Bool {
    !entries.isEmpty
      && entries.prefix(32).allSatisfy { entry in
        guard case .text(let text, _) = entry.value else { return false }
        return facts.models.isSpelled(text) && facts.models.recognized(text) != nil
      }
  }

  /// A name that is surely a model's, wherever it stands.
  func sureModel(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let place = CodePlace(unit: unit.index, node: node)
    guard let text = unit.outline.text(node),
      facts.models.isSure(text)
        || facts.texts.namesMaker(text) && facts.models.recognized(text) != nil,
      known(.place(place)) == nil, !namedModels.contains(place), !isCompared(node, unit),
      let model = model(text, nil, nil)
    else { return }
    remember([Thing(model.id, .model, model.name)], for: .place(place))
    recordModel(model, at: place)
    relation(
      .usesModel, from: application(unit), to: model.id, line: unit.outline.line(node), in: unit,
      basis: .inferred, confidence: 0.7)
  }

  /// Whether a literal is only compared with something: `if name == "BAAI/bge-m3"`.
  private func isCompared(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let parent = unit.parent(of: node), unit.outline.kind(parent) == .operation else {
      return false
    }
    switch unit.outline.operation(parent) {
    case .other, .none: return Array(unit.outline.children(parent).prefix(2)).count > 1
    default: return false
    }
  }
}
