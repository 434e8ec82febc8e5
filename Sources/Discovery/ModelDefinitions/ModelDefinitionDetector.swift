public import Catalog
public import Estate
import Formats

/// Reads files that define models and the data behind them: Modelfile, MLflow, MLServer, DVC, Kedro, the configuration
/// and cards of Hugging Face, and Croissant.
public struct ModelDefinitionDetector: Detector {
  public let name = "model-definitions"
  public let collects: Set<RelationKind> = [
    .derivedFrom, .trainedOn, .reads, .writes, .storedIn, .materialisedAs,
  ]
  private let files: MachineLearningFiles
  private let models: ModelNames
  private let scopes: PathScopes

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    files = try MachineLearningFiles(knowledge)
    models = try ModelNames(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
  }

  private enum Format {
    case modelfile, project, mlflowModel, dvcPipeline, dvcFile, dvcConfiguration
    case configuration, adapter, card, croissant, datasetInfo, kedroCatalog
    case serverSettings
  }

  public func wants(_ entry: FileEntry) -> Bool { !entry.isBinary && format(of: entry) != nil }

  private func format(of entry: FileEntry) -> Format? {
    func head(_ text: String) -> Bool { entry.headContains(text) }
    switch entry.usedName {
    case "Modelfile": return .modelfile
    case "MLproject": return .project
    case "MLmodel": return .mlflowModel
    case "dvc.yaml": return .dvcPipeline
    case "config.json":
      return head("\"architectures\"") && head("\"model_type\"") ? .configuration : nil
    case "adapter_config.json": return .adapter
    case "README.md": return entry.head.starts(with: Array("---".utf8)) ? .card : nil
    case "dataset_info.json": return .datasetInfo
    case "model-settings.json": return head("\"implementation\"") ? .serverSettings : nil
    case "config" where entry.parent == ".dvc": return .dvcConfiguration
    default: break
    }
    switch entry.fileExtension {
    case "modelfile": return .modelfile
    case "dvc": return .dvcFile
    case "json" where head("mlcommons.org/croissant"): return .croissant
    case "yml", "yaml":
      let isCatalog = entry.name.hasPrefix("catalog") || entry.parent == "catalog"
      return isCatalog && (head("Dataset") || head("DataSet")) ? .kedroCatalog : nil
    default: return nil
    }
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    let scope = scopes.scope(of: entry.pathInRepository, considersName: false)
    guard scope != "vendored", let format = format(of: entry) else { return }
    let dvc = DVCRecording(files: files, models: models, entry: entry, scope: scope)
    let cards = ModelCardRecording(files: files, models: models, entry: entry, scope: scope)
    switch format {
    case .modelfile:
      ModelfileRecording(files: files, models: models, entry: entry, scope: scope)
        .record(Modelfile(try file.text()), &record)
    case .project: recordProject(try file.document(), entry, scope, &record)
    case .mlflowModel: cards.recordMLflow(try file.document(), &record)
    case .dvcPipeline: dvc.recordPipeline(try file.document(), &record)
    case .dvcFile: dvc.recordTracked(try file.document(), &record)
    case .dvcConfiguration: dvc.recordConfiguration(try file.text(), &record)
    case .configuration: cards.recordConfiguration(try file.json(), &record)
    case .adapter: cards.recordAdapter(try file.json(), &record)
    case .card: try recordCard(file, cards, &record)
    case .croissant: cards.recordCroissant(try file.json(), &record)
    case .kedroCatalog:
      KedroRecording(files: files, entry: entry, scope: scope)
        .record(try file.document(), &record)
    case .serverSettings:
      ServerSettingsRecording(models: models, entry: entry, scope: scope)
        .record(try file.json(), &record)
    case .datasetInfo: cards.recordDatasetInfo(try file.json(), &record)
    }
  }

  private func recordCard(
    _ file: InspectedFile, _ cards: ModelCardRecording, _ record: inout Recorder
  ) throws(Unreadable) {
    guard let front = FrontMatter(try file.text())?.yaml else { return }
    do {
      if let root = try YAMLDocument.parse(Array(front.utf8)).first {
        cards.recordCard(root, &record)
      }
    } catch {
      throw Unreadable("front matter, \(error.description)")
    }
  }

  /// `MLproject`
  private func recordProject(
    _ root: DocumentNode, _ entry: FileEntry, _ scope: String, _ record: inout Recorder
  ) {
    guard let points = root["entry_points"]?.entries, !points.isEmpty else { return }
    let native = "\(entry.repository.native)/\(entry.pathInRepository)"
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let pipeline = record.asset(
      AssetID(.pipeline, "repo", native), .pipeline,
      name: PlainLine.of(root["name"]?.text ?? ProjectFolder(of: entry).name),
      properties: ["scope": .text(scope)])
    record.relation(.contains, from: entry.repository.id, to: pipeline)
    for point in points
    where files.trains(stage: point.key, command: point.value["command"]?.text ?? "") {
      let job = record.asset(
        AssetID(.trainingJob, "repo", "\(native)#\(point.key)"), .trainingJob,
        name: PlainLine.of(point.key), properties: ["scope": .text(scope)], line: point.line)
      record.relation(.contains, from: pipeline, to: job, line: point.line)
    }
  }
}
