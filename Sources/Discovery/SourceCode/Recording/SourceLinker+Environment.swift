import Estate
import Formats

/// Variables of the environment that hold the keys of providers.
extension SourceLinker {
  /// A read of an environment variable that holds a provider's key.
  func environment(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard mayReadEnvironment(node, unit), case let value = reader.meaning(node, in: unit),
      let variable = Self.variable(value)
    else { return }
    serverAddress(variable, value, node, in: unit)
    index(variable, value, node, in: unit)
    // What asks for a switch says that it is on where it takes it so: `os.getenv("LANGSMITH_TRACING", "true")`.
    if ProviderCatalog.isSwitch(variable) {
      if case .environment(_, let standard?) = value,
        standard.literal.map(ProviderCatalog.isOn) == true
      {
        recordSwitch(variable, line: unit.outline.line(node), in: unit)
      }
      return
    }
    guard let provider = provider(variable: variable) else { return }
    record(variable, of: provider, line: unit.outline.line(node), in: unit)
    if provider.givesContent, names.namesAddress(variable) {
      content(of: variable, line: unit.outline.line(node), in: unit)
    }
  }

  /// The address of a program that serves models, which only the environment tells: `process.env.OLLAMA_BASE_URL`.
  private func serverAddress(
    _ variable: String, _ value: Meaning, _ node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    guard value.literal == nil, unit.scope != "test", facts.texts.servers.namesServer(variable)
    else { return }
    let native = "\(projectFolder(unit).native)#environment/\(variable)"
    let thing = Thing(AssetID(.endpoint, "repo", native), .endpoint, variable)
    let line = unit.outline.line(node)
    asset(thing, line: line, in: unit, confidence: 0.7 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  /// The index that only the environment tells, read there or set for others: `os.environ["KNOWLEDGE_BASE_ID"]`.
  private func index(
    _ variable: String, _ value: Meaning, _ node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    guard value.literal?.isEmpty != false, unit.scope != "test",
      facts.texts.vectorSettings.isOfEnvironment(variable)
    else { return }
    let native = "\(projectFolder(unit).native)#environment/\(variable)"
    let thing = Thing(AssetID(.vectorIndex, "repo", native), .vectorIndex, variable)
    let line = unit.outline.line(node)
    asset(thing, ["engine": "other"], line: line, in: unit, confidence: 0.7 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  /// A variable that switches on what a library tells to others: `os.environ["CREWAI_TRACING_ENABLED"] = "true"`.
  func environmentSwitch(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    guard [.subscript, .member].contains(outline.kind(assignment.target)),
      outline.kind(assignment.value) == .string, mayReadEnvironment(assignment.target, unit),
      let value = outline.text(assignment.value), ProviderCatalog.isOn(value),
      let variable = Self.variable(reader.meaning(assignment.target, in: unit)),
      ProviderCatalog.isSwitch(variable)
    else { return }
    recordSwitch(variable, line: outline.line(assignment.target), in: unit)
  }

  private func recordSwitch(_ variable: String, line: Int, in unit: SourceUnit) {
    guard let provider = facts.providers.provider(variable: variable) else { return }
    record(variable, of: provider, line: line, in: unit)
    guard provider.keepsTraces else { return }
    relation(
      .sendsTo, from: application(unit), to: provider.id, line: line, in: unit, basis: .inferred,
      confidence: 0.8)
  }

  /// The web, as a server of the organisation's own searches or reads it: `SEARXNG_API_URL`.
  private func content(of variable: String, line: Int, in unit: SourceUnit) {
    let native = "\(projectFolder(unit).native)#environment/\(variable)"
    let thing = Thing(AssetID(.contentSource, "repo", native), .contentSource, variable)
    asset(
      thing, ["type": .text("search"), "trust": .text("untrusted")], line: line, in: unit,
      confidence: 0.7 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  private func record(
    _ variable: String, of provider: ProviderCatalog.Provider, line: Int, in unit: SourceUnit
  ) {
    let key = ProviderCatalog.holdsKey(variable) ? variable : nil
    recordProvider(
      Thing(provider), line: line, in: unit, credential: key)
    guard provider.servesModels else { return }
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
  }

  /// `const { OPENAI_API_KEY } = process.env`
  func environmentPattern(
    _ assignment: SourceOutline.AssignedValue, in unit: SourceUnit
  ) {
    let outline = unit.outline
    guard outline.kind(assignment.target) == .object,
      case .external(let symbol) = reader.meaning(assignment.value, in: unit),
      reader.isEnvironment(symbol, unit.family)
    else { return }
    for entry in outline.children(assignment.target) {
      guard let variable = outline.key(ofPair: entry), let provider = provider(variable: variable)
      else { continue }
      record(variable, of: provider, line: outline.line(entry), in: unit)
    }
  }

  /// Settings that a library reads from the environment, by the names of their fields:
  /// `class Settings(BaseSettings): openai_api_key: str`.
  func recordSettings(in unit: SourceUnit) {
    let outline = unit.outline
    let settings = (0..<outline.classCount).filter { index in
      reader.externalBases(ofClass: index, in: unit).contains {
        facts.reading.settings.contains($0.last)
      }
    }
    guard !settings.isEmpty else { return }
    let prefixes = settingsPrefixes(in: unit)
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      guard let owner = assignment.scope.classDefinition, settings.contains(owner),
        let name = unit.targetName(assignment.target)
      else { continue }
      let variable = (prefixes[owner] ?? "") + name.uppercased()
      guard let provider = provider(variable: variable) else { continue }
      record(variable, of: provider, line: outline.line(assignment.target), in: unit)
    }
  }

  /// What classes of settings put before the names of their fields, by class:
  /// `model_config = SettingsConfigDict(env_prefix="SHOP_")`, or `env_prefix` of the class `Config` in one.
  private func settingsPrefixes(in unit: SourceUnit) -> [Int: String] {
    let outline = unit.outline
    var prefixes: [Int: String] = [:]
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      guard let owner = assignment.scope.classDefinition,
        let name = unit.targetName(assignment.target)
      else { continue }
      if name == "env_prefix", let text = outline.text(assignment.value),
        let holder = outline.classScope(owner).classDefinition
      {
        prefixes[holder] = text.uppercased()
      } else if name == "model_config", outline.kind(assignment.value) == .call,
        let text = reader.select(
          ArgumentSelector("env_prefix"), of: CodeCall(unit: unit, node: assignment.value)
        ).lazy.compactMap(\.literal).first
      {
        prefixes[owner] = text.uppercased()
      }
    }
    return prefixes
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
  func mayReadEnvironment(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
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
