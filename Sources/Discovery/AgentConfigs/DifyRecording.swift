import Estate
import Formats

/// Records an application of Dify: one agent, with the models, tools and datasets of its nodes.
struct DifyRecording {
  let agents: AgentFileRecording

  private static let nodeLimit = 2000

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    let modes: Set<String> = [
      "chat", "agent-chat", "advanced-chat", "workflow", "completion", "agent",
    ]
    guard let app = root["app"], let mode = app["mode"]?.text, modes.contains(mode),
      root["workflow"] != nil || root["model_config"] != nil
    else { return }
    let name = app["name"]?.text ?? String(agents.entry.name)
    let type = mode == "workflow" || mode == "advanced-chat" ? "workflow" : "assistant"
    let agent = agents.agent(
      "app", name: name, ["framework": "dify", "type": .text(type)],
      line: app["name"]?.line ?? app.line, &record)
    if let configuration = root["model_config"] {
      recordModel(configuration["model"], agent, &record)
      if let node = configuration["pre_prompt"], let text = node.text {
        agents.prompt(
          text, "pre_prompt", name: "Prompt of \(name)", role: "system", line: node.line,
          of: agent, &record)
      }
      for tool in configuration.at("agent_mode.tools")?.items ?? [] {
        recordTool(tool["tool_name"]?.text, agent, tool.line, &record)
      }
    }
    for node in (root.at("workflow.graph.nodes")?.items ?? []).prefix(Self.nodeLimit) {
      guard let data = node["data"] else { continue }
      switch data["type"]?.text {
      case "agent": recordAgent(node, data, of: agent, &record)
      case "llm", "parameter-extractor", "question-classifier":
        recordModel(data["model"], agent, &record)
        for (number, message) in (data["prompt_template"]?.items ?? []).enumerated()
        where message["role"]?.text == "system" {
          agents.prompt(
            message["text"]?.text ?? "", "\(node["id"]?.scalar ?? "node")/\(number)",
            name: "\(data["title"]?.text ?? "LLM") system message", role: "system",
            line: message.line, of: agent, &record)
        }
      case "tool", "http-request", "code":
        recordTool(
          data["tool_name"]?.text ?? data["title"]?.text ?? data["type"]?.text, agent, data.line,
          &record)
      case "knowledge-retrieval":
        let title = data["title"]?.text ?? "Knowledge"
        let id = record.asset(
          AssetID(.vectorIndex, "repo", "\(agents.native)#\(title)"), .vectorIndex,
          name: PlainLine.of(title),
          properties: ["engine": "dify", "scope": .text(agents.scope)], line: data.line)
        record.relation(.retrievesFrom, from: agent, to: id, line: data.line)
      default: break
      }
    }
  }

  /// A node that decides by itself which tools to call: an agent of its own within the flow.
  private func recordAgent(
    _ node: DocumentNode, _ data: DocumentNode, of flow: AssetID, _ record: inout Recorder
  ) {
    let key = node["id"]?.scalar ?? "agent"
    let title = data["title"]
    let name = title?.text ?? "Agent"
    let agent = agents.agent(
      "agent/\(key)", name: name, ["framework": "dify", "type": "assistant"],
      line: title?.line ?? data.line, &record)
    record.relation(.contains, from: flow, to: agent, line: title?.line ?? data.line)
    let parameters = data["agent_parameters"]
    func value(_ key: String) -> DocumentNode? { parameters?[key].map { $0["value"] ?? $0 } }
    recordModel(value("model") ?? data["model"], agent, &record)
    if let instruction = value("instruction"), let text = instruction.text {
      agents.prompt(
        text, "\(key)/instruction", name: "Instruction of \(name)", role: "system",
        line: instruction.line, of: agent, &record)
    }
    for tool in value("tools")?.items ?? [] where tool["enabled"]?.scalar != "false" {
      let name = tool["tool_name"]
      recordTool(name?.text, agent, name?.line ?? tool.line, &record)
    }
  }

  private func recordModel(
    _ node: DocumentNode?, _ agent: AssetID, _ record: inout Recorder
  ) {
    guard let node, let name = node["name"] ?? node["model"], let literal = name.text else {
      return
    }
    // `langgenius/openai/openai`
    let provider = node["provider"]?.text?.split(separator: "/").last.map(String.init) ?? ""
    let slug =
      agents.facts.providers.provider(named: provider)?.slug
      ?? agents.facts.models.provider(prefix: provider)
    agents.use(literal, provider: slug, by: agent, line: name.line, &record)
  }

  private func recordTool(
    _ name: String?, _ agent: AssetID, _ line: Int, _ record: inout Recorder
  ) {
    guard let name else { return }
    let id = record.asset(
      AssetID(.tool, "repo", "\(agents.native)#\(name)"), .tool, name: PlainLine.of(name),
      properties: ["scope": .text(agents.scope)], line: line)
    record.relation(.canCall, from: agent, to: id, line: line)
  }
}
