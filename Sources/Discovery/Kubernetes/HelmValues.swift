import Estate
import Formats

/// Reads the values of a chart: the images of AI products that it installs.
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
      open += node.entries.map(\.value) + node.items
    }
  }
}
