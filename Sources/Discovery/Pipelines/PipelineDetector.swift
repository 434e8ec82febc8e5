public import Catalog
public import Estate
import Formats

/// Reads workflows of CI services: the coding agents that they run and what steers them, the models that
/// they call, what they train, and what they put into production.
public struct PipelineDetector: Detector {
  public let name = "pipelines"
  public let collects: Set<RelationKind> = [.deploys, .builds, .runsAs, .usesModel, .hasPrompt]
  private let facts: PipelineFacts
  private let scopes: PathScopes
  private let scripts: LazyFacts<ScriptFacts>

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    facts = try PipelineFacts(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    scripts = try LazyFacts(knowledge) { facts throws(KnowledgeError) in try ScriptFacts(facts) }
  }

  private enum Format { case github, gitlab, circle, azure, jenkins }

  public func wants(_ entry: FileEntry) -> Bool { !entry.isBinary && format(of: entry) != nil }

  private func format(of entry: FileEntry) -> Format? {
    let isYAML = ["yml", "yaml"].contains(entry.fileExtension)
    if isYAML, entry.parts.dropLast().suffix(2) == [".github", "workflows"] { return .github }
    if isYAML, entry.name.hasSuffix(".gitlab-ci.yml") || entry.name.hasSuffix(".gitlab-ci.yaml") {
      return .gitlab
    }
    if isYAML, entry.parent == ".circleci" { return .circle }
    if isYAML, entry.name.hasPrefix("azure-pipelines") || entry.name.hasPrefix(".azure-pipelines") {
      return .azure
    }
    return entry.name == "Jenkinsfile" || entry.name.hasPrefix("Jenkinsfile.") ? .jenkins : nil
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = scopes.scope(of: file.entry.pathInRepository, considersName: false)
    guard scope != "vendored", let workflow = try workflow(file) else { return }
    PipelineRecording(facts: facts, entry: file.entry, scope: scope, workflow: workflow)
      .record(&record)
    recordCalls(in: workflow, try scripts.needed(), file.entry, scope, &record)
  }

  /// What the scripts of its steps ask models, coding agents aside.
  private func recordCalls(
    in workflow: CIWorkflow, _ scripts: ScriptFacts, _ entry: FileEntry, _ scope: String,
    _ record: inout Recorder
  ) {
    let calls = ScriptCallRecording(
      catalog: facts.containers, facts: scripts, entry: entry, scope: scope,
      project: ProjectFolder(entry.repository, []), leavesAgents: true)
    for step in workflow.steps {
      guard let script = step.script, script.utf8.count <= 65_536 else { continue }
      // A block begins below its key.
      let first = step.scriptLine + (script.contains("\n") ? 1 : 0)
      calls.record(
        ScriptStatement.all(in: script, isShell: true, from: first), isShell: true, &record)
    }
  }

  private func workflow(_ file: InspectedFile) throws(Unreadable) -> CIWorkflow? {
    switch format(of: file.entry) {
    case .github: try file.yaml().first.flatMap { CIWorkflow(github: $0) }
    // The first document may be a header with inputs.
    case .gitlab: try file.yaml().last.flatMap { CIWorkflow(gitlab: $0) }
    case .circle: try file.yaml().first.flatMap { CIWorkflow(circle: $0) }
    case .azure: try file.yaml().first.flatMap { CIWorkflow(azure: $0) }
    case .jenkins: CIWorkflow(jenkins: try file.text(limit: 1 << 20))
    case nil: nil
    }
  }
}

/// The facts that workflows are read by.
struct PipelineFacts: Sendable {
  let actions: CIActions
  let containers: ContainerCatalog
  var commands: AICommands { containers.commands }
  var models: ModelNames { containers.models }
  var providers: ProviderCatalog { containers.providers }

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    actions = try CIActions(knowledge)
    containers = try ContainerCatalog(knowledge)
  }
}
