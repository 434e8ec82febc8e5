import Estate
import Formats

/// Providers and addresses of model APIs that no construct names.
extension SourceLinker {
  /// The address of a provider's API.
  func provider(of node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let text = unit.outline.text(node), text.utf8.count < 300,
      text.hasPrefix("https://") || text.hasPrefix("http://") || text.hasPrefix("wss://"),
      !text.contains("/docs"), let provider = facts.providers.provider(address: text),
      !provider.isLocal || text.contains(":11434") || text.contains("/v1"),
      unit.givenName(node).map(facts.texts.namesLink) != true
    else { return }
    let line = unit.outline.line(node)
    recordProvider(Thing(provider), line: line, in: unit)
    if provider.givesContent { content(at: text, node, in: unit) }
    if provider.keepsTraces {
      relation(
        .sendsTo, from: application(unit), to: provider.id, line: line, in: unit,
        basis: .inferred, confidence: 0.5)
    }
    guard provider.servesModels else { return }
    relation(
      .usesModel, from: application(unit), to: provider.id, line: line, in: unit,
      basis: .inferred, confidence: 0.7)
    if let model = facts.models.served(at: text) {
      recordModel(model, line: line, in: unit)
      relation(.usesModel, from: application(unit), to: model.id, line: line, in: unit)
    }
    if text.contains(":11434") || isRequested(node, text, in: unit) {
      address(text, named: "", at: node, in: unit)
    }
  }

  /// The address at which a model of one's own is asked: `http://localhost:8080/predict`.
  func predictionAddress(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let text = unit.outline.text(node), text.utf8.count < 300,
      let server = ServerAddress(text), server.isHostKnown,
      facts.texts.isOfPrediction(server.path),
      unit.givenName(node) != nil || isRequested(node, text, in: unit)
    else { return }
    address(text, named: "", at: node, in: unit, isOfServer: true)
  }

  /// The web, as a service gives it that searches or reads it.
  private func content(
    at address: String, _ node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    guard known(.place(CodePlace(unit: unit.index, node: node))) == nil else { return }
    let parts = address.prefix { $0 != "?" && $0 != "#" }
    let thing = Thing(
      AssetID(.contentSource, "url", String(parts)), .contentSource, PlainLine.of(String(parts)))
    let line = unit.outline.line(node)
    asset(
      thing, ["type": .text("search"), "trust": .text("untrusted")], line: line, in: unit,
      confidence: 0.8 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  /// Whether the address of an API, with the path of one of its operations, is what a request is sent to: the
  /// argument of a call, or a constant.
  func isRequested(
    _ node: SourceOutline.Expression, _ text: String, in unit: SourceUnit
  ) -> Bool {
    guard let address = ServerAddress(text), address.path.count > 1 else { return false }
    if unit.givenName(node) != nil { return true }
    guard let parent = unit.parent(of: node), unit.outline.kind(parent) == .call else {
      return false
    }
    return unit.outline.arguments(parent).first == node
  }

  /// The address of a provider's API whose last parts are put in: `https://router.huggingface.co/${model}`.
  func provider(ofTemplate node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let first = unit.outline.firstChild(node),
      unit.outline.text(first)?.hasPrefix("https://") == true,
      case .template(let pieces, let place) = reader.meaning(node, in: unit),
      place.unit == unit.index, place.node == node, case .text(let text)? = pieces.first,
      text.hasPrefix("https://"), let end = text.lastIndex(of: "/"),
      let address = ServerAddress(String(text[...end])), address.isHostKnown,
      text[..<end].utf8.count > "https://".utf8.count,
      facts.providers.provider(address: String(text[...end]))?.isLocal == false
    else { return }
    self.address(String(text[...end]), named: "", at: node, in: unit)
  }

  /// The address of a model API, held by something that is called an address.
  func address(
    _ text: String, named name: String, at node: SourceOutline.Expression, in unit: SourceUnit,
    isOfServer: Bool = false
  ) {
    // Servers of tests are stand-ins.
    guard unit.scope != "test",
      let endpoint = ModelEndpoint(
        text, isNamed: facts.texts.isOfModels(name) || Self.isBaseOfAPI(text),
        isOfServer: isOfServer || facts.texts.servers.isServer(name), facts.providers)
    else { return }
    let id = endpoint.id(in: projectFolder(unit).repository)
    let line = unit.outline.line(node)
    asset(
      Thing(id, .endpoint, endpoint.url), endpoint.properties, line: line, in: unit,
      confidence: 0.8 * confidence(unit))
    relation(.contains, from: application(unit), to: id, line: line, in: unit)
  }

  /// Whether an address is nothing but where an API like that of OpenAI begins, which code that uses AI is given:
  /// `http://localhost:8080/v1`.
  private static func isBaseOfAPI(_ text: String) -> Bool {
    guard let address = ServerAddress(text) else { return false }
    return address.isLoopback && address.port != nil && ["/v1", "/v1/"].contains(address.path)
  }

  /// The deployment that a client asks on a host which only settings name:
  /// `` `${endpoint}/openai/deployments/${deployment}` ``.
  func recordDeployment(_ occurrence: Occurrence) {
    for case .template(let pieces, let place) in values(of: "url", occurrence) {
      let path = pieces.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      guard place.unit == occurrence.unit.index, occurrence.unit.scope != "test",
        case .hole? = pieces.first, path.contains("/deployments/")
      else { continue }
      let name = pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .hole(let name): "{\(name)}"
        }
      }.joined()
      let unit = occurrence.unit
      let line = unit.outline.line(place.node)
      let label = PlainLine.of(name, limit: 160)
      let thing = Thing(
        AssetID(.endpoint, "repo", "\(projectFolder(unit).repository.native)#\(label)"), .endpoint,
        label)
      asset(thing, line: line, in: unit, confidence: 0.7 * confidence(unit))
      contain(thing, line: line, in: unit)
    }
  }

  /// The default of a variable of the environment that is called an address, whatever is given it:
  /// `base or os.getenv("OPENAI_BASE_URL", "https://api.openai.com/v1")`.
  func addressOfEnvironment(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let arguments = unit.outline.arguments(node)
    guard unit.family == .python, arguments.count == 2,
      unit.outline.kind(arguments[1]) == .string,
      let written = unit.outline.text(arguments[1]),
      written.contains("://") || ModelEndpoint.isHostWithPort(written),
      case .environment(let variable, .text(let text, let place)?) = reader.meaning(node, in: unit),
      place.unit == unit.index, names.namesAddress(variable)
    else { return }
    address(text, named: variable, at: place.node, in: unit)
  }

  /// A literal, or the default of a variable of the environment, that is the address of a model API.
  func address(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    guard names.namesAddress(name) else { return }
    switch unit.outline.kind(value) {
    case .string:
      if let text = unit.outline.text(value),
        text.contains("://") || ModelEndpoint.isHostWithPort(text)
      {
        address(text, named: name, at: value, in: unit)
        serverAddress(text, named: name, at: CodePlace(unit: unit.index, node: value))
      }
    case .call, .operation:
      var (variable, found) = ("", reader.meaning(value, in: unit))
      if case .environment(let name, let standard?) = found { (variable, found) = (name, standard) }
      guard case .text(let text, let place) = found, place.unit == unit.index,
        text.contains("://") || ModelEndpoint.isHostWithPort(text)
      else { return }
      address(text, named: "\(name) \(variable)", at: place.node, in: unit)
      serverAddress(text, named: "\(name) \(variable)", at: place)
    default: break
    }
  }
}
