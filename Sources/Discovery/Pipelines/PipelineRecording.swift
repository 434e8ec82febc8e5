import Estate
import Formats

/// Records one workflow, where it has to do with AI or puts something into production.
struct PipelineRecording {
  let facts: PipelineFacts
  let entry: FileEntry
  let scope: String
  let workflow: CIWorkflow

  /// A step that runs a coding agent, by an action or a command.
  struct AgentStep {
    let step: CIWorkflow.Step
    let slug: String
    let name: String
    let provider: String?
    let action: CIActions.Entry?
    let use: CommandUse?
  }

  var native: String { "\(entry.repository.native)/\(entry.pathInRepository)" }
  private var pipeline: AssetID { AssetID(.pipeline, "repo", native) }
  private var confidence: Double { scope == "product" ? 1 : 0.8 }

  func record(_ record: inout Recorder) {
    let agents = workflow.steps.flatMap(agents)
    let uses = workflow.steps.flatMap { step in
      commands(step).compactMap { words in
        facts.commands.use(in: words).map { (step, $0) }
      }
    }
    let actions = workflow.steps.compactMap { step in
      step.uses.flatMap { facts.actions.entry(for: $0) }.map { (step, $0) }
    }
    let providers = providerSecrets()
    let deployments = PipelineDeployments(recording: self)
    let isAI =
      !agents.isEmpty || !uses.isEmpty || !providers.isEmpty
      || actions.contains { $0.1.does != .deploy }
    guard isAI || deployments.areKnown else { return }

    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    var properties: [String: Value] = ["scope": .text(scope)]
    if !workflow.triggers.isEmpty { properties["trigger"] = .texts(workflow.triggers.sorted()) }
    if let schedule = workflow.schedules.first { properties["schedule"] = .text(schedule) }
    if !workflow.permissions.isEmpty {
      properties["permissions"] = .text(workflow.permissions.joined(separator: ", "))
    }
    record.asset(
      pipeline, .pipeline, name: PlainLine.of(workflow.name ?? String(entry.name)),
      properties: properties, confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: pipeline)
    for (number, agent) in agents.enumerated() {
      let isRepeated = agents[..<number].contains { $0.step.job == agent.step.job }
      let suffix = isRepeated ? "\(agent.step.job)/\(number + 1)" : agent.step.job
      PipelineAgent(
        recording: self, agent: agent, id: AssetID(.agent, "repo", "\(native)#\(suffix)"),
        pipeline: pipeline
      ).record(&record)
    }
    for (provider, variable, line) in providers {
      let id = record.provider(provider, credential: variable, line: line, confidence: 0.7)
      for (number, agent) in agents.enumerated() where agent.provider == nil {
        let isRepeated = agents[..<number].contains { $0.step.job == agent.step.job }
        guard !isRepeated else { continue }
        record.relation(
          .usesModel, from: AssetID(.agent, "repo", "\(native)#\(agent.step.job)"), to: id,
          basis: .inferred, line: line, confidence: 0.7)
      }
    }
    for (step, use) in uses where use.entry.does != .agent { recordUse(use, step, &record) }
    for (step, action) in actions where action.does == .model || action.does == .use {
      recordModels(action, step, &record)
    }
    for (step, action) in actions where action.does == .evaluate {
      recordEvaluation(action.name, step, line: step.line, &record)
    }
    deployments.record(from: pipeline, &record)
  }

  func commands(_ step: CIWorkflow.Step) -> [[String]] {
    step.script.map { AICommands.commands(of: $0) } ?? []
  }

  private func agents(_ step: CIWorkflow.Step) -> [AgentStep] {
    if let uses = step.uses, let action = facts.actions.entry(for: uses), action.does == .agent {
      return [
        AgentStep(
          step: step, slug: action.agent ?? action.name, name: action.name,
          provider: action.provider, action: action, use: nil)
      ]
    }
    let first = commands(step).lazy.compactMap { facts.commands.use(in: $0) }
      .first { $0.entry.does == .agent }
    guard let use = first else { return [] }
    return [
      AgentStep(
        step: step, slug: use.entry.agent ?? use.entry.name, name: use.entry.name,
        provider: use.entry.provider, action: nil, use: use)
    ]
  }

  /// Providers whose keys are handed to the run, by the name of the secret or of the variable.
  private func providerSecrets() -> [(ProviderCatalog.Provider, String, Int)] {
    let settings = workflow.environment + workflow.steps.flatMap { $0.environment + $0.inputs }
    return settings.compactMap { setting in
      let secret = Self.secret(in: setting.value)
      let names = [setting.name.uppercased().replacing("-", with: "_"), secret].compactMap { $0 }
      guard secret != nil || setting.value.contains("$"),
        let name = names.first(where: { facts.providers.provider(variable: $0) != nil }),
        let provider = facts.providers.provider(variable: name),
        !provider.isLocal, ProviderCatalog.holdsKey(name)
      else { return nil }
      return (provider, secret ?? name, setting.line)
    }
  }

  /// The name in `${{ secrets.NAME }}`.
  private static func secret(in text: String) -> String? {
    guard let mark = text.firstRange(of: "secrets.") else { return nil }
    let name = text[mark.upperBound...].prefix { $0 == "_" || $0.isLetter || $0.isNumber }
    return name.isEmpty ? nil : String(name)
  }

  /// The identities that a job takes on.
  private func identities(of job: String) -> [(CIActions.Identity, String, Int)] {
    workflow.steps.filter { $0.job == job }.compactMap { step in
      guard let uses = step.uses, let identity = facts.actions.identity(for: uses),
        let input = step.inputs.first(where: { $0.name == identity.input }),
        !input.value.contains("$")
      else { return nil }
      return (identity, input.value, input.line)
    }
  }

  /// Records that an agent or training job runs as what its job signs in as.
  func recordIdentities(
    of job: String, for asset: AssetID, _ record: inout Recorder
  ) {
    for (identity, name, line) in identities(of: job) {
      let kind = identity.isRole ? AssetKind.role : .serviceAccount
      let id = record.asset(
        AssetID(kind, identity.authority, name), kind,
        name: PlainLine.of(name.split(separator: "/").last ?? Substring(name)), line: line)
      record.relation(.runsAs, from: asset, to: id, line: line)
    }
  }

  private func recordUse(
    _ use: CommandUse, _ step: CIWorkflow.Step, _ record: inout Recorder
  ) {
    let line = Self.line(of: use, in: step)
    if let model = use.model(facts.models) {
      let id = record.model(model, scope: scope, line: line, confidence: 0.9)
      record.relation(.reads, from: pipeline, to: id, line: line)
    }
    switch use.entry.does {
    case .train:
      let job = record.asset(
        AssetID(.trainingJob, "repo", "\(native)#\(step.job)"), .trainingJob,
        name: PlainLine.of("\(workflow.name ?? String(entry.name)): \(step.job)"),
        properties: workflow.schedules.first.map { ["schedule": .text($0), "scope": .text(scope)] }
          ?? ["scope": .text(scope)], line: line)
      record.relation(.contains, from: pipeline, to: job, line: line)
      recordIdentities(of: step.job, for: job, &record)
      guard use.entry.product == "dvc" else { return }
      let folder = (step.folder ?? "").split(separator: "/").filter { $0 != "." }
      let path = ([entry.repository.native] + folder.map(String.init)).joined(separator: "/")
      let stages = AssetID(.pipeline, "repo", "\(path)/dvc.yaml")
      record.relation(.contains, from: pipeline, to: stages, basis: .inferred, line: line)
    case .evaluate: recordEvaluation(use.entry.name, step, line: line, &record)
    default: break
    }
  }

  /// Where a script that a step runs is named in its commands, else where these begin.
  private static func line(of use: CommandUse, in step: CIWorkflow.Step) -> Int {
    guard let script = use.script, let text = step.script else { return step.scriptLine }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, let index = lines.firstIndex(where: { $0.contains(script) }) else {
      return step.scriptLine
    }
    // A block begins below its key.
    return step.scriptLine + 1 + index
  }

  private func recordEvaluation(
    _ name: String, _ step: CIWorkflow.Step, line: Int, _ record: inout Recorder
  ) {
    let id = record.asset(
      AssetID(.evaluation, "repo", "\(native)#\(step.job)"), .evaluation,
      name: "\(name) (\(step.job))", properties: ["scope": .text(scope)], line: line)
    record.relation(.contains, from: pipeline, to: id, line: line)
  }

  private func recordModels(
    _ action: CIActions.Entry, _ step: CIWorkflow.Step, _ record: inout Recorder
  ) {
    for input in step.inputs where action.models.contains(input.name) {
      guard let model = facts.models.model(input.value, provider: action.provider) else { continue }
      let id = record.model(model, scope: scope, line: input.line)
      record.relation(.reads, from: pipeline, to: id, line: input.line)
    }
    guard let provider = action.provider.flatMap({ facts.providers[$0] }) else { return }
    record.provider(provider, line: step.line, confidence: 0.9)
  }
}
