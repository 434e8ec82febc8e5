import Formats

/// Prompts that are put together of others: `system=RULES + tool_guide()`, `f"{ROLE}\n{RULES}"`.
extension SourceLinker {
  /// Shortest text of a part that is a prompt of its own.
  private static let shortestPart = 40
  /// Parts of a prompt that are looked into.
  private static let mostParts = 32

  /// The prompts that a text is made of which has no words of its own; nil where it has some, or nothing of it is
  /// known by a name. What is known is recorded in either case.
  func namedParts(ofPromptAt place: CodePlace) -> [Thing]? {
    let unit = project.units[place.unit]
    let outline = unit.outline
    let isJoined =
      outline.kind(place.node) == .template
      || outline.kind(place.node) == .operation && outline.operation(place.node) == .add
    guard isJoined, known(.place(place)) == nil else { return nil }
    var parts: [Thing] = []
    var hasWords = false
    var pending = Array(outline.children(place.node).prefix(Self.mostParts).reversed())
    var seen = 0
    while let part = pending.popLast(), seen < Self.mostParts {
      seen += 1
      switch outline.kind(part) {
      case .string: hasWords = hasWords || outline.text(part)?.contains(where: \.isLetter) == true
      case .operation where outline.operation(part) == .add, .template:
        pending += outline.children(part).reversed()
      default:
        let found = self.part(part, in: unit)
        parts += found.filter { !parts.contains($0) }
        hasWords = hasWords || found.isEmpty
      }
    }
    return hasWords || parts.isEmpty ? nil : parts
  }

  /// The prompt that a constant holds, or that a function gives which is told nothing.
  private func part(_ node: SourceOutline.Expression, in unit: SourceUnit) -> [Thing] {
    switch unit.outline.kind(node) {
    case .name, .member:
      guard let constant = reader.constant(behind: node, in: unit) else { return [] }
      let home = project.units[constant.place.unit]
      guard home.outline.scope(constant.place.node).isFile else { return [] }
      return [part(constant.place.node, named: constant.name, in: home)].compactMap { $0 }
    case .call:
      guard unit.outline.arguments(node).isEmpty, let callee = unit.outline.firstChild(node),
        case .function(let home, let index, _) = reader.meaning(callee, in: unit)
      else { return [] }
      let unit = project.units[home]
      let name = unit.outline.functionName(index)
      return unit.returns(of: index).prefix(4).compactMap { part($0, named: name, in: unit) }
    default: return []
    }
  }

  private func part(
    _ node: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) -> Thing? {
    guard [.string, .template, .operation].contains(unit.outline.kind(node)) else { return nil }
    let (pieces, place): ([TemplatePiece], CodePlace)
    switch reader.meaning(node, in: unit) {
    case .text(let text, let at): (pieces, place) = ([.text(text)], at)
    case .template(let parts, let at): (pieces, place) = (parts, at)
    default: return nil
    }
    let words = pieces.reduce(0) { count, piece in
      if case .text(let text) = piece, text.contains(" ") { count + text.utf8.count } else { count }
    }
    guard place.unit == unit.index, words >= Self.shortestPart else { return nil }
    return prompt(pieces, at: place, owner: name)
  }
}
