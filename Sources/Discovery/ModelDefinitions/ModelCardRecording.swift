import Estate
import Formats

/// Records the model or dataset that a folder holds, by its card and configuration.
struct ModelCardRecording {
  let files: MachineLearningFiles
  let models: ModelNames
  let entry: FileEntry
  let scope: String

  private var folder: ProjectFolder { ProjectFolder(of: entry) }

  private func model(_ properties: [String: Value], _ record: inout Recorder) -> AssetID {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.model, "repo", folder.native), .model, name: folder.name,
      properties: properties.merging(["scope": .text(scope), "provider": "self-hosted"]) { $1 },
      confidence: 0.9)
    record.relation(.contains, from: entry.repository.id, to: id)
    return id
  }

  /// `config.json` of transformers.
  func recordConfiguration(_ root: DocumentNode, _ record: inout Recorder) {
    guard let architecture = root["architectures"]?.scalars.first, root["model_type"]?.text != nil
    else { return }
    let id = model(["architecture": .text(PlainLine.of(architecture))], &record)
    if let node = root["_name_or_path"], let base = node.text, ModelNames.isRepository(base) {
      derive(id, from: base, revision: nil, line: node.line, confidence: 0.7, &record)
    }
    if root["auto_map"]?.isMapping == true {
      record.signal("model.custom-code", on: id, line: root["auto_map"]?.line)
    }
  }

  /// `adapter_config.json` of PEFT.
  func recordAdapter(_ root: DocumentNode, _ record: inout Recorder) {
    guard let node = root["base_model_name_or_path"], let base = node.text,
      root["peft_type"]?.text != nil
    else { return }
    let id = model([:], &record)
    derive(id, from: base, revision: root["revision"]?.text, line: node.line, &record)
  }

  /// `MLmodel` of MLflow.
  func recordMLflow(_ root: DocumentNode, _ record: inout Recorder) {
    guard let flavors = root["flavors"]?.entries, !flavors.isEmpty else { return }
    let flavor = flavors.first { $0.key != "python_function" } ?? flavors.first
    var properties: [String: Value] = [:]
    if let flavor { properties["architecture"] = .text(PlainLine.of(flavor.key)) }
    let id = model(properties, &record)
    for flavor in flavors {
      for key in ["source_model_name", "peft_base_model", "model"] {
        guard let node = flavor.value[key], let base = node.text,
          ModelNames.isRepository(base) || models.recognized(base) != nil
        else { continue }
        derive(id, from: base, revision: nil, line: node.line, &record)
      }
    }
  }

  /// The front matter of `README.md`.
  func recordCard(_ root: DocumentNode, _ record: inout Recorder) {
    var properties: [String: Value] = [:]
    if let license = root["license"]?.scalars.first {
      properties["license"] = .text(PlainLine.of(license))
    }
    if files.datasetCard.contains(where: { root[$0] != nil }), root["pipeline_tag"] == nil {
      properties["scope"] = .text(scope)
      return recordDataset(root["pretty_name"]?.text, properties, &record)
    }
    guard files.modelCard.contains(where: { root[$0] != nil }) else { return }
    if let task = root["pipeline_tag"]?.text { properties["role"] = .text(PlainLine.of(task)) }
    let id = model(properties, &record)
    for base in root["base_model"]?.isSequence == true
      ? root["base_model"]?.items ?? [] : [root["base_model"]].compactMap({ $0 })
    {
      guard let name = base.text else { continue }
      derive(id, from: name, revision: nil, line: base.line, &record)
    }
    for item in root["datasets"]?.items ?? [] {
      guard let name = item.text, (2...200).contains(name.count), !name.contains(" ") else {
        continue
      }
      let dataset = record.asset(
        AssetID(.dataset, "huggingface", name), .dataset, name: PlainLine.of(name),
        line: item.line, confidence: 0.9)
      record.relation(.trainedOn, from: id, to: dataset, line: item.line)
    }
  }

  /// A Croissant description.
  func recordCroissant(_ root: DocumentNode, _ record: inout Recorder) {
    guard root["@type"]?.text?.hasSuffix("Dataset") == true else { return }
    var properties: [String: Value] = ["scope": .text(scope)]
    if let license = root["license"]?.scalars.first {
      properties["license"] = .text(PlainLine.of(license))
    }
    recordDataset(root["name"]?.text, properties, &record)
  }

  /// `dataset_info.json` of datasets.
  func recordDatasetInfo(_ root: DocumentNode, _ record: inout Recorder) {
    guard root["features"] != nil || root["splits"] != nil else { return }
    var properties: [String: Value] = ["scope": .text(scope)]
    let rows = (root["splits"]?.entries ?? []).compactMap { $0.value["num_examples"]?.integer }
    if !rows.isEmpty {
      properties["rows"] = .integer(rows.reduce(0) { $0.addingReportingOverflow($1).partialValue })
    }
    if let license = root["license"]?.text, !license.isEmpty {
      properties["license"] = .text(PlainLine.of(license))
    }
    recordDataset(root["dataset_name"]?.text, properties, &record)
  }

  private func recordDataset(
    _ name: String?, _ properties: [String: Value], _ record: inout Recorder
  ) {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.dataset, "repo", folder.native), .dataset, name: PlainLine.of(name ?? folder.name),
      properties: properties, confidence: 0.9)
    record.relation(.contains, from: entry.repository.id, to: id)
  }

  private func derive(
    _ model: AssetID, from base: String, revision: String?, line: Int, confidence: Double = 1,
    _ record: inout Recorder
  ) {
    guard
      let name = models.model(
        base, provider: ModelNames.isRepository(base) ? "huggingface" : nil, revision: revision)
    else { return }
    let id = record.model(name, line: line, confidence: confidence)
    record.relation(.derivedFrom, from: model, to: id, line: line, confidence: confidence)
  }
}
