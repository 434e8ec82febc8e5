import Estate
import Formats

/// Records what constructs make, and what belongs to what.
extension SourceLinker {
  func record(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    switch occurrence.construct.product {
    case nil: break
    case .binding: bind(occurrence)
    case .model where Self.isOwnModel(occurrence.construct): recordThing(occurrence)
    case .model:
      recordModels(occurrence)
      guardUsers(at: occurrence)
    case .call:
      recordTelemetry(occurrence)
      if isAgentCall(occurrence) { recordThing(occurrence) }
      recordModels(occurrence)
      guardUsers(at: occurrence)
      for role in ["prompt", "messages", "tools", "mcp"] { _ = attached(role, occurrence) }
      recordUserPrompt(occurrence)
      recordAddress(occurrence)
    case .client:
      recordTraces(occurrence)
      if let provider = provider(of: occurrence) {
        recordProvider(provider, line: occurrence.line, in: unit)
        for user in users(at: occurrence) {
          relation(
            .usesModel, from: user, to: provider.id, line: occurrence.line, in: unit,
            basis: .inferred)
        }
        applySignals(occurrence, on: provider)
      }
      recordDeployment(occurrence)
      if !values(of: "model", occurrence).isEmpty { recordModels(occurrence) }
    case .mcpClient:
      _ = mcpServers(occurrence)
      _ = hostedTool(occurrence)
    case .prompt, .message:
      recordPrompt(occurrence)
    case .retriever: recordRetriever(occurrence)
    case .action: break
    case .tracing: recordTracing(occurrence)
    default: recordThing(occurrence)
    }
  }

  /// The address in a request to a model API: `post("http://gpu-box:8000/v1/chat/completions", …)`.
  private func recordAddress(_ occurrence: Occurrence) {
    guard occurrence.unit.family == .python else { return }
    for case .text(let text, let place) in values(of: "url", occurrence)
    where place.unit == occurrence.unit.index {
      address(text, named: "llm", at: place.node, in: occurrence.unit)
    }
  }

  private func recordUserPrompt(_ occurrence: Occurrence) {
    let scope = occurrence.calls.first?.node.map(occurrence.unit.outline.scope)
    let owner =
      scope.flatMap { enclosingFunction($0, occurrence.unit) } ?? name(of: occurrence)
      ?? occurrence.symbol.last
    for value in values(of: "user", occurrence) { _ = userPrompt(value, owner: owner) }
  }

  private func recordThing(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    if occurrence.construct.product == .training { recordUnknownModels(occurrence) }
    let found = things(for: occurrence.key)
    if found.isEmpty, Self.isStoreClient(occurrence.construct) { recordClient(occurrence) }
    for thing in found {
      var properties = properties(of: occurrence)
      if thing.kind == .model, !occurrence.alternatives.isEmpty {
        properties["architecture"] = .text(thing.name)
      }
      asset(thing, properties, line: occurrence.line, in: unit)
      // An agent that a function of the repository makes for others is seen where that is written, too.
      if thing.kind == .agent, let call = occurrence.calls.first, occurrence.site != nil,
        call.unit.scope != "vendored", let node = call.node
      {
        asset(thing, line: call.unit.outline.line(node), in: call.unit)
      }
      // What decorates a function over several lines, or far above it, is seen there, too.
      if case .function = occurrence.key, let node = occurrence.calls[0].node,
        occurrence.line - occurrence.calls[0].unit.outline.line(node) > 2
      {
        asset(thing, line: occurrence.calls[0].unit.outline.line(node), in: unit)
      }
      // A decorated function and what it gives are seen in both places.
      for call in occurrence.scope == nil ? occurrence.calls.dropFirst() : occurrence.calls[...] {
        guard
          let line = call.node.map(call.unit.outline.line)
            ?? call.function.map(call.unit.outline.functionLine)
        else { continue }
        asset(thing, line: line, in: call.unit)
      }
      if [.agent, .mcpServer, .tool, .guardrail, .contentSource].contains(thing.kind) {
        recordInstances(of: thing, occurrence.key)
      }
      if thing.kind == .tool || thing.kind == .guardrail { recordFunction(of: thing, occurrence) }
      if thing.kind == .tool { recordGiver(of: thing, occurrence) }
      if thing.kind == .vectorIndex { recordName(of: thing, occurrence) }
      if thing.kind == .endpoint { recordAddress(of: thing, occurrence) }
      if thing.kind == .mcpServer { noteAccess(of: thing, occurrence) }
      contain(thing, line: occurrence.line, in: unit)
      applySignals(occurrence, on: thing)
      if [.agent, .endpoint].contains(thing.kind) { recordTelemetry(occurrence, of: thing) }
      attachArguments(occurrence, to: thing)
      attachToReceiver(thing, occurrence)
      relateDefaultProvider(of: thing, occurrence)
    }
    if occurrence.construct.product == .artifact, found.isEmpty {
      signalUsers(of: occurrence)
    }
    switch occurrence.construct.product {
    case .training:
      relateLineage(occurrence)
      relateTraining(occurrence)
      recordTrained(occurrence)
    case .artifact:
      relateLoading(occurrence)
      recordArtifactPath(occurrence)
      recordHandedArtifacts(occurrence)
      recordRegistration(occurrence)
    case .guardrail:
      if let provider = provider(of: occurrence) {
        recordProvider(provider, line: occurrence.line, in: unit)
      }
    case .registry where occurrence.construct.arguments["at"] != nil:
      // One of many settings says where a job reports to.
      let line = line(of: "at", occurrence)
      for thing in found { asset(thing, line: line, in: unit) }
    case .dataset:
      relateWriting(occurrence)
      recordPaths(occurrence)
      recordDatasetNames(occurrence)
    default: break
    }
  }

  /// An agent, server or tool that is a class is seen where it is made, too.
  ///
  /// - Parameter scopes: nil for all but what is vendored.
  func recordInstances(
    of thing: Thing, _ key: ThingKey, confidence: Double? = nil, within scopes: Set<String>? = nil
  ) {
    guard case .definition = key else { return }
    for place in callers[key] {
      let unit = project.units[place.unit]
      guard scopes?.contains(unit.scope) ?? (unit.scope != "vendored") else { continue }
      asset(thing, line: unit.outline.line(place.node), in: unit, confidence: confidence)
    }
  }

  /// A tool that a function makes for others is seen where the function begins, far above:
  /// `const search = ({ session }) => tool({ … })`.
  private func recordGiver(of thing: Thing, _ occurrence: Occurrence) {
    guard case .place(let place) = occurrence.key, occurrence.site == nil else { return }
    let unit = occurrence.unit
    let top = unit.outermost(place.node)
    guard let function = unit.outline.scope(top).function,
      unit.returns(of: function).contains(top)
    else { return }
    let line = unit.outline.functionLine(function)
    if occurrence.line - line > 2 { asset(thing, line: line, in: unit) }
  }

  /// A tool that wraps a function is seen where that stands, too.
  private func recordFunction(of thing: Thing, _ occurrence: Occurrence) {
    for value in values(of: "function", occurrence) {
      switch value {
      case .function(let home, let index, _)
      where occurrence.key != .function(unit: home, index: index):
        let unit = project.units[home]
        guard !unit.outline.functionName(index).isEmpty else { continue }
        asset(thing, line: unit.outline.functionLine(index), in: unit)
      case .definition(let home, let index)
      where occurrence.key != .definition(unit: home, index: index):
        let unit = project.units[home]
        asset(thing, line: unit.outline.classLine(index), in: unit)
      default: break
      }
    }
  }

  private func recordPrompt(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    for thing in things(for: occurrence.key) {
      asset(thing, properties(of: occurrence), line: occurrence.line, in: unit)
      contain(thing, line: occurrence.line, in: unit)
      applySignals(occurrence, on: thing)
      attachToReceiver(thing, occurrence)
      recordFunction(of: thing, occurrence)
      for case .function(let home, let index, _) in values(of: "function", occurrence)
        + values(of: "text", occurrence)
      {
        recordTexts(of: thing, givenBy: index, in: project.units[home])
      }
    }
    guard occurrence.construct.arguments["guardrails"] != nil else { return }
    // What checks the answer to a task guards those who are given it.
    let agents = attached("agents", occurrence)
    for guardrail in attached("guardrails", occurrence) {
      if guardrail.kind == .guardrail {
        // Where it is put in charge.
        asset(guardrail, line: line(of: "guardrails", occurrence), in: unit)
      }
      for agent in agents {
        relate(agent, guardrail, role: "guardrails", line: occurrence.line, in: unit)
      }
    }
  }

  /// A guardrail that a model is asked with guards those who ask.
  private func guardUsers(at occurrence: Occurrence) {
    guard occurrence.construct.arguments["guardrails"] != nil else { return }
    for guardrail in attached("guardrails", occurrence) where guardrail.kind == .guardrail {
      for user in users(at: occurrence) {
        relation(
          .guardedBy, from: user, to: guardrail.id, line: occurrence.line, in: occurrence.unit)
      }
    }
  }

  // MARK: Properties

  func properties(of occurrence: Occurrence) -> [String: Value] {
    let construct = occurrence.construct
    var properties: [String: Value] = [:]
    switch construct.product {
    case .agent, .call:
      properties["type"] = .text(construct.facts["type"] ?? "assistant")
      if let framework = construct.framework { properties["framework"] = .text(framework) }
      if let address = agentAddress(occurrence) { properties["url"] = .text(address) }
    case .tool, .toolkit: properties = toolProperties(construct.effects)
    case .model: properties = ownModelProperties(occurrence)
    case .artifact:
      if let format = construct.facts["format"] { properties["format"] = .text(format) }
    case .store:
      for key in ["type", "engine"] {
        if let value = construct.facts[key] { properties[key] = .text(value) }
      }
    case .vectorIndex, .memory, .registry:
      if let engine = construct.facts["engine"] { properties["engine"] = .text(engine) }
    case .source:
      if let type = construct.facts["type"] { properties["type"] = .text(type) }
      if let trust = construct.facts["trust"] { properties["trust"] = .text(trust) }
    case .guardrail:
      if !construct.covers.isEmpty { properties["covers"] = .texts(construct.covers) }
    case .evaluation:
      if let type = construct.facts["type"] ?? construct.framework {
        properties["type"] = .text(type)
      }
    case .mcpServer:
      if let transport = literal(of: "transport", occurrence) ?? construct.facts["transport"] {
        properties["transport"] = .text(Self.transport(transport))
      }
      properties.merge(access(of: occurrence)) { $1 }
      properties.merge(startOfServer(occurrence)) { $1 }
    case .endpoint:
      if let host = literal(of: "host", occurrence) { properties["bind_address"] = .text(host) }
      if let port = literal(of: "port", occurrence) { properties["ports"] = .texts([port]) }
    default: break
    }
    if let description = literal(of: "description", occurrence) {
      properties["description"] = .text(PlainLine.of(description))
    }
    for rule in construct.properties {
      if let value = value(of: rule, occurrence) { properties[rule.property] = value }
    }
    return properties
  }

  static func transport(_ text: String) -> String {
    switch text.lowercased() {
    case "stdio": "stdio"
    case "sse": "sse"
    case "ws", "websocket": "websocket"
    default: "http"
    }
  }

  private func value(of rule: Construct.PropertyRule, _ occurrence: Occurrence) -> Value? {
    let given = occurrence.calls.flatMap { reader.select(rule.arguments, of: $0) }
    guard let value = given.first else { return rule.absent }
    guard let text = value.scalar else { return nil }
    if let values = rule.values { return values[text.lowercased()] }
    return .text(PlainLine.of(text))
  }

  // MARK: Signals

  func applySignals(_ occurrence: Occurrence, on thing: Thing) {
    let construct = occurrence.construct
    for rule in construct.signals {
      guard let detail = detail(of: rule, occurrence) else { continue }
      signal(
        rule.signal, on: thing.id, detail, line: line(of: rule, occurrence), in: occurrence.unit)
    }
    guard construct.product == .artifact, construct.facts["access"] != "save" else { return }
    let isSafe = construct.unsafeUnless.contains { item in
      occurrence.calls.contains { call in
        reader.select(item.argument, of: call).contains {
          $0.scalar?.lowercased() == item.value.lowercased()
        }
      }
    }
    if construct.isUnsafe || !construct.unsafeUnless.isEmpty && !isSafe {
      signal(
        "source.unsafe-load", on: thing.id, ["with": .text(occurrence.symbol.description)],
        line: occurrence.line, in: occurrence.unit)
    }
  }

  /// Where the argument stands that a signal is about, else the call.
  private func line(of rule: Construct.SignalRule, _ occurrence: Occurrence) -> Int {
    for call in occurrence.calls where call.unit.index == occurrence.unit.index {
      if let node = reader.expression(rule.test.arguments, of: call) {
        return call.unit.outline.line(node)
      }
    }
    return occurrence.line
  }

  /// What is known of a signal that holds; nil where it does not.
  private func detail(
    of rule: Construct.SignalRule, _ occurrence: Occurrence
  ) -> [String: Value]? {
    let given = occurrence.calls.flatMap { reader.select(rule.test.arguments, of: $0) }
    guard let value = rule.test.holds(for: given) else { return nil }
    var detail: [String: Value] = ["construct": .text(occurrence.symbol.last)]
    if !value.isEmpty { detail["value"] = .text(PlainLine.of(value, limit: 64)) }
    return detail
  }
}
