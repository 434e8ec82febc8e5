import Estate
import Formats

/// Tools that a host finds in a class of a certain name: `class Tools` of Open WebUI.
extension SourceLinker {
  func hostedTools(in unit: SourceUnit) {
    let outline = unit.outline
    let hosted = facts.texts.hostedClasses
    guard unit.family == .python else { return }
    for index in 0..<outline.classCount
    where outline.classScope(index).isFile && hosted.names.contains(outline.className(index))
      && outline.bases(index).isEmpty
    {
      let methods = methods(ofClass: index, in: unit)
      let hasInner = (0..<outline.classCount).contains {
        outline.classScope($0) == Scope(class: index)
          && hosted.inner.contains(outline.className($0))
      }
      let isMeant =
        hasInner
        || methods.contains { method in
          outline.parameters(method).contains { hosted.parameters.contains($0.name) }
        }
      guard isMeant else { continue }
      for method in methods
      where !outline.functionName(method).hasPrefix("_")
        && outline.parameters(method).first.map({ SourceUnit.selfNames.contains($0.name) }) == true
      {
        _ = rawTool(function: method, unit)
      }
    }
  }
}
