import Estate
import Formats

/// Models that people choose from, or that are taken where they choose none.
extension SourceLinker {
  /// What the objects that a call is given say is taken by default:
  /// `Field(default="gpt-4o", metadata={"form": {"default": "gpt-4o"}})`.
  func offeredDefaults(of call: SourceOutline.Expression, in unit: SourceUnit) {
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
  func fallbacks(of call: SourceOutline.Expression, in unit: SourceUnit) -> [Meaning] {
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
  static let mostOptions = 32

  /// A list of models that is given to something and holds nothing else: what people may choose from,
  /// `st.selectbox("Which one?", ["gpt-4o", "o3-mini"])`, `values=["all-MiniLM-L6-v2", "BAAI/bge-m3"]`.
  func modelOptions(_ list: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.family == .python || unit.family == .script,
      let first = outline.firstChild(list), let parent = unit.parent(of: list)
    else { return }
    if outline.kind(first) == .tuple || outline.kind(first) == .list {
      return labelledModels(list, in: unit)
    }
    guard outline.kind(first) == .string else { return }
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

  /// Models that people choose from by what they are told of them: `[("Fast", "gpt-4o-mini"), ("Best", "gpt-4o")]`.
  private func labelledModels(_ list: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let items = Array(outline.children(list).prefix(Self.mostOptions + 1))
    guard items.count <= Self.mostOptions, !facts.texts.tellsOfModels(holder(of: list, unit)) else {
      return
    }
    var models: [(ModelName, CodePlace)] = []
    for item in items {
      let parts = Array(outline.children(item).prefix(3))
      guard outline.kind(item) == outline.kind(items[0]), parts.count == 2,
        parts.allSatisfy({ outline.kind($0) == .string })
      else { return }
      // The name stands behind the label, or before it.
      for part in parts.reversed() {
        guard let text = outline.text(part), facts.models.isSpelled(text),
          let model = facts.models.recognized(text)
        else { continue }
        models.append((model, CodePlace(unit: unit.index, node: part)))
        break
      }
    }
    guard !models.isEmpty, models.count * 2 >= items.count else { return }
    for (model, place) in models where known(.place(place)) == nil && !namedModels.contains(place) {
      recordMentioned(model, at: place)
    }
  }

  /// What the outermost literal around a list is called.
  private func holder(of list: SourceOutline.Expression, _ unit: SourceUnit) -> String {
    var current = list
    for _ in 0..<8 {
      guard let parent = unit.parent(of: current),
        [.pair, .object, .list, .tuple].contains(unit.outline.kind(parent))
      else { break }
      current = parent
    }
    return unit.assignedName(current) ?? ""
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
}
