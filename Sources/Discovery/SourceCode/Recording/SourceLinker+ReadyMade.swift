import Estate
import Formats

/// Things that are given to others as they are: functions and classes, what libraries have ready, texts.
extension SourceLinker {
  /// A plain function that is given to an agent as a tool.
  func rawTool(function index: Int, _ home: SourceUnit) -> Thing {
    rawTool(
      .function(unit: home.index, index: index), home.outline.functionName(index),
      Scope(function: index), line: home.outline.functionLine(index), home)
  }

  /// The same of a class.
  func rawTool(definition index: Int, _ home: SourceUnit) -> Thing {
    rawTool(
      .definition(unit: home.index, index: index), home.outline.className(index),
      Scope(class: index), line: home.outline.classLine(index), home, confidence: 0.8)
  }

  private func rawTool(
    _ key: ThingKey, _ name: String, _ scope: Scope, line: Int, _ home: SourceUnit,
    confidence: Double? = nil
  ) -> Thing {
    if let known = known(key)?.first { return known }
    let symbol = symbol(home.outline.qualifiedName(of: scope), for: key, .tool, home)
    let thing = Thing(
      AssetID(.tool, "repo", "\(native(home))#\(symbol)"), .tool, name.isEmpty ? symbol : name)
    remember([thing], for: key)
    asset(thing, line: line, in: home, confidence: confidence)
    contain(thing, line: line, in: home)
    return thing
  }

  /// Something ready-made of a library.
  func things(
    of symbol: SymbolName, _ role: Role, in unit: SourceUnit, at mention: CodePlace? = nil
  ) -> [Thing] {
    guard
      let construct =
        reader.constructs(for: symbol, .reference, in: unit.family).first,
      let kind = construct.kind
    else {
      if role == .model, let model = facts.modelConstants.model(symbol, in: unit.family),
        let name = facts.models.model(model)
      {
        return [Thing(name.id, .model, name.name)]
      }
      guard role == .tools, !symbol.module.isEmpty, !symbol.isBuiltIn,
        !symbol.path.isEmpty || unit.family == .python
      else { return [] }
      return [mentioned(symbol, .tool, [:], in: unit, at: mention)]
    }
    if construct.product == .model || construct.product == .client { return [] }
    return [
      mentioned(
        symbol, kind, kind == .tool ? toolProperties(construct.effects) : [:], in: unit, at: mention
      )
    ]
  }

  /// Something of a library that is named and not made here: seen where it is named.
  func mentioned(
    _ symbol: SymbolName, _ kind: AssetKind, _ properties: [String: Value], in unit: SourceUnit,
    at mention: CodePlace?
  ) -> Thing {
    let thing = Thing(
      AssetID(kind, "repo", "\(native(unit))#\(symbol.typeName)"), kind, symbol.typeName)
    if let mention {
      let home = project.units[mention.unit]
      asset(thing, properties, line: line(mention), in: home)
      contain(thing, line: line(mention), in: home)
    }
    return thing
  }

  func toolProperties(_ effects: [String]) -> [String: Value] {
    guard !effects.isEmpty else { return [:] }
    let external: Set<String> = [
      "shell", "code-execution", "file-write", "email", "payment", "messaging", "browser",
    ]
    let untrusted: Set<String> = ["network", "browser", "email"]
    var properties: [String: Value] = ["effects": .texts(effects.sorted())]
    if effects.contains(where: external.contains) { properties["external_effect"] = true }
    if effects.contains(where: untrusted.contains) { properties["untrusted_input"] = true }
    return properties
  }

  /// What an index is filled from, by an address or path.
  func contentSource(_ text: String, at place: CodePlace) -> Thing? {
    guard text.contains("/") || text.contains("."), !text.contains(" ") else { return nil }
    let key = ThingKey.place(place)
    if let known = known(key) { return known.first }
    let home = project.units[place.unit]
    let name = String(text.prefix(120))
    let symbol = symbol(name, for: key, .contentSource, home)
    let thing = Thing(
      AssetID(.contentSource, "repo", "\(native(home))#\(symbol)"), .contentSource, name)
    remember([thing], for: key)
    let isWeb = text.contains("://")
    asset(
      thing, ["type": isWeb ? "web" : "file"], line: home.outline.line(place.node), in: home)
    contain(thing, line: home.outline.line(place.node), in: home)
    return thing
  }

  func things(
    ofText text: String, at place: CodePlace, _ role: Role, in unit: SourceUnit, owner: String
  ) -> [Thing] {
    switch role {
    case .model:
      guard let model = facts.models.model(text) else { return [] }
      recordModel(model, at: place)
      return [Thing(model.id, .model, model.name)]
    case .prompt:
      return [prompt([.text(text)], at: place, owner: owner)].compactMap { $0 }
    case .tools:
      guard (2...64).contains(text.utf8.count), !text.contains(" ") else { return [] }
      let home = project.units[place.unit]
      let key = ThingKey.place(place)
      if let known = known(key) { return known }
      let thing = Thing(AssetID(.tool, "repo", "\(native(home))#\(text)"), .tool, text)
      remember([thing], for: key)
      asset(thing, line: home.outline.line(place.node), in: home, confidence: 0.8)
      return [thing]
    case .sources: return contentSource(text, at: place).map { [$0] } ?? []
    case .retrieves: return [index(named: text, in: unit)]
    case .guardrails:
      guard (2...120).contains(text.utf8.count), !text.contains(" ") else { return [] }
      return [written(.guardrail, text, symbol: text, at: place)]
    case .dataset: return dataset(ofText: text, at: place)
    default: return []
    }
  }

  /// The agents of a file that go by a name: `can_handoff_to=["Writer"]`.
  func agents(named name: String, in unit: SourceUnit) -> [Thing] {
    occurrences.filter { $0.unit.index == unit.index && $0.construct.product == .agent }
      .flatMap { things(for: $0.key) }.filter { $0.kind == .agent && $0.name == name }
  }
}
