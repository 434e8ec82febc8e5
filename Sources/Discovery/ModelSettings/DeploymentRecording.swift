import Estate
import Formats

/// Records what files of settings deploy, whoever reads them: images of AI products, and the models that command
/// lines tell servers to load. Compose files, manifests and charts have readers of their own.
struct DeploymentRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String

  /// Most nodes of a file that are looked at, and most that is recorded of it.
  private static let nodeLimit = 20_000
  private static let limit = 200

  private var confidence: Double { scope == "product" ? 0.8 : 0.6 }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    let isManifest = root["apiVersion"] != nil && root["kind"] != nil
    let isCompose = root["services"]?.isMapping == true && entry.lowercasedName.contains("compose")
    guard !isManifest, !isCompose else { return }
    // Charts' values have a reader for their images; steps of workflows one for their commands.
    let readsImages = !entry.lowercasedName.hasPrefix("values")
    let readsCommands = !entry.pathInRepository.hasPrefix(".github/")
    var open = [root]
    var (count, recorded) = (0, 0)
    while let node = open.popLast(), count < Self.nodeLimit, recorded < Self.limit {
      count += 1
      if node.isMapping {
        let image = self.image(of: node)
        if readsImages, let image, !image.product.isWeak {
          recordImage(image.image, line: image.line, &record)
          recorded += 1
        }
        if readsCommands { recordModels(node, image?.image, &recorded, &record) }
        recordApplication(node, in: root, &recorded, &record)
      }
      open += (node.entries.map(\.value) + node.items).filter { $0.isMapping || $0.isSequence }
        .reversed()
    }
  }

  private func image(
    of node: DocumentNode
  ) -> (image: ImageReference, product: AIImages.Product, line: Int)? {
    for entry in node.entries where facts.imageKeys.contains(entry.key) {
      guard let text = entry.value.text, text.contains("/"),
        let known = facts.containers.images.known(in: VariableText.expand(text, [:]))
      else { continue }
      return (known.image, known.product, entry.value.line)
    }
    return nil
  }

  /// An application of Ray Serve, by the object that it is imported from: `import_path: shop.serve:app`.
  private func recordApplication(
    _ node: DocumentNode, in root: DocumentNode, _ recorded: inout Int, _ record: inout Recorder
  ) {
    guard let path = node["import_path"]?.text,
      ["route_prefix", "runtime_env", "deployments"].contains(where: { node[$0] != nil }),
      case let parts = path.split(separator: ":", omittingEmptySubsequences: false),
      parts.count == 2,
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.count <= 200
          && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      })
    else { return }
    let line = node["import_path"]?.line ?? node.line
    let name = node["name"]?.text ?? root["name"]?.text ?? path
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.endpoint, "repo", "\(entry.repository.native)/\(entry.pathInRepository)#\(path)"),
      .endpoint, name: PlainLine.of(name), properties: ["scope": .text(scope)], line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    recorded += 1
  }

  private func recordImage(_ image: ImageReference, line: Int, _ record: inout Recorder) {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = ContainerRecording.image(
      image, scope: scope, line: line, confidence: confidence, &record)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
  }

  /// The models that the command line of a container names, or its variables where its product reads them there.
  private func recordModels(
    _ node: DocumentNode, _ image: ImageReference?, _ recorded: inout Int, _ record: inout Recorder
  ) {
    let parts = node.entries.filter { facts.commandKeys.contains($0.key) }
    guard !parts.isEmpty || image != nil else { return }
    var use = ContainerUse(name: "", image: image, line: node.line)
    for part in parts {
      let texts = part.value.isSequence ? part.value.items : [part.value]
      for item in texts {
        guard let text = item.scalar, text.utf8.count <= 8_192 else { continue }
        use.texts.append((text, item.line))
        use.words += part.value.isSequence ? [text] : ShellScript.words(text)
      }
    }
    let container = ContainerFacts(use, facts.containers)
    for model in container.models.prefix(20) {
      let line = use.line(naming: model.label)
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = record.model(model, scope: scope, line: line, confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
      recorded += 1
    }
  }
}
