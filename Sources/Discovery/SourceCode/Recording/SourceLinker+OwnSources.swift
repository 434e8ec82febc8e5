import Estate
import Formats

/// Classes that people write themselves to read content for models, or to look it up.
extension SourceLinker {
  func ownSource(_ index: Int, in unit: SourceUnit) {
    let name = unit.outline.className(index)
    guard unit.isAuthored, !facts.texts.ownSources.isBase(name) else { return }
    let key = ThingKey.definition(unit: unit.index, index: index)
    guard known(key)?.isEmpty != false else { return }
    if let occurrence = occurrence(for: key) {
      // A retriever of a library's kind that has no index gives what it is given, or finds elsewhere.
      if occurrence.construct.product == .retriever, attached("index", occurrence).isEmpty {
        recordSource(index, in: unit)
      }
      return
    }
    switch derivedRole(index, in: unit) {
    case .retriever:
      // It looks up in the index of its project.
      guard let thing = indexOfProject(unit) else { return }
      asset(thing, line: unit.outline.classLine(index), in: unit, confidence: 0.6)
    case .reader: recordSource(index, in: unit)
    case nil:
      if isWebSearch(index, in: unit) {
        recordSource(index, ["type": .text("web"), "trust": .text("untrusted")], in: unit)
      } else if isDocumentReader(index, in: unit) {
        recordSource(index, in: unit)
      }
    }
  }

  /// The role of a class that derives from one of the repository that is called likewise, in a project with an index.
  private func derivedRole(_ index: Int, in unit: SourceUnit) -> OwnSourceNames.Role? {
    let names = facts.texts.ownSources
    guard let role = names.role(unit.outline.className(index)),
      indexedProjects.contains(projectFolder(unit).native)
    else { return nil }
    let isDerived = unit.outline.bases(index).contains { base in
      guard case .definition(let home, let inner) = reader.meaning(base, in: unit) else {
        return false
      }
      return names.role(project.units[home].outline.className(inner)) == role
    }
    return isDerived ? role : nil
  }

  /// Whether a class looks something up in the web for a model, by its name, a method and what its file asks.
  private func isWebSearch(_ index: Int, in unit: SourceUnit) -> Bool {
    let names = facts.texts.ownSources
    guard names.searches(unit.outline.className(index)), servesModels(unit),
      hasMethod(index, in: unit, where: names.isSearch)
    else { return false }
    if unit.imports.contains(where: { names.isOfWeb(module: $0.module) }) { return true }
    let outline = unit.outline
    return unit.family == .script
      && outline.calls.contains { call in
        guard let callee = outline.firstChild(call), outline.kind(callee) == .name else {
          return false
        }
        return outline.text(callee).map(names.isOfWeb(function:)) == true
      }
  }

  /// Whether a class reads documents for a model, by its name and a method.
  private func isDocumentReader(_ index: Int, in unit: SourceUnit) -> Bool {
    let names = facts.texts.ownSources
    return names.readsDocuments(unit.outline.className(index)) && servesModels(unit)
      && hasMethod(index, in: unit, where: names.isReading)
  }

  private func hasMethod(
    _ index: Int, in unit: SourceUnit, where isWanted: (String) -> Bool
  ) -> Bool {
    methods(ofClass: index, in: unit).contains { isWanted(unit.outline.functionName($0)) }
  }

  private func servesModels(_ unit: SourceUnit) -> Bool {
    modelProjects.contains(projectFolder(unit).native)
  }

  private func recordSource(
    _ index: Int, _ properties: [String: Value] = [:], in unit: SourceUnit
  ) {
    let (name, line) = (unit.outline.className(index), unit.outline.classLine(index))
    let key = ThingKey.definition(unit: unit.index, index: index)
    let symbol = symbol(name, for: key, .contentSource, unit)
    let thing = Thing(
      AssetID(.contentSource, "repo", "\(unit.native)#\(symbol)"), .contentSource, name)
    remember([thing], for: key)
    asset(thing, properties, line: line, in: unit, confidence: 0.6)
    contain(thing, line: line, in: unit)
  }
}
