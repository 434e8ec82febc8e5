import Estate
import Formats

/// Records one custom resource of an AI product.
struct CustomObject {
  let object: ManifestObject
  let kind: KubernetesKinds.Kind
  let files: ManifestRecording

  private var catalog: ContainerCatalog { files.catalog }
  private var properties: [String: Value] { ["scope": .text(files.scope)] }

  /// Names of the service accounts that it runs as.
  var accounts: [String] {
    texts(kind.accounts) + pods.compactMap { $0["serviceAccountName"]?.text }
  }

  private var pods: [DocumentNode] {
    kind.pods.flatMap { $0.entries(in: object.node) }.map(\.value)
  }

  private func texts(_ paths: [DocumentPath]) -> [String] {
    paths.flatMap { $0.entries(in: object.node) }.compactMap(\.value.text)
  }

  private func id(_ asset: AssetKind) -> AssetID {
    files.names.id(asset, object.namespace, object.name)
  }

  func record(_ record: inout Recorder) {
    record.asset(files.entry.repository.id, .repository, name: files.entry.repository.name)
    let asset: AssetID
    switch kind.meaning {
    case .endpoint: asset = recordEndpoint(&record)
    case .training: asset = self.asset(.trainingJob, [:], &record)
    case .notebook: asset = self.asset(.notebook, [:], &record)
    case .vectorIndex:
      asset = self.asset(
        .vectorIndex, ["engine": .text(kind.engine ?? object.kind.lowercased())], &record)
    case .gateway: asset = self.asset(.gateway, [:], &record)
    case .agent: asset = recordAgent(&record)
    case .mcpServer: asset = recordMcpServer(&record)
    case .modelConfig, .runtime:
      recordModels(&record) { _, _, _ in }
      for facts in containers { recordImage(facts, &record) }
      return
    }
    record.relation(
      .contains, from: files.entry.repository.id, to: asset, line: object.line)
  }

  private var containers: [ContainerFacts] {
    let accelerators = catalog.images.accelerators
    let folder = files.names.folder
    let alone = kind.containers.flatMap { $0.entries(in: object.node) }.prefix(100).map {
      PodContainers.container($0.value, accelerators: accelerators, in: folder)
    }
    let uses =
      pods.flatMap { PodContainers.read($0, accelerators: accelerators, in: folder) } + alone
    return uses.map { ContainerFacts($0, catalog) }
  }

  private func asset(
    _ asset: AssetKind, _ more: [String: Value], _ record: inout Recorder
  ) -> AssetID {
    let id = record.asset(
      id(asset), asset, name: PlainLine.of(object.name),
      properties: properties.merging(more) { $1 }, line: object.line,
      confidence: files.confidence)
    for facts in containers { recordImage(facts, &record) }
    return id
  }

  private func recordImage(_ facts: ContainerFacts, _ record: inout Recorder) {
    guard let image = facts.container.image else { return }
    _ = ContainerRecording.image(
      image, scope: files.scope, line: facts.container.line, confidence: files.confidence, &record)
  }

  private func recordEndpoint(_ record: inout Recorder) -> AssetID {
    let endpoint = asset(.endpoint, [:], &record)
    let workload = record.asset(
      files.names.workload(object), .workload, name: PlainLine.of(object.name),
      properties: properties.merging(["type": .text(object.kind.lowercased())]) { $1 },
      line: object.line, confidence: files.confidence)
    record.relation(.runsOn, from: endpoint, to: workload, line: object.line)
    for account in Set(accounts).sorted() {
      let id = record.asset(
        files.names.id(.serviceAccount, object.namespace, account), .serviceAccount,
        name: account, line: object.line)
      record.relation(.runsAs, from: workload, to: id, line: object.line)
    }
    var isKnown = false
    for facts in containers {
      isKnown = isKnown || !facts.models.isEmpty
      recordVariables(facts, &record)
      guard let image = facts.container.image else { continue }
      let id = AssetID(.containerImage, "oci", image.name)
      record.relation(.runsIn, from: id, to: workload, line: facts.container.line)
      for model in facts.models {
        let model = record.model(model, scope: files.scope, line: facts.container.line)
        record.relation(.serves, from: endpoint, to: model, line: facts.container.line)
      }
    }
    for text in texts(kind.images) {
      guard let image = ImageReference(text) else { continue }
      let id = ContainerRecording.image(
        image, scope: files.scope, line: object.line, confidence: files.confidence, &record)
      record.relation(.runsIn, from: id, to: workload, line: object.line)
    }
    recordModels(&record) { model, line, record in
      isKnown = true
      record.relation(.serves, from: endpoint, to: model, line: line)
    }
    if kind.servesOwn, !isKnown {
      let model = record.asset(
        id(.model), .model, name: PlainLine.of(object.name),
        properties: properties.merging(["provider": "self-hosted"]) { $1 }, line: object.nameLine,
        confidence: files.confidence)
      record.relation(.serves, from: endpoint, to: model, line: object.nameLine)
    }
    return endpoint
  }

  /// Records the models that variables of a container name.
  private func recordVariables(_ facts: ContainerFacts, _ record: inout Recorder) {
    for variable in facts.container.environment {
      guard let value = variable.value,
        let model = catalog.model(ofVariable: variable.name, value)
      else { continue }
      record.model(model, scope: files.scope, line: variable.line, confidence: 0.8)
    }
  }

  /// Records the models that the object names.
  private func recordModels(
    _ record: inout Recorder, then relate: (AssetID, Int, inout Recorder) -> Void
  ) {
    let provider = texts(kind.providers).first.flatMap { catalog.providers.provider(named: $0) }
    for entry in kind.models.flatMap({ $0.entries(in: object.node) }) {
      guard let literal = entry.value.text,
        let model = catalog.models.model(literal, provider: kind.hub ?? provider?.slug)
      else { continue }
      relate(record.model(model, scope: files.scope, line: entry.line), entry.line, &record)
    }
    for entry in kind.uris.flatMap({ $0.entries(in: object.node) }) {
      guard let uri = entry.value.text,
        let model = ModelAddress(uri, catalog.models)
      else { continue }
      let name = kind.servesOwn ? (object.name, object.nameLine) : nil
      relate(
        model.record(&record, as: name, scope: files.scope, line: entry.line), entry.line, &record)
    }
    guard let place = kind.model else { return }
    for settings in kind.settings.flatMap({ $0.entries(in: object.node) }) {
      let use = PodContainers.container(
        settings.value, accelerators: [], in: files.names.folder)
      let literals =
        CommandUse.values(of: place.options, in: use.words)
        + place.environment.compactMap { use.variable($0)?.value }
      for literal in literals.prefix(20) {
        guard let model = catalog.models.model(literal, provider: place.hub) else { continue }
        let line = use.line(naming: literal)
        relate(record.model(model, scope: files.scope, line: line), line, &record)
      }
    }
  }

  private func recordAgent(_ record: inout Recorder) -> AssetID {
    let agent = asset(.agent, ["framework": "kagent", "type": "assistant"], &record)
    let message =
      DocumentPath("spec.systemMessage").entries(in: object.node).first
      ?? DocumentPath("spec.declarative.systemMessage").entries(in: object.node).first
    if let message, let text = message.value.text {
      let prompt = record.asset(
        id(.prompt), .prompt, name: "\(PlainLine.of(object.name)) system message",
        properties: properties.merging([
          "digest": .text(ByteDigest.sha256(Array(text.utf8))), "role": "system",
        ]) { $1 }, line: message.line)
      record.relation(.hasPrompt, from: agent, to: prompt, line: message.line)
    }
    let tools =
      object.node.at("spec.declarative.tools")?.items ?? object.node.at("spec.tools")?.items ?? []
    for tool in tools {
      guard let server = tool.at("mcpServer.name")?.text else { continue }
      let id = record.asset(
        files.names.id(.mcpServer, object.namespace, server), .mcpServer, name: server,
        line: tool.line, confidence: 0.9)
      record.relation(.connectsTo, from: agent, to: id, line: tool.line)
    }
    return agent
  }

  private func recordMcpServer(_ record: inout Recorder) -> AssetID {
    var more: [String: Value] = [:]
    if let image = texts(kind.images).first.flatMap({ ImageReference($0) }) {
      more["image"] = .text(image.name)
      more["pin"] = image.digest != nil ? "digest" : image.tag == nil ? "unpinned" : "exact"
    }
    return asset(.mcpServer, more, &record)
  }
}
