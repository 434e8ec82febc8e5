import Estate
import Formats

/// Records the services of a compose file that have to do with AI.
struct ComposeRecording {
  let catalog: ContainerCatalog
  let entry: FileEntry
  let scope: String
  let root: DocumentNode

  func record(_ record: inout Recorder) {
    let services = (root["services"]?.entries ?? []).prefix(500).map { service in
      (service, ContainerFacts(container(service), catalog))
    }.filter { $0.1.isAI || $0.1.product?.runs == .search }
    // A search engine is a store of vectors where something beside it uses AI.
    guard services.contains(where: { $0.1.isAI }) else { return recordModels(&record) }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    for (service, facts) in services {
      recordService(service, facts, among: services.map(\.1), &record)
    }
    recordModels(&record)
  }

  private func place(_ name: String) -> ContainerPlace {
    let folder = ProjectFolder(of: entry).native
    return ContainerPlace(
      workload: AssetID(.workload, "compose", "\(folder)/\(name)"), workloadName: name,
      workloadType: ContainerRecording.composeService,
      endpoint: AssetID(.endpoint, "compose", "\(folder)/\(name)"), endpointName: name,
      folder: folder, scope: scope, confidence: scope == "product" ? 1 : 0.8)
  }

  private func recordService(
    _ service: DocumentEntry, _ facts: ContainerFacts, among services: [ContainerFacts],
    _ record: inout Recorder
  ) {
    let place = place(service.key)
    let recording = ContainerRecording(catalog: catalog, place: place)
    recording.record([facts], line: service.line, &record)
    record.relation(
      .contains, from: entry.repository.id, to: place.workload, line: service.line)
    let servers = services.filter { $0.serves && [.endpoint, .gateway].contains($0.product?.runs) }
    let own = Dictionary(
      servers.map { ($0.container.name.lowercased(), self.place($0.container.name).endpoint) }
    ) { first, _ in first }
    recording.recordAddresses(facts, own: own, in: entry, &record)
    guard let build = service.value["build"] else { return }
    if let image = facts.container.image {
      record.relation(
        .builds, from: entry.repository.id, to: AssetID(.containerImage, "oci", image.name),
        line: facts.container.line)
    }
    let models = recording.declaredModels(facts)
    let providers = facts.providers.filter { !$0.provider.isLocal }
    guard !models.isEmpty || !providers.isEmpty else { return }
    let context = build.text ?? build["context"]?.text ?? "."
    guard !context.contains("$"), !context.contains("://") else { return }
    let project = ProjectFolder(of: entry, relative: context)
      .record(&record, scope: scope, line: service.line)
    let neighbors = facts.container.environment.compactMap { variable in
      variable.value.flatMap { ServerAddress($0)?.host }
    }
    for model in models {
      record.relation(
        .usesModel, from: project, to: model.model.id, line: model.line, confidence: 0.9)
      for server in services where server.serves && server.product?.runs == .endpoint {
        guard neighbors.contains(server.container.name), server.models.isEmpty else { continue }
        record.relation(
          .serves, from: self.place(server.container.name).endpoint, to: model.model.id,
          basis: .inferred, line: model.line, confidence: 0.8)
      }
    }
    for (provider, variable) in providers {
      record.relation(
        .usesModel, from: project, to: provider.id, basis: .inferred, line: variable.line,
        confidence: 0.7)
    }
  }

  /// Docker's own model runner: `models:` beside `services:`.
  private func recordModels(_ record: inout Recorder) {
    for entry in root["models"]?.entries ?? [] {
      guard let literal = entry.value["model"]?.text else { continue }
      let (name, tag) = (ImageReference(literal)?.name, ImageReference(literal)?.tag)
      guard let name else { continue }
      let model = ModelName(
        authority: name.hasPrefix("ai/") ? "docker" : "oci",
        name: tag.map { "\(name):\($0)" } ?? name, revision: nil, provider: nil, role: nil,
        isPinned: literal.contains("@sha256:"))
      record.model(model, scope: scope, line: entry.line)
    }
  }

  private func container(_ service: DocumentEntry) -> ContainerUse {
    let node = service.value
    var use = ContainerUse(name: service.key, line: node["image"]?.line ?? service.line)
    use.folder = ProjectFolder(of: entry).native
    use.image = node["image"]?.text.flatMap { text in
      let text = VariableText.expand(text, [:])
      return ImageReference(text) ?? catalog.images.known(in: text)?.image
    }
    use.words = Self.words(node["entrypoint"]) + Self.words(node["command"])
    for part in [node["entrypoint"], node["command"]].compactMap({ $0 }) {
      use.texts += (part.isSequence ? part.items : [part]).compactMap { item in
        item.scalar.map { (VariableText.expand($0, [:]), item.line) }
      }
    }
    use.environment = Self.environment(node["environment"])
    use.hasOtherEnvironment = node["env_file"] != nil || node["extends"] != nil
    use.ports = (node["ports"]?.items ?? []).compactMap(Self.port)
    let devices = node.at("deploy.resources.reservations.devices")?.items ?? []
    use.usesAccelerator =
      devices.contains { $0["capabilities"]?.scalars.contains("gpu") == true }
      || node["runtime"]?.text == "nvidia" || node["gpus"] != nil
    return use
  }

  private static func words(_ node: DocumentNode?) -> [String] {
    guard let node else { return [] }
    if node.isSequence { return node.scalars.map { VariableText.expand($0, [:]) } }
    return ShellScript.words(VariableText.expand(node.scalar ?? "", [:]))
  }

  private static func environment(_ node: DocumentNode?) -> [ContainerUse.Variable] {
    guard let node else { return [] }
    if node.isMapping {
      return node.entries.map { entry in
        ContainerUse.Variable(
          name: entry.key, value: entry.value.scalar.map { VariableText.expand($0, [:]) },
          line: entry.line)
      }
    }
    return node.items.compactMap { item in
      guard let text = item.scalar else { return nil }
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return ContainerUse.Variable(
        name: String(parts[0]),
        value: parts.count > 1 ? VariableText.expand(String(parts[1]), [:]) : nil, line: item.line)
    }
  }

  /// `127.0.0.1:8080:80/tcp`, `8080:80`, `80`, or the long form.
  private static func port(_ node: DocumentNode) -> ContainerUse.Port? {
    if node.isMapping {
      guard let target = node["target"]?.scalar.flatMap({ Int($0) }) else { return nil }
      return ContainerUse.Port(
        container: target, address: node["host_ip"]?.text,
        published: node["published"]?.scalar.flatMap { Int($0) })
    }
    guard let text = node.scalar else { return nil }
    let plain = VariableText.expand(text, [:]).prefix { $0 != "/" }
    let parts = plain.split(separator: ":")
    guard let container = parts.last.flatMap({ Int($0) }) else { return nil }
    guard parts.count > 1 else { return ContainerUse.Port(container: container) }
    let address = parts.dropLast(2).joined(separator: ":")
    return ContainerUse.Port(
      container: container,
      address: address.isEmpty || address == "0.0.0.0" ? nil : address,
      published: Int(parts[parts.count - 2]))
  }
}
