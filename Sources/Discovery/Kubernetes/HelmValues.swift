import Estate
import Formats

/// Reads the values of a chart: the images of AI products that it installs, and the models that it serves from where
/// they are stored.
struct HelmValues {
  let catalog: ContainerCatalog
  let scope: String
  private static let nodeLimit = 20_000

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    var open = [root]
    var count = 0
    while let node = open.popLast(), count < Self.nodeLimit {
      count += 1
      if let text = node["repository"]?.text ?? node["image"]?.text {
        let registry = node["registry"]?.text.map { "\($0)/" } ?? ""
        let tag = node["tag"]?.scalar.map { ":\($0)" } ?? ""
        if let image = ImageReference(text.contains(":") ? text : registry + text + tag),
          catalog.images.product(of: image).map({ !$0.isWeak }) == true
        {
          _ = ContainerRecording.image(
            image, scope: scope, line: node["repository"]?.line ?? node.line, confidence: 0.8,
            &record)
        }
      }
      recordModels(node, in: root, &record)
      open += node.entries.map(\.value) + node.items
    }
  }

  /// `predictor: {storageUri: "gs://acme-models/clerk"}`, by the name that stands beside it or at the top.
  private func recordModels(
    _ node: DocumentNode, in root: DocumentNode, _ record: inout Recorder
  ) {
    for entry in node.entries {
      guard let text = entry.value.text, catalog.servers.isStorage(text, named: entry.key),
        let address = ModelAddress(text, catalog.models)
      else { continue }
      let name =
        catalog.servers.storedModelKeys.lazy.compactMap { node[$0] ?? root[$0] }.first
        ?? node["name"]
      _ = address.record(
        &record, as: name.flatMap { name in name.text.map { ($0, name.line) } }, scope: scope,
        line: entry.value.line)
    }
  }
}
