import Estate
import Formats

/// Models that no construct names: by the name of what holds them.
extension SourceLinker {
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
      // A long list of names is a table of what there is.
      case .list(let values, _)
      where values.count > Self.mostOptions && values.allSatisfy { $0.literal != nil }:
        break
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
  func recordMentioned(_ model: ModelName, at place: CodePlace) {
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
    case .text: return facts.texts.modelIDKeys.contains(entry.key)
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
