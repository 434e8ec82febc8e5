import Estate
import Formats

/// Indexes that settings in code name: `qdrant_collection: str = "notes"`, `os.getenv("QDRANT_COLLECTION", "notes")`.
extension SourceLinker {
  /// Records the index that something names which is called so, where nothing else has told of it.
  func indexSetting(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    guard unit.scope != "test", [.string, .call].contains(unit.outline.kind(value)) else { return }
    var found = reader.meaning(value, in: unit)
    if case .environment(_, let standard?) = found { found = standard }
    guard case .text(let text, let place) = found, place.unit == unit.index,
      let index = facts.texts.vectorSettings.index(text, key: name)
    else { return }
    let project = projectFolder(unit).native
    let known = indexesByProject[project]?.first { $0.thing.name == index.name }?.thing
    let thing =
      known
      ?? Thing(
        AssetID(.vectorIndex, "repo", "\(project)#\(index.engine)/\(index.name.prefix(120))"),
        .vectorIndex, String(index.name.prefix(120)))
    let line = unit.outline.line(place.node)
    asset(
      thing, known == nil ? ["engine": .text(index.engine)] : [:], line: line, in: unit,
      confidence: 0.7 * confidence(unit))
    contain(thing, line: line, in: unit)
  }
}
