import Estate
import Formats

/// Records what a Dockerfile builds, where that has to do with AI.
struct DockerfileRecording {
  let catalog: ContainerCatalog
  let copied: CopiedModels
  let entry: FileEntry
  let scope: String
  let dockerfile: Dockerfile

  private struct Seen {
    let use: CommandUse
    let models: [(model: ModelName, line: Int)]
  }

  func record(_ record: inout Recorder) {
    let bases = dockerfile.stages.compactMap { stage -> (ImageReference, Int)? in
      guard !dockerfile.isInternal(stage), let image = ImageReference(stage.image),
        catalog.images.product(of: image).map({ $0.runs != .search }) ?? false
          || catalog.images.isPrivate(image)
      else { return nil }
      return (image, stage.line)
    }
    let hasBaseWithAI = bases.contains { catalog.images.product(of: $0.0) != nil }
    let seen = dockerfile.stages.flatMap { stage in
      stage.commands.flatMap { command in
        command.lines.compactMap { words in
          catalog.commands.use(in: words).map { use in
            let models = use.models(catalog.models).map { model in
              (model: model, line: command.line(naming: model.label))
            }
            return Seen(use: use, models: models)
          }
        }
      }
    }
    let facts = dockerfile.stages.last.map { ContainerFacts(lastContainer($0), catalog) }
    let isServing = facts.map { $0.serves && (!$0.models.isEmpty || $0.command != nil) } ?? false
    recordVariables(&record)
    recordLoaded(&record)
    let models = copiedModels(product: facts?.product)
    guard hasBaseWithAI || !seen.isEmpty || facts?.isAI == true || !models.isEmpty else { return }

    let confidence = scope == "product" ? 1.0 : 0.8
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let own = record.asset(
      AssetID(
        .containerImage, "repo", "\(entry.repository.native)/\(entry.pathInRepository)"),
      .containerImage, name: "\(ProjectFolder(of: entry).name) (\(entry.name))",
      properties: ["scope": .text(scope)], confidence: confidence)
    record.relation(.builds, from: entry.repository.id, to: own)
    for (image, line) in bases {
      let id = ContainerRecording.image(
        image, scope: scope, line: line, confidence: confidence, &record)
      record.relation(.derivedFrom, from: own, to: id, line: line)
    }
    for seen in seen { recordUse(seen, own, &record) }
    for model in models { recordCopied(model.path, line: model.line, own, &record) }
    if let facts, isServing { recordServing(facts, own, &record) }
    for (provider, variable) in facts?.providers ?? [] where !provider.isLocal {
      recordProvider(provider, variable, &record)
    }
  }

  /// The models that it puts into the image: files of weights, and folders where its server looks for them.
  private func copiedModels(product: AIImages.Product?) -> [(path: String, line: Int)] {
    let copies = dockerfile.stages.flatMap(\.copies)
    let models = copies.flatMap { copy in
      copy.sources.filter { source in
        copied.isModel(source)
          || product?.runs == .endpoint && copied.isServed(source, at: copy.target)
      }.map { (path: $0, line: copy.line) }
    }
    return Array(models.prefix(Self.copyLimit))
  }

  private static let copyLimit = 100

  private func recordCopied(
    _ path: String, line: Int, _ own: AssetID, _ record: inout Recorder
  ) {
    let plain = path.prefix { $0 != "?" }
    let address = ServerAddress(String(plain))
    let parts =
      address.map { [Substring($0.host)] + $0.path.split(separator: "/") }
      ?? plain.split(separator: "/").filter { $0 != "." && $0 != ".." }
    guard let name = parts.last else { return }
    let joined = parts.joined(separator: "/")
    let id = record.asset(
      address == nil
        ? AssetID(.modelArtifact, "repo", "\(ProjectFolder(of: entry).native)/\(joined)")
        : AssetID(.modelArtifact, "url", joined),
      .modelArtifact, name: PlainLine.of(name), properties: ["scope": .text(scope)], line: line,
      confidence: scope == "product" ? 0.9 : 0.7)
    record.relation(.contains, from: own, to: id, line: line)
  }

  /// What the last stage starts, as a container.
  private func lastContainer(_ stage: Dockerfile.Stage) -> ContainerUse {
    let starts = stage.commands.filter { $0.purpose == .start }.last
    let entryPoint = stage.commands.filter { $0.purpose == .entry }.last
    let words = (entryPoint?.lines.first ?? []) + (starts?.lines.first ?? [])
    return ContainerUse(
      name: ProjectFolder(of: entry).name,
      image: ImageReference(dockerfile.baseImage(of: stage)), words: words,
      environment: stage.environment.sorted { $0.key < $1.key }.map { name, value in
        let line = dockerfile.variables.last { $0.name == name && $0.value == value }?.line
        return ContainerUse.Variable(name: name, value: value, line: line ?? stage.line)
      }, hasOtherEnvironment: true, ports: stage.ports.map { ContainerUse.Port(container: $0) },
      line: (starts ?? entryPoint)?.line ?? stage.line, folder: ProjectFolder(of: entry).native)
  }

  /// The models that variables name.
  private func recordVariables(_ record: inout Recorder) {
    for variable in dockerfile.variables.prefix(500) {
      guard let model = catalog.model(ofVariable: variable.name, variable.value) else { continue }
      recordModel(model, line: variable.line, &record)
    }
  }

  /// The models that a line of Python loads into the image, so that they need not be fetched later.
  private func recordLoaded(_ record: inout Recorder) {
    for stage in dockerfile.stages {
      for command in stage.commands {
        for words in command.lines {
          for model in catalog.commands.loadedModels(in: words, catalog.models) {
            recordModel(model, line: command.line(naming: model.label), &record)
          }
        }
      }
    }
  }

  private func recordModel(_ model: ModelName, line: Int, _ record: inout Recorder) {
    let confidence = scope == "product" ? 0.8 : 0.6
    let id = record.model(model, scope: scope, line: line, confidence: confidence)
    let project = ProjectFolder(of: entry).record(&record, scope: scope, line: line)
    record.relation(
      .usesModel, from: project, to: id, basis: .inferred, line: line, confidence: 0.7)
  }

  private func recordUse(_ seen: Seen, _ own: AssetID, _ record: inout Recorder) {
    for (model, line) in seen.models {
      let id = record.model(model, scope: scope, line: line)
      record.relation(.contains, from: own, to: id, line: line)
      if seen.use.words.contains("--trust-remote-code") {
        record.signal("model.trust-remote-code", on: id, line: line)
      }
    }
  }

  private func recordServing(
    _ facts: ContainerFacts, _ own: AssetID, _ record: inout Recorder
  ) {
    let endpoint = AssetID(
      .endpoint, "repo", "\(entry.repository.native)/\(entry.pathInRepository)")
    var properties: [String: Value] = ["scope": .text(scope)]
    if let bind = facts.command?.host { properties["bind_address"] = .text(PlainLine.of(bind)) }
    let line = facts.container.line
    record.asset(
      endpoint, .endpoint, name: "\(facts.product?.name ?? "Server") (\(entry.name))",
      properties: properties, line: line, confidence: 0.8)
    record.relation(.contains, from: own, to: endpoint, line: line)
    for model in facts.models {
      let line = facts.container.line(naming: model.label)
      let id = record.model(model, scope: scope, line: line)
      record.relation(.serves, from: endpoint, to: id, line: line)
    }
  }

  private func recordProvider(
    _ provider: ProviderCatalog.Provider, _ variable: ContainerUse.Variable,
    _ record: inout Recorder
  ) {
    let key = ProviderCatalog.holdsKey(variable.name) ? variable.name : nil
    let id = record.provider(provider, credential: key, line: variable.line, confidence: 0.7)
    let project = ProjectFolder(of: entry).record(&record, scope: scope, line: variable.line)
    record.relation(
      .usesModel, from: project, to: id, basis: .inferred, line: variable.line, confidence: 0.6)
  }
}
