import Estate
import Formats

/// Models by their ids in literals of a type that is called so.
extension SourceLinker {
  /// Models by their ids in literals of a type that is called so: `Model{ID: "gpt-4o", Name: "GPT 4o"}`.
  func typedModels(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.family != .python, unit.family != .script, let type = typeName(of: node, in: unit),
      names.namesModel(type)
    else { return }
    let outline = unit.outline
    for pair in outline.children(node) where outline.kind(pair) == .pair {
      guard let key = outline.key(ofPair: pair)?.lowercased(),
        facts.texts.modelIDKeys.contains(key),
        let value = outline.value(ofPair: pair), outline.kind(value) == .string
      else { continue }
      mention(value, named: "model", in: unit)
    }
  }

  /// The type that an object is a literal of, itself or as an element: `Model{…}`, `[]Model{{…}}`.
  func typeName(of node: SourceOutline.Expression, in unit: SourceUnit) -> String? {
    let outline = unit.outline
    var current = node
    for _ in 0..<3 {
      guard let parent = unit.parent(of: current) else { return nil }
      switch outline.kind(parent) {
      case .opaque, .call:
        guard let type = outline.firstChild(parent), type != current else { return nil }
        return outline.text(type)
      case .list:
        if let type = outline.text(parent) { return type }
        current = parent
      case .object, .unary: current = parent
      default: return nil
      }
    }
    return nil
  }
}
