import Estate
import Formats

/// Files of weights that code names, whoever fetches or reads them.
extension SourceLinker {
  /// A file of a hub by its address, and the model that it is of:
  /// `https://huggingface.co/acme/small-GGUF/resolve/main/small.Q4_K_M.gguf`.
  func hubFile(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.scope != "test", let text = unit.outline.text(node),
      facts.texts.learning.mayBeArtifact(file: text),
      let model = facts.models.model(fileAddress: text)
    else { return }
    let place = CodePlace(unit: unit.index, node: node)
    if known(.place(place)) == nil, !namedModels.contains(place) {
      recordMentioned(model, at: place)
    }
    weights(text, node, in: unit)
  }

  /// A file of weights by its ending, which no other files have: `"small.Q4_K_M.gguf"`.
  func weightFile(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.scope != "test", let text = unit.outline.text(node),
      facts.texts.learning.isWeights(text)
    else { return }
    weights(text, node, in: unit)
  }

  private func weights(_ path: String, _ node: SourceOutline.Expression, in unit: SourceUnit) {
    let line = unit.outline.line(node)
    guard !dataLines.contains(CodeLine(unit: unit.index, line: line)),
      let thing = artifact(path, in: unit)
    else { return }
    asset(thing, line: line, in: unit, confidence: 0.7 * confidence(unit))
    contain(thing, line: line, in: unit)
  }
}
