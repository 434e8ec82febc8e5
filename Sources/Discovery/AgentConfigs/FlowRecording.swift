import Estate
import Formats

/// Records a flow of n8n, Flowise, Langflow or ComfyUI: a workflow, its agents, and the models, tools, memories and
/// stores that are wired to them.
struct FlowRecording {
  let agents: AgentFileRecording

  private typealias Known = (node: FlowNodes.Node, type: AgentFileFacts.NodeType)

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    if recordTool(root, &record) { return }
    if let flow = ComfyNodes(root) {
      return ComfyRecording(agents: agents).record(flow, name: root["name"], &record)
    }
    let flow = FlowNodes(root)
    let known = flow.nodes.compactMap { node in
      agents.facts.node(node.type, category: node.category).map { (node: node, type: $0) }
    }
    // A flow without a model or an agent is no AI, unless it fills an index; one known node may be chance.
    let meanings = Set(known.map(\.type.meaning))
    guard
      !meanings.isDisjoint(with: [.agent, .model])
        || meanings.isSuperset(of: [.embedding, .vectorIndex])
    else { return }
    let name = root["name"]
    let workflow = agents.agent(
      "flow", name: name?.text ?? String(agents.entry.name),
      ["framework": .text(flow.framework), "type": "workflow"], line: name?.line ?? 1, &record)
    var members: [String: AssetID] = [:]
    for (node, type) in known where type.meaning == .agent {
      let id = agents.agent(
        node.key, name: node.name,
        [
          "framework": .text(flow.framework),
          "type": node.type.lowercased().contains("chain") ? "chain" : "assistant",
        ], line: node.line, &record)
      record.relation(.delegatesTo, from: workflow, to: id, line: node.line)
      members[node.key] = id
      recordMessage(of: node, id, &record)
      recordMessages(of: node, id, &record)
    }
    for item in known where item.type.meaning != .agent {
      let users = self.users(of: item.node.key, flow, members)
      self.record(item, users.isEmpty ? [workflow] : users, &record)
    }
    for (node, type) in known { recordCredentials(of: node, type, &record) }
  }

  /// The secrets that the product keeps for the nodes that ask models and keep vectors.
  private func recordCredentials(
    of node: FlowNodes.Node, _ type: AgentFileFacts.NodeType, _ record: inout Recorder
  ) {
    guard [.model, .embedding, .vectorIndex].contains(type.meaning) else { return }
    for credential in node.credentials.prefix(8) {
      let properties: [String: Value] = [
        "type": "stored-credential", "leaked": false, "state": "unknown",
        "scope": .text(agents.scope),
      ]
      let native = "\(agents.native)#credential/\(credential.type)/\(credential.name)"
      let id = record.asset(
        AssetID(.credential, "repo", native), .credential, name: PlainLine.of(credential.type),
        properties: properties,
        line: credential.line, confidence: agents.confidence)
      record.relation(
        .contains, from: agents.entry.repository.id, to: id, line: credential.line)
      guard let provider = type.provider.flatMap({ agents.facts.providers[$0] }) else { continue }
      record.asset(
        provider.id, provider.kind, name: provider.name, properties: provider.properties(),
        line: credential.line, confidence: agents.confidence)
      record.relation(.authenticatesAs, from: id, to: provider.id, line: credential.line)
    }
  }

  /// Where a flow is called from outside: an address of the product's, open to all unless it asks who calls.
  private func recordTrigger(
    _ node: FlowNodes.Node, _ users: [AssetID], _ record: inout Recorder
  ) {
    let authentication = node.parameters["authentication"]?.text ?? "none"
    let properties: [String: Value] = [
      "scope": .text(agents.scope), "authenticated": .boolean(authentication != "none"),
    ]
    let id = record.asset(
      AssetID(.endpoint, "repo", "\(agents.native)#\(node.key)"), .endpoint,
      name: PlainLine.of(node.name), properties: properties, line: node.line,
      confidence: agents.confidence)
    for user in users { record.relation(.exposes, from: id, to: user, line: node.line) }
  }

  /// The agents that a node is wired to, over other nodes.
  private func users(
    of key: String, _ flow: FlowNodes, _ members: [String: AssetID]
  ) -> [AssetID] {
    var (open, seen): ([String], Set<String>) = ([key], [key])
    var users: [AssetID] = []
    while let next = open.popLast(), seen.count < 1000 {
      for target in flow.targets[next] ?? [] where seen.insert(target).inserted {
        if let member = members[target] { users.append(member) } else { open.append(target) }
      }
    }
    return users.sorted { $0.text < $1.text }
  }

  private func record(_ item: Known, _ users: [AssetID], _ record: inout Recorder) {
    let (node, type) = item
    let native = "\(agents.native)#\(node.key)"
    let properties: [String: Value] = ["scope": .text(agents.scope)]
    func asset(
      _ kind: AssetKind, _ relation: RelationKind, name: String? = nil,
      _ more: [String: Value] = [:]
    ) {
      let id = record.asset(
        AssetID(kind, "repo", native), kind, name: PlainLine.of(name ?? node.name),
        properties: properties.merging(more) { $1 }, line: node.line,
        confidence: agents.confidence)
      for user in users { record.relation(relation, from: user, to: id, line: node.line) }
    }
    switch type.meaning {
    case .model, .embedding:
      let model = model(node)
      for user in users {
        agents.use(
          model?.text, provider: type.provider, by: user, line: model?.line ?? node.line,
          role: type.meaning == .embedding ? "embedding" : nil, &record)
        recordMessage(of: node, user, &record)
        recordMessages(of: node, user, &record)
      }
      recordAddress(of: node, &record)
    case .tool: asset(.tool, .canCall)
    case .vectorIndex:
      let name = text(of: agents.facts.indexParameters, node)?.text
      asset(.vectorIndex, .retrievesFrom, name: name, ["engine": .text(type.engine ?? "other")])
      if let mode = node.parameters["mode"]?.text, agents.facts.toolModes.contains(mode) {
        asset(.tool, .canCall, name: node.parameters["toolName"]?.text)
      }
    case .memory: asset(.memory, .remembersIn)
    case .trigger: recordTrigger(node, users, &record)
    case .source:
      let operation = node.parameters["operation"]?.text
      guard type.operations.isEmpty || operation.map(type.operations.contains) == true else {
        return
      }
      let id = record.asset(
        AssetID(.contentSource, "repo", native), .contentSource, name: PlainLine.of(node.name),
        properties: properties.merging(
          type.isUntrusted ? ["trust": "untrusted"] : [:]
        ) { $1 }, line: node.line, confidence: agents.confidence)
      for user in users { record.relation(.ingestedBy, from: id, to: user, line: node.line) }
    case .prompt:
      for key in ["template", "systemMessagePrompt"] {
        guard let value = node.parameters[key], let text = value.text ?? value["value"]?.text
        else { continue }
        for user in users {
          agents.prompt(
            text, node.key, name: node.name, role: "template", line: value.line, of: user, &record)
        }
        return
      }
    case .agent: break
    }
  }

  /// The messages of a node of n8n that instruct a model: those of a chain, and of one that calls an API.
  private func recordMessages(
    of node: FlowNodes.Node, _ agent: AssetID, _ record: inout Recorder
  ) {
    let parameters = node.parameters
    let system =
      (parameters.at("messages.messageValues")?.items ?? []).map { $0["message"] }
      + (parameters.at("messages.values")?.items ?? []).filter { $0["role"]?.text == "system" }
      .map { $0["content"] }
    let texts = system.compactMap { $0 } + [parameters["text"]].compactMap { $0 }
    for (number, value) in texts.prefix(50).enumerated() {
      // What begins with `=` is a text with expressions in it.
      guard let written = value.text, written.utf8.count < 65_536 else { continue }
      let text = written.hasPrefix("=") ? String(written.dropFirst()) : written
      guard number < system.count || agents.facts.isPrompt(text) else { continue }
      agents.prompt(
        text, "\(node.key).messages.\(number)", name: "Message of \(node.name)", role: "system",
        line: value.line, of: agent, &record)
    }
  }

  private func recordMessage(
    of node: FlowNodes.Node, _ agent: AssetID, _ record: inout Recorder
  ) {
    let message =
      node.parameters.at("options.systemMessage") ?? node.parameters["system_prompt"]
      ?? node.parameters["system_message"]
      ?? node.parameters["systemMessage"]
    guard let text = message?.text ?? message?["value"]?.text else { return }
    agents.prompt(
      text, "\(node.key).system", name: "System message of \(node.name)", role: "system",
      line: message?.line, of: agent, &record)
  }

  private func recordAddress(of node: FlowNodes.Node, _ record: inout Recorder) {
    for key in ["baseUrl", "basePath", "base_url", "baseURL"] {
      guard let value = node.parameters[key] ?? node.parameters.at("options.\(key)"),
        let text = value.text ?? value["value"]?.text,
        let endpoint = ModelEndpoint(text, isNamed: true, agents.facts.providers)
      else { continue }
      endpoint.record(
        &record, in: agents.entry, scope: agents.scope, line: value.line,
        confidence: agents.confidence)
      return
    }
  }

  /// The model that a node is set to.
  private func model(_ node: FlowNodes.Node) -> (text: String, line: Int)? {
    text(of: agents.facts.modelParameters, node)
  }

  /// The first of some parameters that a node is given: a text, or an object that holds it.
  private func text(of keys: [String], _ node: FlowNodes.Node) -> (text: String, line: Int)? {
    for key in keys {
      guard let value = node.parameters[key] else { continue }
      if let text = value.text ?? value["value"]?.text, !text.isEmpty, !text.hasPrefix("=") {
        return (text, value.line)
      }
    }
    return nil
  }

  /// A tool of one's own that Flowise exports by itself.
  private func recordTool(_ root: DocumentNode, _ record: inout Recorder) -> Bool {
    guard let name = root["name"], let text = name.text, root["nodes"] == nil,
      root["func"]?.text != nil, root["schema"] != nil, root["description"] != nil
    else { return false }
    record.asset(agents.entry.repository.id, .repository, name: agents.entry.repository.name)
    let id = record.asset(
      AssetID(.tool, "repo", "\(agents.native)#\(text)"), .tool, name: PlainLine.of(text),
      properties: ["scope": .text(agents.scope)], line: name.line, confidence: agents.confidence)
    record.relation(.contains, from: agents.entry.repository.id, to: id, line: name.line)
    return true
  }
}
