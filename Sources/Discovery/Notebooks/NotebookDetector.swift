public import Catalog
public import Estate
import Formats

/// Reads the command lines of notebooks for what they do with models: `!ollama pull`, `%%bash` cells.
public struct NotebookDetector: Detector {
  public let name = "notebooks"
  public let collects: Set<RelationKind> = [.reads]
  private let commands: AICommands
  private let images: AIImages
  private let models: ModelNames
  private let providers: ProviderCatalog
  private let scopes: PathScopes

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    commands = try AICommands(knowledge)
    images = try AIImages(knowledge)
    models = try ModelNames(knowledge)
    providers = try ProviderCatalog(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool { entry.notebookFormat != nil }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    guard let inspected = try file.notebook(&record) else { return }
    let scope = scopes.scope(of: file.entry.pathInRepository)
    guard scope != "vendored" else { return }
    let asset = NotebookAsset(file.entry, language: inspected.notebook.language)
    for command in inspected.code.commands {
      for use in commands.uses(in: command.text) {
        self.record(use, command, in: asset, scope: scope, &record)
      }
      recordContainers(command, in: asset, scope: scope, &record)
    }
    // Of a magic the first line alone is a command; the rest is for it to read.
    for magic in inspected.code.magics {
      for use in commands.uses(in: "%" + magic.text) {
        self.record(use, magic, in: asset, scope: scope, &record)
      }
    }
  }

  /// The containers of AI products that a command line starts or fetches: `!docker run qdrant/qdrant`.
  private func recordContainers(
    _ command: NotebookCode.Command, in notebook: NotebookAsset, scope: String,
    _ record: inout Recorder
  ) {
    for words in AICommands.commands(of: command.text) {
      guard let (image, _) = ScriptContainers.started(by: words, images)?.known else { continue }
      let confidence = scope == "product" ? 0.9 : 0.7
      notebook.record(&record, scope: scope, confidence: confidence)
      let cell = command.cell > 0 ? command.cell : nil
      let id = ContainerRecording.image(
        image, scope: scope, line: command.line, cell: cell, confidence: confidence, &record)
      record.relation(
        .contains, from: notebook.id, to: id, line: command.line, cell: cell,
        confidence: confidence)
    }
  }

  private func record(
    _ use: CommandUse, _ command: NotebookCode.Command, in notebook: NotebookAsset,
    scope: String, _ record: inout Recorder
  ) {
    let confidence = scope == "product" ? 1 : 0.8
    notebook.record(&record, scope: scope, confidence: confidence)
    let cell = command.cell > 0 ? command.cell : nil
    if let dataset = use.dataset {
      let id = record.asset(
        dataset.id, .dataset, name: PlainLine.of(dataset.name), properties: ["scope": .text(scope)],
        line: command.line, cell: cell, confidence: 0.9 * confidence)
      record.relation(
        .reads, from: notebook.id, to: id, line: command.line, cell: cell,
        confidence: 0.9 * confidence)
    }
    if let model = use.model(models) {
      let id = record.model(
        model, scope: scope, line: command.line, cell: cell, confidence: 0.9 * confidence)
      record.relation(
        .reads, from: notebook.id, to: id, line: command.line, cell: cell,
        confidence: 0.9 * confidence)
    } else if let provider = use.entry.provider.flatMap({ providers[$0] }) {
      record.asset(
        provider.id, provider.kind, name: provider.name, properties: provider.properties(),
        line: command.line, cell: cell, confidence: 0.9 * confidence)
    }
  }
}
