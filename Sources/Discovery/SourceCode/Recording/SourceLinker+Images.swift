import Estate
import Formats

/// Container images of AI products that code names, and command lines of servers of models: for a deployment, a
/// test, a job.
extension SourceLinker {
  /// The models that a command line of a server or a fetch names: `"vllm serve acme/house-7b --port 8000"`.
  func commandLine(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.outline.withBytes(of: node, facts.commands.mayServe),
      let text = unit.outline.text(node), text.utf8.count <= 2_000
    else { return }
    for use in facts.commands.uses(in: text).prefix(8)
    where use.entry.does == .serve || use.entry.does == .pull {
      for model in use.models(facts.models).prefix(8) {
        let line = unit.outline.line(node)
        asset(
          Thing(model.id, .model, model.name),
          [
            "provider": .text(model.provider ?? model.authority),
            "pinned": .boolean(model.isPinned),
          ],
          line: line, in: unit, confidence: 0.7 * confidence(unit))
        relation(
          .usesModel, from: application(unit), to: model.id, line: line, in: unit,
          basis: .inferred, confidence: 0.6)
      }
    }
  }

  func image(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard var text = unit.outline.text(node), (6...200).contains(text.utf8.count),
      text.utf8.contains(UInt8(ascii: "/")), !text.utf8.contains(UInt8(ascii: " ")),
      !text.contains("://")
    else { return }
    // Behind the registry of a text with holes: `f"{registry}/ollama/ollama:0.5"`.
    if text.hasPrefix("/") { text.removeFirst() }
    guard let image = ImageReference(text),
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
