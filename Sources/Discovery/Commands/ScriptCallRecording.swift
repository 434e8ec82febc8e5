import Estate
import Formats

/// Records what a script asks models: requests and programs, what these are told, and the coding agents that it starts.
struct ScriptCallRecording {
  let catalog: ContainerCatalog
  let facts: ScriptFacts
  let entry: FileEntry
  let scope: String
  /// What asks; the project of the folder unless told otherwise.
  var project: ProjectFolder?
  /// Whether coding agents are another's to record.
  var leavesAgents = false

  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }
  private var native: String { "\(entry.repository.native)/\(entry.pathInRepository)" }

  func record(_ statements: [ScriptStatement], isShell: Bool, _ record: inout Recorder) {
    let calls = ScriptCalls(statements, catalog)
    var asking: [ScriptStatement] = []
    for request in calls.requests {
      asking.append(request.statement)
      self.record(request, &record)
    }
    // What a statement is fed may be for people.
    for statement in statements where !statement.isFed {
      for words in AICommands.commands(of: statement.text) {
        guard let use = catalog.commands.use(in: Self.inner(words)) else { continue }
        let line = statement.line(naming: use.entry.words[0][0])
        if use.entry.does == .agent {
          guard !leavesAgents else { continue }
          asking.append(statement)
          recordAgent(use, statement, line: line, &record)
        } else if use.entry.does == .use || use.entry.asks {
          asking.append(statement)
          recordCall(use.models(catalog.models), use.entry.provider, line: line, &record)
          recordOptions(use, statement, of: nil, &record)
        }
      }
    }
    guard isShell, !asking.isEmpty else { return }
    for prompt in calls.prompts(of: asking, isPrompt: isPrompt).prefix(100) {
      recordPrompt(
        prompt.text, prompt.name, named: prompt.name, role: nil, line: prompt.line, of: nil,
        &record)
    }
  }

  /// The command that a word begins, as in `answer=$(ollama run mistral)`.
  private static func inner(_ words: [String]) -> [String] {
    guard let first = words.first, let mark = first.lastIndex(where: { $0 == "(" || $0 == "`" })
    else { return words }
    let program = String(first[first.index(after: mark)...])
    return program.isEmpty ? Array(words.dropFirst()) : [program] + words.dropFirst()
  }

  private func record(_ request: ScriptCalls.Request, _ record: inout Recorder) {
    let line = request.statement.line(naming: "://")
    if let endpoint = ModelEndpoint(
      String(request.address.prefix { $0 != "?" }), isNamed: true, isOfServer: true,
      catalog.providers)
    {
      endpoint.record(&record, in: entry, scope: scope, line: line, confidence: confidence)
    }
    let called = request.statement.line
    if request.models.isEmpty {
      recordCall([], request.provider?.slug, line: called, &record)
    }
    for model in request.models {
      let place = request.statement.line(naming: model.name)
      record.model(model, scope: scope, line: place, confidence: confidence)
      recordCall([model], nil, line: called, &record)
    }
    for text in request.prompts where isInstruction(text) {
      let start = text.prefix(24).prefix { $0 != "\n" && $0 != "\"" }
      recordPrompt(
        text, Self.symbol(text), named: "system message", role: "system",
        line: request.statement.line(naming: String(start)), of: nil, &record)
    }
  }

  private func recordCall(
    _ models: [ModelName], _ provider: String?, line: Int, _ record: inout Recorder
  ) {
    let heads =
      models.isEmpty
      ? [provider.flatMap { catalog.providers[$0] }].compactMap { $0 }.map {
        record.provider($0, line: line, confidence: confidence)
      }
      : models.map { record.model($0, scope: scope, line: line, confidence: confidence) }
    guard !heads.isEmpty else { return }
    let project = (project ?? ProjectFolder(of: entry)).record(&record, scope: scope, line: line)
    for head in heads {
      record.relation(
        .usesModel, from: project, to: head, line: line, confidence: confidence)
    }
  }

  private func recordAgent(
    _ use: CommandUse, _ statement: ScriptStatement, line: Int, _ record: inout Recorder
  ) {
    let slug = use.entry.agent ?? use.entry.name
    var properties: [String: Value] = [
      "type": "coding", "framework": .text(slug), "scope": .text(scope),
    ]
    if use.isUnattended { properties["auto_approve"] = true }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let agent = record.asset(
      AssetID(.agent, "repo", "\(native)#\(slug)"), .agent,
      name: "\(use.entry.name) (\(entry.name))", properties: properties, line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: agent, line: line)
    if let provider = use.entry.provider.flatMap({ catalog.providers[$0] }) {
      let id = record.provider(provider, line: line, confidence: confidence)
      record.relation(.usesModel, from: agent, to: id, line: line, confidence: confidence)
    }
    for model in use.models(catalog.models) {
      let id = record.model(model, scope: scope, line: line, confidence: confidence)
      record.relation(.usesModel, from: agent, to: id, line: line)
    }
    if let option = use.unattendedOption {
      record.signal("agent.approvals-off", on: agent, detail: ["option": .text(option)], line: line)
    }
    recordOptions(use, statement, of: agent, &record)
  }

  /// What options of a command tell the model, where that stands there in clear.
  private func recordOptions(
    _ use: CommandUse, _ statement: ScriptStatement, of agent: AssetID?, _ record: inout Recorder
  ) {
    for (options, role) in [(use.entry.prompts, nil), (use.entry.systemPrompts, "system")] {
      guard let text = use.value(of: options),
        isInstruction(text) || role == nil && facts.files.isPrompt(text)
      else { continue }
      let start = text.prefix(24).prefix { $0 != "\n" }
      recordPrompt(
        text, Self.symbol(text), named: "\(use.entry.name) prompt", role: role,
        line: statement.line(naming: String(start)), of: agent, &record)
    }
  }

  private func recordPrompt(
    _ text: String, _ symbol: String, named name: String, role: String?, line: Int,
    of agent: AssetID?, _ record: inout Recorder
  ) {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.prompt, "repo", "\(native)#\(symbol)"), .prompt, name: PlainLine.of(name),
      properties: PromptText(text).properties(role: role, scope: scope), line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    if let agent { record.relation(.hasPrompt, from: agent, to: id, line: line) }
  }

  /// What tells a text without a name from others of the file.
  private static func symbol(_ text: String) -> String {
    "prompt.\(PromptText(text).digest.suffix(12))"
  }

  /// Whether a variable holds instructions: by its name, where it holds some words, or by these.
  private func isPrompt(_ assignment: ScriptAssignment) -> Bool {
    let text = assignment.text
    guard !text.hasPrefix("$("), !text.hasPrefix("{") else { return false }
    return facts.texts.namesPrompt(assignment.name) && isInstruction(text)
      || facts.files.isPrompt(text)
  }

  private func isInstruction(_ text: String) -> Bool {
    !text.hasPrefix("$(")
      && text.split(whereSeparator: \.isWhitespace).count { word in
        !word.hasPrefix("$") && word.contains(where: \.isLetter)
      } >= 4
  }
}
