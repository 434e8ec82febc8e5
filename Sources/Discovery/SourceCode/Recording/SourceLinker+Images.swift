import Estate
import Formats

/// Container images of AI products that code names: for a deployment, a test, a job.
extension SourceLinker {
  func image(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard let text = unit.outline.text(node), (6...200).contains(text.utf8.count),
      text.utf8.contains(UInt8(ascii: "/")), !text.utf8.contains(UInt8(ascii: " ")),
      !text.contains("://"), let image = ImageReference(text),
      image.tag != nil || image.digest != nil
        || image.name.prefix(while: { $0 != "/" }).contains("."),
      let product = facts.images.product(of: image), !product.isWeak
    else { return }
    asset(
      Thing(AssetID(.containerImage, "oci", image.name), .containerImage, image.name),
      ContainerRecording.properties(of: image), line: unit.outline.line(node), in: unit,
      confidence: 0.8 * confidence(unit))
  }
}
