public import Catalog
public import Estate
import Formats

/// Reads files that define agents without code: LangGraph, CrewAI, declarative agents, low-code flows,
/// flows of orchestrators, promptfoo, NeMo Guardrails, plugins of chats, and files of prompts.
public struct AgentConfigDetector: Detector {
  public let name = "agent-configs"
  public let collects: Set<RelationKind> = [
    .hasPrompt, .canCall, .retrievesFrom, .usesModel, .connectsTo,
  ]
  private let facts: AgentFileFacts
  /// Of the servers that tasks of flows start, which few files have.
  private let mcp: LazyFacts<McpClientFacts>

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    facts = try AgentFileFacts(knowledge)
    mcp = try LazyFacts(knowledge) { knowledge throws(KnowledgeError) in
      try McpClientFacts(knowledge: knowledge)
    }
  }

  private enum Format {
    case langgraph, crewAgents, crewTasks, promptfoo, guardrails, declarativeAgent, prompty, prompt
    case promptDocument, flow, dify, haystack, railPrompts, promptfooPart, chatPrompt, plugin
    case kestra, promptFlow, colang
  }

  public func wants(_ entry: FileEntry) -> Bool { !entry.isBinary && format(of: entry) != nil }

  private func format(of entry: FileEntry) -> Format? {
    func head(_ text: String) -> Bool { entry.headContains(text) }
    let name = entry.lowercasedName
    switch name {
    case "langgraph.json": return .langgraph
    case "agents.yaml", "agents.yml": return head("role:") && head("goal:") ? .crewAgents : nil
    case "tasks.yaml", "tasks.yml":
      return head("description:") && head("expected_output:") ? .crewTasks : nil
    case "declarativeagent.json": return .declarativeAgent
    case "ai-plugin.json": return head("name_for_model") ? .plugin : nil
    case "skprompt.txt": return .prompt
    default: break
    }
    if name.hasPrefix("promptfooconfig."), ["yaml", "yml", "json"].contains(entry.fileExtension) {
      return .promptfoo
    }
    switch entry.fileExtension {
    case "prompty": return .prompty
    case "prompt": return .prompt
    case "st": return .prompt
    case "json":
      if isPromptName(name) || isPromptFolder(entry), head("\"role\""), head("\"content\"") {
        return .chatPrompt
      }
      let isFlow =
        head("\"nodes\"") || head("n8n-nodes") || head("\"flowData\"")
        || head("\"class_type\"")
        || head("\"func\"") && head("\"schema\"")
      return isFlow && entry.size < InspectedFile.configurationLimit ? .flow : nil
    case "yml", "yaml":
      if isPromptfoo(entry) { return .promptfoo }
      if head("namespace:"), head("io.kestra.") { return .kestra }
      if name.hasPrefix("flow.dag."), head("nodes:") { return .promptFlow }
      if head("app:"), head("mode:"),
        head("kind: app") || head("workflow:") || head("model_config:")
      {
        return .dify
      }
      if head("components:"), head("init_parameters:"), head("type: haystack") { return .haystack }
      // Whatever they are called, such as `agents_screening.yaml`.
      if head("role:"), head("goal:"), head("backstory:") { return .crewAgents }
      if head("description:"), head("expected_output:"), head("agent:") { return .crewTasks }
      if name.contains("provider") || name.contains("prompts."), head("id: ") {
        return .promptfooPart
      }
      if name.hasPrefix("config."), head("models:"), head("engine:") { return .guardrails }
      if head("prompts:"), head("task:"), head("content:") || head("messages:") {
        return .railPrompts
      }
      // `memory.chat.yaml` in a folder of prompts, `summary.prompt.yml` wherever it stands.
      if head("messages:"), head("role:"), head("content:"),
        isPromptFolder(entry) || isPromptName(name) || name.contains(".prompt.")
      {
        return .chatPrompt
      }
      return isPromptFolder(entry) || isPromptName(name) ? .promptDocument : nil
    case "co": return head("define ") ? .colang : nil
    case "md":
      return isPromptFolder(entry) || name.contains("system") && isPromptName(name) ? .prompt : nil
    case "j2", "jinja", "jinja2", "mustache", "hbs":
      // Templates below a folder of prompts are prompts, however deep: `prompts/chat/tools/web/search.j2`.
      return isPromptFolder(entry, within: 8) || isPromptName(name) ? .prompt : nil
    case "txt": return isPromptFolder(entry) || isPromptName(name) ? .prompt : nil
    default: return nil
    }
  }

  /// An evaluation of promptfoo, whatever the file is called: what is asked of whom, and what is expected.
  private func isPromptfoo(_ entry: FileEntry) -> Bool {
    func key(_ names: String...) -> Bool {
      names.contains { entry.headContains("\n\($0):") || entry.head.starts(with: "\($0):".utf8) }
    }
    return key("providers", "targets") && key("prompts", "redteam")
      && key("tests", "defaultTest", "scenarios", "redteam")
  }

  /// `prompt.jinja2`, `system_prompt.md`, `skprompt.txt`
  private func isPromptName(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.replacing("-", with: "_")
    return stem.hasSuffix("prompt") || stem.hasSuffix("prompts") || stem.hasPrefix("prompt_")
      || stem.hasSuffix("prompt_template") || stem == "system_message"
  }

  /// - Parameter depth: how many of the folders that the file stands in may be the one of prompts.
  private func isPromptFolder(_ entry: FileEntry, within depth: Int = 3) -> Bool {
    let folders = entry.pathInRepository.lowercased().split(separator: "/").dropLast().suffix(depth)
    // Coding agents have folders of their own, read elsewhere.
    return folders.contains {
      [
        "prompts", "prompt", "system_prompts", "system-prompts", "prompt_templates",
        "prompt-templates",
      ].contains($0)
    }
      && !entry.path.split(separator: "/").contains { $0.hasPrefix(".") }
      && entry.name.lowercased() != "readme.md"
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    let scope = facts.scopes.scope(of: entry.pathInRepository, considersName: false)
    guard scope != "vendored", let format = format(of: entry) else { return }
    let agents = AgentFileRecording(facts: facts, entry: entry, scope: scope)
    switch format {
    case .langgraph: agents.recordLangGraph(try file.json(), &record)
    case .crewAgents: agents.recordCrew(try file.document(), &record)
    case .crewTasks: agents.recordCrewTasks(try file.document(), &record)
    case .promptfoo: agents.recordPromptfoo(try file.document(), &record)
    case .promptfooPart: agents.recordPromptfooPart(try file.document(), &record)
    case .guardrails: agents.recordGuardrails(try file.document(), &record)
    case .colang: ColangRecording(agents: agents).record(try file.contents(), &record)
    case .railPrompts: agents.recordRailPrompts(try file.document(), &record)
    case .declarativeAgent: agents.recordDeclarativeAgent(try file.json(), &record)
    case .plugin: agents.recordPlugin(try file.json(), &record)
    case .prompty: try recordPrompty(file, agents, &record)
    case .prompt: try recordPrompt(file, agents, &record)
    case .promptDocument: try recordPromptDocument(file, agents, &record)
    case .chatPrompt: agents.recordChatPrompt(try file.document(), &record)
    case .flow: FlowRecording(agents: agents).record(try file.json(), &record)
    case .haystack: HaystackRecording(agents: agents).record(try file.document(), &record)
    case .kestra:
      let root = try file.document()
      KestraRecording(agents: agents, mcp: try mcp.needed(), root: root).record(root, &record)
    case .promptFlow: PromptFlowRecording(agents: agents).record(try file.document(), &record)
    case .dify: DifyRecording(agents: agents).record(try file.document(), &record)
    }
  }

  /// A template in a folder of prompts, which is for a model whatever its words are.
  private func isTemplate(_ entry: FileEntry) -> Bool {
    ["j2", "jinja", "jinja2"].contains(entry.fileExtension) && isPromptFolder(entry, within: 8)
  }

  /// A file of one prompt, with or without front matter.
  private func recordPrompt(
    _ file: InspectedFile, _ agents: AgentFileRecording, _ record: inout Recorder
  ) throws(Unreadable) {
    let text = try file.text(limit: 4 << 20)
    let front = FrontMatter(text)
    let body = front?.body ?? text
    let isOfPrompts = file.entry.fileExtension == "prompt" || file.entry.name == "skprompt.txt"
    guard
      facts.isPrompt(body) || isOfPrompts && body.contains("{{")
        || isTemplate(file.entry) && PromptText.holdsSentences(body)
    else { return }
    let prompt = agents.recordPromptFile(body, role: nil, line: front?.bodyLine ?? 1, &record)
    guard isOfPrompts, let front,
      let node = try? YAMLDocument.parse(Array(front.yaml.utf8)).first?["model"],
      let model = node.text.flatMap({ facts.models.model($0) })
    else { return }
    let id = record.model(model, scope: agents.scope, line: node.line + 1)
    record.relation(.contains, from: prompt, to: id, line: node.line + 1)
  }

  /// A document that keeps prompts under keys; one prompt as a whole where it keeps none.
  private func recordPromptDocument(
    _ file: InspectedFile, _ agents: AgentFileRecording, _ record: inout Recorder
  ) throws(Unreadable) {
    let root = try? YAMLDocument.parse(try file.contents(limit: 4 << 20)).first
    let prompts = root.map { PromptDocument($0, facts).prompts } ?? []
    guard !prompts.isEmpty else { return try recordPrompt(file, agents, &record) }
    record.asset(file.entry.repository.id, .repository, name: file.entry.repository.name)
    let stem = String(file.entry.name.prefix { $0 != "." })
    for prompt in prompts {
      let name = prompt.path.count > 1 ? "\(stem): \(prompt.name)" : stem
      agents.prompt(
        prompt.text, prompt.path.joined(separator: "."), name: name, role: "template",
        line: prompt.line, of: nil, &record)
    }
  }

  private func recordPrompty(
    _ file: InspectedFile, _ agents: AgentFileRecording, _ record: inout Recorder
  ) throws(Unreadable) {
    guard let front = FrontMatter(try file.text(limit: 4 << 20)) else { return }
    let prompt = agents.recordPromptFile(front.body, role: nil, line: front.bodyLine, &record)
    guard let root = try? YAMLDocument.parse(Array(front.yaml.utf8)).first,
      let configuration = root.at("model.configuration")
    else { return }
    let provider: String? =
      configuration["type"]?.text?.hasPrefix("azure") == true ? "azure-openai" : "openai"
    for key in ["azure_deployment", "model", "name"] {
      guard let node = configuration[key], let literal = node.text,
        let model = facts.models.model(literal, provider: provider)
      else { continue }
      let id = record.model(model, scope: agents.scope, line: node.line + 1)
      record.relation(.contains, from: prompt, to: id, line: node.line + 1)
    }
  }
}
