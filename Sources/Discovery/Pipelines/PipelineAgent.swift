import Estate
import Formats

/// Records a coding agent that a workflow runs: what it is told, by whom, and what it may do.
struct PipelineAgent {
  let recording: PipelineRecording
  let agent: PipelineRecording.AgentStep
  let id: AssetID
  let pipeline: AssetID

  private var facts: PipelineFacts { recording.facts }
  private var workflow: CIWorkflow { recording.workflow }
  private var step: CIWorkflow.Step { agent.step }

  func record(_ record: inout Recorder) {
    let triggers = workflow.triggers.filter(facts.actions.untrustedTriggers.contains)
    let unattended = unattendedOption
    var properties: [String: Value] = [
      "type": "coding", "framework": .text(agent.slug), "scope": .text(recording.scope),
    ]
    if !triggers.isEmpty { properties["untrusted_input"] = true }
    if unattended != nil { properties["auto_approve"] = true }
    record.asset(
      id, .agent, name: "\(agent.name) (\(recording.entry.name), \(PlainLine.of(step.job)))",
      properties: properties, line: step.line, confidence: recording.scope == "product" ? 1 : 0.8)
    record.relation(.contains, from: pipeline, to: id, line: step.line)
    if let provider = agent.provider.flatMap({ facts.providers[$0] }) {
      let provider = record.provider(provider, line: step.line, confidence: 0.9)
      record.relation(.usesModel, from: id, to: provider, line: step.line, confidence: 0.9)
    }
    for model in models {
      let model = record.model(model.0, scope: recording.scope, line: model.1)
      record.relation(.usesModel, from: id, to: model, line: step.line)
    }
    recording.recordIdentities(of: step.job, for: id, &record)
    if !triggers.isEmpty {
      record.signal(
        "pipeline.untrusted-trigger", on: id,
        detail: [
          "triggers": .texts(triggers.sorted()),
          "permissions": .texts(workflow.permissions),
        ], line: step.line)
      recordContent(triggers, &record)
    }
    if let unattended {
      record.signal(
        "agent.approvals-off", on: id, detail: ["option": .text(unattended)], line: step.line)
    }
    recordPrompt(&record)
    recordTools(&record)
  }

  private var arguments: [String] {
    let names = agent.action?.arguments ?? []
    return step.inputs.filter { names.contains($0.name) }.map(\.value)
  }

  private var unattendedOption: String? {
    if let use = agent.use { return use.unattendedOption }
    guard let action = agent.action else { return nil }
    if let option = action.unattendedOptions.first(where: { option in
      arguments.contains { $0.contains(option) }
    }) {
      return option
    }
    return step.inputs.first { action.unattendedInputs[$0.name]?.contains($0.value) == true }
      .map { "\($0.name): \($0.value)" }
  }

  private var models: [(ModelName, Int)] {
    if let use = agent.use {
      return [use.model(facts.models)].compactMap { $0 }.map { ($0, step.scriptLine) }
    }
    let inputs = step.inputs.filter { agent.action?.models.contains($0.name) == true }
    let options = arguments.compactMap { text in
      CommandUse.value(of: ["--model", "-m"], in: ShellScript.words(text))
    }
    return
      (inputs.map { ($0.value, $0.line) } + options.map { ($0, step.line) }).compactMap {
        text, line in
        facts.models.model(text, provider: agent.provider).map { ($0, line) }
      }
  }

  /// What people outside the team write, and the run reads.
  private func recordContent(_ triggers: [String], _ record: inout Recorder) {
    let repository = recording.entry.repository
    let source = record.asset(
      AssetID(.contentSource, "repo", "\(repository.native)#contributions"), .contentSource,
      name: "Issues, comments and pull requests of \(repository.name)",
      properties: ["type": "ticket", "trust": "untrusted"], line: step.line, confidence: 0.9)
    record.relation(
      .ingestedBy, from: source, to: id, basis: .inferred, line: step.line, confidence: 0.9)
  }

  private func recordPrompt(_ record: inout Recorder) {
    let prompts = step.inputs.filter { agent.action?.prompts.contains($0.name) == true }
    let texts =
      prompts.map { ($0.value, $0.line) }
      + [agent.use == nil ? nil : step.script].compactMap { $0 }.map { ($0, step.scriptLine) }
    for (text, line) in texts {
      guard let found = untrustedInput(in: text) else { continue }
      record.signal(
        "pipeline.untrusted-input-in-prompt", on: id, detail: ["expression": .text(found)],
        line: line)
    }
    recordSystemPrompts(&record)
    guard let first = prompts.first(where: { $0.value.count > 3 }) else { return }
    let name = id.text.split(separator: ":", maxSplits: 2).last.map(String.init) ?? id.text
    let prompt = record.asset(
      AssetID(.prompt, "repo", name), .prompt,
      name: "Prompt of \(agent.name) (\(recording.entry.name))",
      properties: PromptText(first.value).properties(role: nil, scope: recording.scope),
      line: first.line)
    record.relation(.hasPrompt, from: id, to: prompt, line: first.line)
  }

  /// What options of the command line tell the model beside its prompt.
  private func recordSystemPrompts(_ record: inout Recorder) {
    let name = id.text.split(separator: ":", maxSplits: 2).last.map(String.init) ?? id.text
    for (option, text, line) in systemPrompts.prefix(4) where text.count > 3 {
      if let found = untrustedInput(in: text) {
        record.signal(
          "pipeline.untrusted-input-in-prompt", on: id, detail: ["expression": .text(found)],
          line: line)
      }
      let prompt = record.asset(
        AssetID(.prompt, "repo", "\(name)/\(option.drop { $0 == "-" })"), .prompt,
        name: "\(option) of \(agent.name) (\(recording.entry.name))",
        properties: PromptText(text).properties(role: "system", scope: recording.scope),
        line: line)
      record.relation(.hasPrompt, from: id, to: prompt, line: line)
    }
  }

  private var systemPrompts: [(option: String, text: String, line: Int)] {
    if let use = agent.use {
      return use.entry.systemPrompts.compactMap { option in
        use.value(of: [option]).map {
          (
            option, $0,
            CIWorkflow.line(of: option, in: step.script ?? "", from: step.scriptLine)
          )
        }
      }
    }
    guard let action = agent.action else { return [] }
    return step.inputs.filter { action.arguments.contains($0.name) }.flatMap { input in
      let words = ShellScript.words(input.value)
      return action.promptOptions.compactMap { option in
        CommandUse.value(of: [option], in: words).map { (option, $0, input.line(of: option)) }
      }
    }
  }

  /// An expression that outsiders write, in the text itself or in a variable that it uses.
  private func untrustedInput(in text: String) -> String? {
    if let found = facts.actions.untrustedInput(in: text) { return found }
    for variable in workflow.environment + step.environment {
      guard text.contains("$\(variable.name)") || text.contains("${\(variable.name)}"),
        let found = facts.actions.untrustedInput(in: variable.value)
      else { continue }
      return found
    }
    return nil
  }

  private func recordTools(_ record: inout Recorder) {
    let named = step.inputs.filter { agent.action?.tools.contains($0.name) == true }.map(\.value)
    let options = (arguments.map { ShellScript.words($0) } + [agent.use?.words ?? []]).compactMap {
      CommandUse.value(of: ["--allowedTools", "--allowed-tools"], in: $0)
    }
    let tools = Set(
      (named + options).flatMap { $0.split { $0 == "," || $0.isNewline } }
        .map { PlainLine.of($0.split(whereSeparator: \.isWhitespace).joined(separator: " ")) }
        .filter { !$0.isEmpty })
    let broad = tools.filter { ["Bash", "Bash(*)", "Bash(:*)", "*"].contains($0) }
    if !broad.isEmpty {
      record.signal(
        "agent.broad-allow", on: id, detail: ["tools": .texts(broad.sorted())], line: step.line)
    }
    let option = step.inputs.first { input in
      agent.action?.arguments.contains(input.name) == true && input.value.contains("--allowed")
        || agent.action?.tools.contains(input.name) == true
    }
    let canPush = workflow.permissions.contains { $0 == "contents: write" || $0 == "write-all" }
    let name = id.text.split(separator: ":", maxSplits: 2).last.map(String.init) ?? id.text
    for tool in tools.sorted().prefix(100) {
      let line = option?.line(of: tool) ?? step.line
      let asset = record.asset(
        AssetID(.tool, "repo", "\(name)/\(tool)"), .tool, name: tool,
        properties: ["scope": .text(recording.scope)], line: line)
      record.relation(.canCall, from: id, to: asset, line: line)
      guard canPush, broad.contains(tool) else { continue }
      record.relation(
        .writes, from: asset, to: recording.entry.repository.id, basis: .inferred, line: step.line,
        confidence: 0.8)
    }
  }
}
