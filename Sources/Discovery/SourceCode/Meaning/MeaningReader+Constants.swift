import Formats

/// Where constants are given their values.
extension MeaningReader {
  /// The expression that a name is given once, in this file or the one that it is imported from; nil where
  /// there is none, or more than one.
  func constant(
    behind node: SourceOutline.Expression, in unit: SourceUnit
  ) -> (name: String, place: CodePlace)? {
    let outline = unit.outline
    guard let name = outline.text(node) else { return nil }
    switch outline.kind(node) {
    case .name:
      var scope = outline.scope(node)
      while !scope.isFile, unit.bindings(of: name, in: scope).isEmpty {
        scope = outline.parent(of: scope)
      }
      return constant(name, in: scope, of: unit)
    case .member:
      guard let object = outline.firstChild(node),
        case .module(let index) = meaning(object, in: unit)
      else { return nil }
      return constant(name, in: .file, of: project.units[index])
    default: return nil
    }
  }

  private func constant(
    _ name: String, in scope: Scope, of unit: SourceUnit, depth: Int = 0
  ) -> (name: String, place: CodePlace)? {
    let bindings = unit.bindings(of: name, in: scope)
    guard depth < 4, bindings.count == 1, let binding = bindings.first else { return nil }
    switch binding {
    case .value(let node): return (name, CodePlace(unit: unit.index, node: node))
    case .imported(let index):
      let item = unit.imports[index]
      guard let original = item.name, let target = project.unit(of: item, in: unit) else {
        return nil
      }
      return constant(original, in: .file, of: project.units[target], depth: depth + 1)
    default: return nil
    }
  }
}
