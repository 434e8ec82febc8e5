import Estate
import Formats

/// Records the pipelines and data that DVC keeps track of.
struct DVCRecording {
  let files: MachineLearningFiles
  let models: ModelNames
  let entry: FileEntry
  let scope: String

  private var folder: String { ProjectFolder(of: entry).native }

  private struct Stage {
    let name: String
    let line: Int
    let trains: Bool
    let evaluates: Bool
    let inputs: [(path: String, line: Int)]
    let outputs: [(path: String, isKept: Bool, line: Int)]
  }

  /// `dvc.yaml`
  func recordPipeline(_ root: DocumentNode, _ record: inout Recorder) {
    recordArtifacts(root, &record)
    let stages = (root["stages"]?.entries ?? []).prefix(1000).map(stage)
    guard !stages.isEmpty else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let pipeline = record.asset(
      AssetID(.pipeline, "repo", "\(entry.repository.native)/\(entry.pathInRepository)"),
      .pipeline, name: "\(ProjectFolder(of: entry).name) (DVC)",
      properties: ["scope": .text(scope)])
    record.relation(.contains, from: entry.repository.id, to: pipeline)
    let produced = Dictionary(
      stages.enumerated().flatMap { number, stage in stage.outputs.map { ($0.path, number) } },
      uniquingKeysWith: { first, _ in first })
    let trained = Set(
      stages.flatMap { modelsMade(by: $0) })
    for stage in stages {
      let inputs = stage.inputs.filter { isData($0.path, produced) }
      for input in inputs where !isOfModel(input.path, trained) {
        // A later stage that tests the model reads the model, no dataset.
        let id =
          trained.contains(input.path)
          ? modelID(input.path)
          : dataset(input.path, line: input.line, &record)
        record.relation(.reads, from: pipeline, to: id, line: input.line)
      }
      let made = modelsMade(by: stage)
      for output in stage.outputs
      where !made.contains(output.path) && isKept(output.path, stages) {
        if files.isWeights(output.path) {
          _ = weights(output.path, line: output.line, &record)
          continue
        }
        let id = dataset(output.path, line: output.line, &record)
        record.relation(.writes, from: pipeline, to: id, line: output.line)
        if output.isKept { recordRemote(of: id, line: output.line, &record) }
      }
      if !made.isEmpty || stage.trains {
        recordTraining(stage, inputs.map(\.path), stages, produced, pipeline, &record)
      } else if stage.evaluates {
        let models = inputs.map(\.path).filter(trained.contains)
        recordEvaluation(stage, of: models, pipeline, &record)
      }
    }
  }

  /// `artifacts:` of `dvc.yaml`: what others find by a name.
  private func recordArtifacts(_ root: DocumentNode, _ record: inout Recorder) {
    for artifact in (root["artifacts"]?.entries ?? []).prefix(1000) {
      guard let path = artifact.value["path"]?.text else { continue }
      let kind: AssetKind
      switch artifact.value["type"]?.text {
      case "model": kind = .modelArtifact
      case "dataset", "data": kind = .dataset
      default: continue
      }
      record.asset(
        AssetID(kind, "repo", ProjectFolder(of: entry, relative: path).native), kind,
        name: PlainLine.of(artifact.key), properties: ["scope": .text(scope)], line: artifact.line,
        confidence: 0.9)
    }
  }

  /// Whether an output is data: not what is said of models, nor what nobody reads and no data are called so.
  private func isKept(_ path: String, _ stages: [Stage]) -> Bool {
    if StorageAddress(path) != nil
      || stages.contains(where: { $0.inputs.contains { $0.path == path } })
    {
      return true
    }
    return !files.isReport(path) && !files.isInModels(path)
      && (files.isData(path) || isFolder(path))
  }

  /// Whether a path is one of weights that no stage of the pipeline is seen to make.
  private func isOfModel(_ path: String, _ trained: Set<String>) -> Bool {
    !trained.contains(path) && files.isWeights(path)
  }

  private func isFolder(_ path: String) -> Bool {
    path.split(separator: "/").last.map { !$0.contains(".") } ?? false
  }

  private func recordEvaluation(
    _ stage: Stage, of models: [String], _ pipeline: AssetID, _ record: inout Recorder
  ) {
    let evaluation = part(.evaluation, of: pipeline, stage, &record)
    for path in models {
      record.relation(
        .evaluatedBy, from: modelID(path), to: evaluation, line: stage.line)
    }
  }

  /// What a stage is, as a part of the pipeline.
  private func part(
    _ kind: AssetKind, of pipeline: AssetID, _ stage: Stage, _ record: inout Recorder
  ) -> AssetID {
    let id = record.asset(
      AssetID(
        kind, "repo", "\(entry.repository.native)/\(entry.pathInRepository)#\(stage.name)"), kind,
      name: PlainLine.of(stage.name), properties: ["scope": .text(scope)], line: stage.line)
    record.relation(.contains, from: pipeline, to: id, line: stage.line)
    return id
  }

  private func modelID(_ path: String) -> AssetID {
    AssetID(.model, "repo", "\(folder)/\(path)")
  }

  private func weights(_ path: String, line: Int, _ record: inout Recorder) -> AssetID {
    record.asset(
      AssetID(.modelArtifact, "repo", ProjectFolder(of: entry, relative: path).native),
      .modelArtifact, name: PlainLine.of(path), properties: ["scope": .text(scope)], line: line,
      confidence: 0.9)
  }

  private func recordTraining(
    _ stage: Stage, _ inputs: [String], _ stages: [Stage], _ produced: [String: Int],
    _ pipeline: AssetID, _ record: inout Recorder
  ) {
    let job = part(.trainingJob, of: pipeline, stage, &record)
    for input in inputs {
      record.relation(.reads, from: job, to: datasetID(input), line: stage.line)
    }
    let upstream = sources(of: inputs, stages, produced).subtracting(inputs)
    let made = modelsMade(by: stage)
    for output in stage.outputs where made.contains(output.path) {
      let model = record.asset(
        modelID(output.path), .model, name: PlainLine.of(output.path),
        properties: ["scope": .text(scope), "provider": "self-hosted"], line: stage.line)
      if files.isModel(output.path) {
        let weights = weights(output.path, line: output.line, &record)
        record.relation(.materialisedAs, from: model, to: weights, line: output.line)
      }
      for writer in [job, pipeline] {
        record.relation(.writes, from: writer, to: model, line: output.line)
      }
      for input in inputs {
        record.relation(.trainedOn, from: model, to: datasetID(input), line: stage.line)
      }
      // What the stages before it were given shapes the model as well.
      for source in upstream.sorted() {
        record.relation(
          .trainedOn, from: model, to: datasetID(source), basis: .inferred, line: stage.line,
          confidence: 0.9)
      }
    }
  }

  /// The outputs of a stage that trains which are models: by their names, else folders, as trainers save
  /// their checkpoints.
  private func modelsMade(by stage: Stage) -> [String] {
    guard stage.trains else { return [] }
    let paths = stage.outputs.map(\.path)
    let named = paths.filter(files.isModel)
    guard named.isEmpty else { return named }
    return paths.filter { isFolder($0) && !files.isReport($0) && !files.isData($0) }
  }

  /// The data that the inputs were made from.
  private func sources(
    of inputs: [String], _ stages: [Stage], _ produced: [String: Int]
  ) -> Set<String> {
    var seen: Set<String> = []
    var open = inputs
    while let path = open.popLast() {
      guard seen.insert(path).inserted, let number = produced[path] else { continue }
      open += stages[number].inputs.map(\.path).filter { isData($0, produced) }
    }
    return seen
  }

  private func isData(_ path: String, _ produced: [String: Int]) -> Bool {
    StorageAddress(path) != nil || produced[path] != nil
      || (!files.isCode(path) && files.isData(path))
  }

  /// A `.dvc` file: data that is kept elsewhere.
  func recordTracked(_ root: DocumentNode, _ record: inout Recorder) {
    for output in root["outs"]?.items ?? [] {
      guard let place = output["path"], let path = place.text else { continue }
      if files.isModel(path), !files.isData(path) {
        recordWeights(path, place.line, of: root, &record)
        continue
      }
      let id = dataset(
        path, line: place.line, revision: output["md5"]?.text ?? output["etag"]?.text, &record)
      recordRemote(of: id, line: place.line, &record)
    }
    // `dvc import-url`: where it came from.
    for dependency in root["deps"]?.items ?? [] {
      guard let address = dependency["path"]?.text.flatMap({ StorageAddress($0) }) else { continue }
      record.dataset(address, line: dependency.line)
    }
  }

  /// Weights that DVC keeps, and the model on a hub that they were imported from.
  private func recordWeights(
    _ path: String, _ line: Int, of root: DocumentNode, _ record: inout Recorder
  ) {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let weights = weights(path, line: line, &record)
    recordRemote(of: weights, line: line, &record)
    for dependency in root["deps"]?.items ?? [] {
      guard let url = dependency.at("repo.url"), let text = url.text,
        let name = models.model(address: text)?.name,
        let model = models.model(
          name, provider: "huggingface", revision: dependency.at("repo.rev_lock")?.text)
      else { continue }
      let id = record.model(model, scope: scope, line: url.line)
      record.relation(.materialisedAs, from: id, to: weights, line: url.line)
    }
  }

  /// `.dvc/config`: where the data is kept.
  func recordConfiguration(_ text: String, _ record: inout Recorder) {
    let sections = INISections(text)
    guard let name = sections.value("core", "remote"),
      let section = sections.all.first(where: { $0.name == "remote \"\(name)\"" }),
      let url = section.values["url"], let address = StorageAddress(url.value)
    else { return }
    let store = record.store(address, line: url.line)
    let remote = self.remote(line: url.line, &record)
    record.relation(.sameAs, from: remote, to: store, line: url.line)
  }

  private func remote(line: Int?, _ record: inout Recorder) -> AssetID {
    record.asset(
      AssetID(.dataStore, "dvc", entry.repository.native), .dataStore,
      name: "DVC remote of \(entry.repository.name)",
      properties: ["type": "bucket", "engine": "dvc"], line: line, confidence: 0.8)
  }

  private func recordRemote(of dataset: AssetID, line: Int, _ record: inout Recorder) {
    record.relation(.storedIn, from: dataset, to: remote(line: line, &record), line: line)
  }

  private func datasetID(_ path: String) -> AssetID {
    if let address = StorageAddress(path) {
      return AssetID(.dataset, address.authority, address.native)
    }
    return AssetID(.dataset, "repo", ProjectFolder(of: entry, relative: path).native)
  }

  private func dataset(
    _ path: String, line: Int, revision: String? = nil, _ record: inout Recorder
  ) -> AssetID {
    if let address = StorageAddress(path) { return record.dataset(address, line: line) }
    var properties: [String: Value] = ["scope": .text(scope)]
    if let revision { properties["revision"] = .text(PlainLine.of(revision)) }
    return record.asset(
      datasetID(path), .dataset, name: PlainLine.of(path), properties: properties, line: line,
      confidence: 0.9)
  }

  private func stage(_ entry: DocumentEntry) -> Stage {
    let node = entry.value["do"] ?? entry.value
    let command = (node["cmd"]?.scalars ?? []).joined(separator: " ")
    let outputs = (node["outs"]?.items ?? []).compactMap {
      item -> (path: String, isKept: Bool, line: Int)? in
      if let path = item.text { return (path, true, item.line) }
      guard let only = item.entries.first else { return nil }
      return (only.key, only.value["cache"]?.boolean != false, item.line)
    }
    let inputs = (node["deps"]?.items ?? []).compactMap { item -> (path: String, line: Int)? in
      (item.text ?? item.entries.first?.key).map { ($0, item.line) }
    }
    return Stage(
      name: entry.key, line: entry.line, trains: files.trains(stage: entry.key, command: command),
      evaluates: files.evaluates(stage: entry.key, command: command), inputs: inputs,
      outputs: outputs)
  }
}
