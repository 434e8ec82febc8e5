import Estate
import Formats

/// Records what files of agents define.
struct AgentFileRecording {
  let facts: AgentFileFacts
  let entry: FileEntry
  let scope: String

  var native: String { "\(entry.repository.native)/\(entry.pathInRepository)" }
  var confidence: Double { scope == "product" ? 1 : 0.8 }

  /// Records an agent that the file defines, contained by the project of its folder.
  func agent(
    _ symbol: String, name: String, _ properties: [String: Value], line: Int?,
    path: String? = nil, _ record: inout Recorder
  ) -> AssetID {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.agent, "repo", "\(path ?? native)#\(symbol)"), .agent, name: PlainLine.of(name),
      properties: properties.merging(["scope": .text(scope)]) { $1 }, line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    return id
  }

  /// Records a prompt that the file holds.
  /// - Parameter parts: lines of texts that the prompt is joined of, seen where they stand apart.
  func prompt(
    _ text: String, _ symbol: String, name: String, role: String?, line: Int?,
    parts: [Int] = [], of agent: AssetID?, _ record: inout Recorder
  ) {
    guard text.count > 3 else { return }
    let id = record.asset(
      AssetID(.prompt, "repo", "\(native)#\(symbol)"), .prompt, name: PlainLine.of(name),
      properties: PromptText(text).properties(role: role, scope: scope), line: line,
      confidence: confidence)
    if let agent { record.relation(.hasPrompt, from: agent, to: id, line: line) }
    for part in PromptText.apart(parts, from: line ?? 0) {
      record.asset(id, .prompt, name: PlainLine.of(name), line: part, confidence: confidence)
    }
  }

  /// - Parameter line: where the text begins, space aside.
  @discardableResult
  func recordPromptFile(
    _ text: String, role: String?, line: Int, _ record: inout Recorder
  ) -> AssetID {
    let space = text.prefix(while: \.isWhitespace).count { $0.isNewline }
    let line = line + space
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.prompt, "repo", native), .prompt, name: PlainLine.of(entry.pathInRepository),
      properties: PromptText(text).properties(role: role, scope: scope), line: line,
      confidence: 0.9 * confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    return id
  }

  /// Records a use of the model that a literal names; of its provider where it names none.
  func use(
    _ literal: String?, provider: String?, by agent: AssetID, line: Int,
    role: String? = nil, _ record: inout Recorder
  ) {
    if let model = literal.flatMap({ facts.models.model($0, provider: provider) }) {
      let id = record.model(
        model, scope: scope, properties: role.map { ["role": .text($0)] } ?? [:], line: line,
        confidence: confidence)
      record.relation(.usesModel, from: agent, to: id, line: line)
    } else if let provider = provider.flatMap({ facts.providers[$0] }) {
      let id = record.provider(provider, line: line, confidence: 0.9)
      record.relation(.usesModel, from: agent, to: id, line: line)
    }
  }

  /// `langgraph.json`: graphs by name, each a symbol of a file.
  func recordLangGraph(_ root: DocumentNode, _ record: inout Recorder) {
    for graph in root["graphs"]?.entries ?? [] {
      guard let text = graph.value.text ?? graph.value["path"]?.text else { continue }
      let parts = text.split(separator: ":")
      guard parts.count == 2 else { continue }
      // The same agent as the one that code defines there.
      let path = ProjectFolder(of: entry, relative: String(parts[0])).native
      _ = agent(
        String(parts[1]), name: graph.key, ["framework": "langgraph", "type": "workflow"],
        line: graph.line, path: path, &record)
    }
    recordStore(root, &record)
  }

  /// The index of vectors that the platform keeps for its graphs: `store.index` with what it embeds by.
  private func recordStore(_ root: DocumentNode, _ record: inout Recorder) {
    guard let store = root["store"], let index = store.entries.first(where: { $0.key == "index" }),
      let embed = index.value["embed"]
    else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.vectorIndex, "repo", "\(native)#store.index"), .vectorIndex,
      name: "\(ProjectFolder(of: entry).name) store",
      properties: ["engine": "langgraph", "scope": .text(scope)], line: index.line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: index.line)
    guard let literal = embed.text, let model = facts.models.model(literal) else { return }
    let asked = record.model(model, scope: scope, line: embed.line, confidence: confidence)
    record.relation(.contains, from: id, to: asked, line: embed.line)
  }

  /// `agents.yaml` of CrewAI.
  func recordCrew(_ root: DocumentNode, _ record: inout Recorder) {
    for item in root.entries {
      guard let role = item.value["role"]?.text, item.value["goal"] != nil else { continue }
      let agent = agent(
        item.key, name: item.key, ["framework": "crewai", "type": "assistant"], line: item.line,
        &record)
      let text = [role, item.value["goal"]?.text, item.value["backstory"]?.text]
        .compactMap { $0 }.joined(separator: "\n")
      prompt(
        text, item.key, name: "\(item.key): role, goal and backstory", role: "system",
        line: item.line, parts: ["role", "goal", "backstory"].compactMap { item.value[$0]?.line },
        of: agent, &record)
      if let node = item.value["llm"], let literal = node.text {
        use(literal, provider: nil, by: agent, line: node.line, &record)
      }
      for tool in item.value["tools"]?.items ?? [] {
        guard let name = tool.text else { continue }
        let id = record.asset(
          AssetID(.tool, "repo", "\(native)#\(name)"), .tool, name: PlainLine.of(name),
          properties: ["scope": .text(scope)], line: tool.line)
        record.relation(.canCall, from: agent, to: id, line: tool.line)
      }
    }
  }

  /// `tasks.yaml` of CrewAI: what each agent is asked to do.
  func recordCrewTasks(_ root: DocumentNode, _ record: inout Recorder) {
    for item in root.entries {
      guard let text = item.value["description"]?.text else { continue }
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      prompt(text, item.key, name: item.key, role: "user", line: item.line, of: nil, &record)
    }
  }

  /// `ai-plugin.json`: an API that chats may call as a tool.
  func recordPlugin(_ root: DocumentNode, _ record: inout Recorder) {
    guard let name = root["name_for_model"], let text = name.text else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.tool, "repo", native), .tool, name: PlainLine.of(text),
      properties: ["scope": .text(scope)], line: name.line, confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: name.line)
  }

  /// `config.yml` of NeMo Guardrails.
  func recordGuardrails(_ root: DocumentNode, _ record: inout Recorder) {
    let models = (root["models"]?.items ?? []).filter { $0["engine"] != nil && $0["type"] != nil }
    guard !models.isEmpty else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let rails = ["input", "output", "dialog", "retrieval"].filter {
      root["rails"]?[$0] != nil
    }
    let guardrail = record.asset(
      AssetID(.guardrail, "repo", native), .guardrail,
      name: "NeMo Guardrails (\(ProjectFolder(of: entry).name))",
      properties: ["covers": .texts(rails), "scope": .text(scope)], line: root["rails"]?.line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: guardrail)
    recordFlows(root, rails, of: guardrail, &record)
    for item in root["instructions"]?.items ?? [] {
      guard let text = item["content"]?.text else { continue }
      let type = item["type"]?.text ?? "general"
      prompt(
        text, "instructions.\(type)", name: "\(type) instructions", role: "system",
        line: item.line, of: nil, &record)
    }
    for item in models {
      guard let literal = item["model"]?.text else { continue }
      let engine = item["engine"]?.text ?? ""
      let provider =
        facts.models.provider(prefix: engine)
        ?? facts.providers.provider(named: engine)?.slug
      guard let model = facts.models.model(literal, provider: provider) else { continue }
      let id = record.model(model, scope: scope, line: item.line)
      let isMain = item["type"]?.text == "main"
      record.relation(
        isMain ? .guardedBy : .contains, from: isMain ? id : guardrail,
        to: isMain ? guardrail : id, line: item.line)
    }
  }

  /// `prompts.yml` of NeMo Guardrails: what the model is asked for each task of a rail.
  func recordRailPrompts(_ root: DocumentNode, _ record: inout Recorder) {
    let prompts = (root["prompts"]?.items ?? []).filter { $0["task"]?.text != nil }
    guard !prompts.isEmpty else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    for item in prompts.prefix(200) {
      let messages = item["messages"]?.items ?? []
      let text = item["content"]?.text ?? messages.lazy.compactMap { $0["content"]?.text }.first
      guard let task = item["task"]?.text, let text else { continue }
      prompt(
        text, "prompts.\(task)", name: task, role: "system", line: item.line, of: nil, &record)
    }
  }

  /// What each rail does, each a guardrail of its own within that of the file.
  private func recordFlows(
    _ root: DocumentNode, _ rails: [String], of guardrail: AssetID, _ record: inout Recorder
  ) {
    for rail in rails {
      for flow in (root["rails"]?[rail]?["flows"]?.items ?? []).prefix(100) {
        guard let name = flow.text else { continue }
        let id = record.asset(
          AssetID(.guardrail, "repo", "\(native)#\(rail).\(name)"), .guardrail,
          name: PlainLine.of(name), properties: ["covers": .texts([rail]), "scope": .text(scope)],
          line: flow.line, confidence: confidence)
        record.relation(.contains, from: guardrail, to: id, line: flow.line)
      }
    }
  }

  /// `declarativeAgent.json` of Microsoft 365 Copilot.
  func recordDeclarativeAgent(_ root: DocumentNode, _ record: inout Recorder) {
    guard let name = root["name"]?.text, root["instructions"] != nil || root["capabilities"] != nil
    else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let copilot = record.asset(
      AssetID(.copilot, "repo", native), .copilot, name: PlainLine.of(name),
      properties: ["vendor": "Microsoft", "scope": .text(scope)], confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: copilot)
    if let text = root["instructions"]?.text, !text.hasPrefix("$[") {
      let line = root["instructions"]?.line
      prompt(
        text, "instructions", name: "Instructions of \(name)", role: "system", line: line, of: nil,
        &record)
      record.relation(
        .contains, from: copilot, to: AssetID(.prompt, "repo", "\(native)#instructions"),
        line: line)
    }
  }

  /// A file of the messages that a chat begins with: `[{"role": "system", "content": "…"}]`. It is seen at each message
  /// that is an instruction or a template.
  func recordChatPrompt(_ root: DocumentNode, _ record: inout Recorder) {
    let messages = root.isSequence ? root.items : root["messages"]?.items ?? []
    let written = messages.prefix(64).filter {
      $0["role"]?.text != nil && $0["content"]?.text != nil
    }
    guard !written.isEmpty, written.count == messages.prefix(64).count,
      let first = written.first(where: { $0["role"]?.text == "system" }) ?? written.first,
      let content = first["content"], let text = content.text
    else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let name = String(entry.name.prefix { $0 != "." })
    let parts = written.compactMap { message -> Int? in
      guard let content = message["content"], let text = content.text else { return nil }
      let isInstruction = ["system", "developer"].contains(message["role"]?.text ?? "")
      return isInstruction || !PromptText.variables(in: text).isEmpty ? content.line : nil
    }
    prompt(
      text, "messages", name: name, role: first["role"]?.text ?? "system", line: content.line,
      parts: parts.filter { $0 > content.line }, of: nil, &record)
    // `*.prompt.yml` of GitHub Models.
    guard let node = root["model"], let literal = node.text,
      let model = facts.models.model(literal)
    else { return }
    let id = record.model(model, scope: scope, line: node.line, confidence: confidence)
    record.relation(
      .contains, from: AssetID(.prompt, "repo", "\(native)#messages"), to: id, line: node.line)
  }
}
