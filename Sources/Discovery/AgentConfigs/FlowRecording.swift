import Estate
import Formats

/// Records a flow of n8n, Flowise or Langflow: one agent, with the models, tools and stores of its nodes.
struct FlowRecording {
  let agents: AgentFileRecording

  private struct Node {
    let type: String
    let name: String
    let parameters: DocumentNode
    let line: Int
  }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    let (nodes, framework) = nodes(root)
    let known = nodes.compactMap { node in
      agents.facts.node(node.type).map { (node, $0) }
    }
    // A flow without a model or an agent is no AI; one known node may be chance.
    guard known.contains(where: { [.agent, .model].contains($0.1.meaning) }) else { return }
    let name = root["name"]?.text ?? String(agents.entry.name)
    let agent = agents.agent(
      "flow", name: name, ["framework": .text(framework), "type": "workflow"], line: nil, &record)
    for (node, type) in known { self.record(node, type, agent, &record) }
  }

  private func record(
    _ node: Node, _ type: AgentFileFacts.NodeType, _ agent: AssetID, _ record: inout Recorder
  ) {
    let native = "\(agents.native)#\(node.name)"
    let properties: [String: Value] = ["scope": .text(agents.scope)]
    switch type.meaning {
    case .model, .embedding:
      agents.use(
        model(node), provider: type.provider, by: agent, line: node.line,
        role: type.meaning == .embedding ? "embedding" : nil, &record)
    case .tool:
      let id = record.asset(
        AssetID(.tool, "repo", native), .tool, name: PlainLine.of(node.name),
        properties: properties, line: node.line, confidence: agents.confidence)
      record.relation(.canCall, from: agent, to: id, line: node.line)
    case .vectorIndex:
      let id = record.asset(
        AssetID(.vectorIndex, "repo", native), .vectorIndex, name: PlainLine.of(node.name),
        properties: properties.merging(["engine": .text(type.engine ?? "other")]) { $1 },
        line: node.line, confidence: agents.confidence)
      record.relation(.retrievesFrom, from: agent, to: id, line: node.line)
    case .memory:
      let id = record.asset(
        AssetID(.memory, "repo", native), .memory, name: PlainLine.of(node.name),
        properties: properties, line: node.line, confidence: agents.confidence)
      record.relation(.remembersIn, from: agent, to: id, line: node.line)
    case .agent:
      let message =
        node.parameters.at("options.systemMessage") ?? node.parameters["system_prompt"]
        ?? node.parameters["systemMessage"]
      if let text = message?.text ?? message?["value"]?.text {
        agents.prompt(
          text, node.name, name: "System message of \(node.name)", role: "system",
          line: message?.line, of: agent, &record)
      }
    }
  }

  /// The model that a node is set to: a text, or an object that holds it.
  private func model(_ node: Node) -> String? {
    for key in agents.facts.modelParameters {
      guard let value = node.parameters[key] else { continue }
      if let text = value.text ?? value["value"]?.text, !text.hasPrefix("=") { return text }
    }
    return nil
  }

  private func nodes(_ root: DocumentNode) -> ([Node], String) {
    let direct = root["nodes"]?.items ?? []
    if direct.contains(where: { $0["type"]?.text?.contains("n8n-nodes") == true }) {
      let nodes = direct.filter { $0["disabled"]?.boolean != true }.compactMap { node in
        node["type"]?.text.map { type in
          Node(
            type: type, name: node["name"]?.text ?? type,
            parameters: node["parameters"] ?? DocumentNode(.null, line: node.line),
            line: node.line)
        }
      }
      return (nodes, "n8n")
    }
    // Langflow keeps the flow below `data`; both keep a node's own facts below its `data`.
    let items = root.at("data.nodes")?.items ?? direct
    var framework = "flowise"
    let nodes = items.compactMap { item -> Node? in
      guard let data = item["data"], item["position"] != nil else { return nil }
      if let template = data.at("node.template") {
        framework = "langflow"
        guard let type = data["type"]?.text else { return nil }
        return Node(
          type: type, name: data.at("node.display_name")?.text ?? type, parameters: template,
          line: item.line)
      }
      guard let type = data["name"]?.text, data["inputs"] != nil else { return nil }
      return Node(
        type: type, name: data["label"]?.text ?? type,
        parameters: data["inputs"] ?? DocumentNode(.null, line: item.line), line: item.line)
    }
    return (nodes, framework)
  }
}
