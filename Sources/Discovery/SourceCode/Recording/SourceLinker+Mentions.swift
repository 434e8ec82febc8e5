import Estate
import Formats

/// Models, prompts, providers and credentials that no construct names: by the name of what holds them.
extension SourceLinker {
  func recordMentions(in unit: SourceUnit) {
    let outline = unit.outline
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      guard let name = unit.targetName(assignment.target) else { continue }
      mention(assignment.value, named: name, in: unit)
      if facts.texts.namesPrompt(name), !isPattern(assignment.target, unit) {
        promptConstant(assignment.value, named: name, in: unit)
      }
    }
    for function in 0..<outline.functionCount {
      for parameter in outline.parameters(function) {
        guard let value = parameter.value else { continue }
        mention(value, named: parameter.name, in: unit)
      }
    }
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      switch outline.kind(node) {
      case .pair, .keyword:
        guard let key = outline.key(ofPair: node), let value = outline.value(ofPair: node) else {
          continue
        }
        mention(value, named: key, in: unit)
      case .string:
        provider(of: node, in: unit)
        vectorTable(node, in: unit)
      case .name: readyMade(node, in: unit)
      case .member:
        readyMade(node, in: unit)
        environment(node, in: unit)
      case .call, .subscript: environment(node, in: unit)
      default: break
      }
    }
  }

  /// A target inside a function is a variable; outside, or of a class, a constant.
  private func isPattern(_ target: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    unit.outline.kind(target) != .name && unit.outline.kind(target) != .member
  }

  /// A literal that is surely a model, held by something that is called a model.
  private func mention(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    guard facts.texts.namesModel(name) else { return }
    switch unit.outline.kind(value) {
    case .string, .call, .operation, .list, .tuple, .set, .conditional, .object, .subscript: break
    default: return
    }
    var pending = [reader.meaning(value, in: unit)]
    var seen = 0
    while let next = pending.popLast(), seen < 256 {
      seen += 1
      switch next {
      case .text(let text, let place):
        guard place.unit == unit.index, known(.place(place)) == nil,
          let model = facts.models.recognized(text)
        else { continue }
        remember([Thing(model.id, .model, model.name)], for: .place(place))
        recordModel(model, at: place, confidence: 0.7 * confidence(unit))
        relation(
          .usesModel, from: application(unit), to: model.id, line: unit.outline.line(place.node),
          in: unit, basis: .inferred, confidence: 0.5)
      case .environment(_, let value?): pending.append(value)
      case .list(let values, _), .oneOf(let values): pending += values
      case .object(let entries, _):
        pending += entries.filter { facts.texts.namesModel($0.key) || $0.key == "id" }.map(\.value)
      default: break
      }
    }
  }

  /// A long text in a constant that is called a prompt.
  private func promptConstant(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    switch unit.outline.kind(value) {
    case .string, .template, .operation, .call, .tuple: break
    default: return
    }
    switch reader.meaning(value, in: unit) {
    case .text(let text, let place) where place.unit == unit.index:
      guard text.utf8.count >= 24, text.contains(" ") else { return }
      _ = prompt([.text(text)], at: place, owner: name)
    case .template(let pieces, let place) where place.unit == unit.index:
      let length = pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
      guard length >= 24 else { return }
      _ = prompt(pieces, at: place, owner: name)
    default: break
    }
  }

  /// The address of a provider's API.
  private func provider(of node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let text = unit.outline.text(node), text.utf8.count < 300,
      text.hasPrefix("https://") || text.hasPrefix("http://") || text.hasPrefix("wss://"),
      !text.contains("/docs"), let provider = facts.providers.provider(address: text)
    else { return }
    let line = unit.outline.line(node)
    recordProvider(Thing(provider.id, .provider, provider.name), line: line, in: unit)
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
  }

  /// A read of an environment variable that holds a provider's key.
  private func environment(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard mayReadEnvironment(node, unit),
      case .environment(let variable, _) = reader.meaning(node, in: unit),
      let provider = facts.providers.provider(variable: variable)
    else { return }
    let line = unit.outline.line(node)
    let key = ProviderCatalog.holdsKey(variable) ? variable : nil
    recordProvider(
      Thing(provider.id, .provider, provider.name), line: line, in: unit, credential: key)
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
  }

  /// Something ready-made of a library, among the elements of a list or the arguments of a call.
  private func readyMade(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard let name = outline.text(node), facts.constructs.isReference(name, in: unit.family),
      let parent = unit.parent(of: node)
    else { return }
    switch outline.kind(parent) {
    case .list, .tuple, .set, .keyword, .pair, .spread: break
    case .call where outline.firstChild(parent) != node: break
    default: return
    }
    guard case .external(let symbol) = reader.meaning(node, in: unit),
      let construct = facts.constructs.constructs(for: symbol, .reference, in: unit.family).first,
      let kind = construct.kind
    else { return }
    let thing = Thing(
      AssetID(kind, "repo", "\(native(unit))#\(symbol.last)"), kind, symbol.last)
    let line = outline.line(node)
    asset(thing, toolProperties(construct.effects), line: line, in: unit)
    contain(thing, line: line, in: unit)
  }

  /// Quick: whether the text of the expression could name a variable in capitals.
  private func mayReadEnvironment(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    func isVariable(_ text: String?) -> Bool {
      guard let text, (4...64).contains(text.utf8.count) else { return false }
      return text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F || (0x30...0x39).contains($0) }
    }
    if outline.kind(node) == .member { return isVariable(outline.text(node)) }
    return outline.children(node).dropFirst().prefix(1).contains {
      outline.kind($0) == .string && isVariable(outline.text($0))
    }
  }
}
