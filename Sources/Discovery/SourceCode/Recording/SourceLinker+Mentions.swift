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
      case .object: hostedTool(node, in: unit)
      case .call, .subscript, .member: environment(node, in: unit)
      default: break
      }
    }
  }

  /// A tool as an API takes it, wherever it is written: of the provider's own, or in a variable that is
  /// called a tool.
  private func hostedTool(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let isHosted = outline.children(node).contains { entry in
      outline.kind(entry) == .pair && outline.key(ofPair: entry) == "type"
        && outline.value(ofPair: entry).flatMap { outline.text($0) }
          .map { facts.texts.hostedTools[$0] != nil } ?? false
    }
    let isElement = unit.parent(of: node).map { outline.kind($0) == .list } == true
    let isCalledTool =
      unit.givenName(isElement ? unit.parent(of: node) ?? node : node).map {
        SourceTextFacts.words($0).contains { ["tool", "tools", "functions"].contains($0) }
      }
      ?? false
    guard isHosted || isCalledTool, known(.place(CodePlace(unit: unit.index, node: node))) == nil,
      case .object(let entries, let place) = reader.meaning(node, in: unit)
    else { return }
    let keys = Set(entries.map(\.key))
    let isSchema =
      keys.contains("name") && keys.contains("description")
      && !keys.isDisjoint(with: ["input_schema", "inputSchema", "parameters"])
      || keys.contains("function") && keys.contains("type") || keys.contains("toolSpec")
    guard isHosted || isSchema else { return }
    _ = things(of: .object(entries, place), .tools, in: unit, owner: "")
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
      !text.contains("/docs"), let provider = facts.providers.provider(address: text),
      !provider.isLocal || text.contains(":11434") || text.contains("/v1")
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
      let variable = Self.variable(reader.meaning(node, in: unit)),
      let provider = provider(variable: variable)
    else { return }
    let line = unit.outline.line(node)
    let key = ProviderCatalog.holdsKey(variable) ? variable : nil
    recordProvider(
      Thing(provider.id, .provider, provider.name), line: line, in: unit, credential: key)
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
  }

  private static func variable(_ value: Meaning) -> String? {
    switch value {
    case .environment(let name, _): name
    case .oneOf(let values): values.lazy.compactMap { variable($0) }.first
    default: nil
    }
  }

  /// The provider of a variable, also with a prefix of the application: `SHOP_OPENAI_API_KEY`.
  private func provider(variable: String) -> ProviderCatalog.Provider? {
    var name = variable[...]
    for _ in 0..<4 {
      if let provider = facts.providers.provider(variable: String(name)) { return provider }
      guard ProviderCatalog.holdsKey(variable), let dash = name.firstIndex(of: "_") else {
        return nil
      }
      name = name[name.index(after: dash)...]
    }
    return nil
  }

  /// Quick: whether the text of the expression could name a variable in capitals.
  private func mayReadEnvironment(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    func isVariable(_ text: String?) -> Bool {
      guard let text, (4...64).contains(text.utf8.count) else { return false }
      return text.utf8.allSatisfy {
        (0x41...0x5A).contains($0) || $0 == 0x5F || (0x30...0x39).contains($0)
      }
    }
    if outline.kind(node) == .member { return isVariable(outline.text(node)) }
    return outline.children(node).dropFirst().prefix(1).contains {
      outline.kind($0) == .string && isVariable(outline.text($0))
    }
  }
}
