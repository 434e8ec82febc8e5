import Estate
import Formats

/// Prompts that are one and stand in several texts: arguments of an agent, lines of a list, parts of a document.
extension SourceLinker {
  /// One prompt of several texts that are given in place: a role, a goal and a backstory.
  func joinedPrompt(
    _ values: inout [Meaning], _ owner: String, _ occurrence: Occurrence
  ) -> Thing? {
    let unit = occurrence.unit
    func piecesInPlace(_ value: Meaning) -> (pieces: [TemplatePiece], place: CodePlace)? {
      let (pieces, place): ([TemplatePiece], CodePlace)
      switch value {
      case .text(let text, let at): (pieces, place) = ([.text(text)], at)
      case .template(let parts, let at): (pieces, place) = (parts, at)
      default: return nil
      }
      guard place.unit == unit.index, !unit.isAssigned(unit.outermost(place.node)),
        known(.place(place)) == nil
      else { return nil }
      return (pieces, place)
    }
    // The lines of one text: `instructions=["Be kind.", "Be brief."]`.
    values = values.flatMap { value -> [Meaning] in
      guard case .list(let items, _) = value, items.count > 1,
        items.allSatisfy({ piecesInPlace($0) != nil })
      else { return [value] }
      return items
    }
    let inPlace = values.compactMap(piecesInPlace)
    guard inPlace.count > 1, let first = inPlace.first else { return nil }
    values.removeAll { piecesInPlace($0) != nil }
    let pieces = inPlace.enumerated().flatMap { index, part in
      index == 0 ? part.pieces : [.text("\n")] + part.pieces
    }
    let joined = prompt(pieces, at: first.place, owner: owner)
    remember(joined, at: inPlace.map(\.place))
    guard let joined else { return nil }
    // An argument of its own, such as a backstory, is seen where it stands; lines of a list are one text.
    let lines = inPlace.dropFirst().map(\.place.node)
      .filter { unit.parent(of: $0).map { unit.outline.kind($0) != .list } ?? true }
      .map(unit.outline.line)
    for line in PromptText.apart(lines, from: unit.outline.line(first.place.node)) {
      asset(joined, line: line, in: unit)
    }
    return joined
  }

  /// The parts of a prompt are none of their own.
  private func remember(_ prompt: Thing?, at places: [CodePlace]) {
    guard let prompt else { return }
    for place in places where known(.place(place)) == nil { remember([prompt], for: .place(place)) }
  }

  /// The prompt whose lines a list holds: `INSTRUCTIONS = ["Be kind.", "Be brief."]`; nil where it holds anything
  /// else.
  func prompt(ofLines items: [Meaning], owner: String) -> Thing? {
    guard !items.isEmpty else { return nil }
    var (pieces, places): ([TemplatePiece], [CodePlace]) = ([], [])
    for item in items.prefix(256) {
      if !pieces.isEmpty { pieces.append(.text("\n")) }
      switch item {
      case .text(let text, let at):
        pieces.append(.text(text))
        places.append(at)
      case .template(let parts, let at):
        pieces += parts
        places.append(at)
      default: return nil
      }
    }
    // Lines that stand together in one list; what is named elsewhere is a text of its own.
    guard let first = places.first,
      let list = project.units[first.unit].parent(of: first.node),
      project.units[first.unit].outline.kind(list) == .list,
      places.allSatisfy({
        $0.unit == first.unit && project.units[first.unit].parent(of: $0.node) == list
      })
    else { return nil }
    let joined = prompt(pieces, at: first, owner: owner)
    remember(joined, at: places)
    return joined
  }

  /// The prompt whose text a document holds in parts: `content: [{ type: "text", text: "…" }, …]`, as editors and
  /// APIs keep it; nil where it holds one, or anything else.
  func prompt(ofParts content: Meaning, owner: String) -> Thing? {
    guard case .list = content else { return nil }
    var parts: [(pieces: [TemplatePiece], place: CodePlace)] = []
    guard gather(content, into: &parts, depth: 0), parts.count > 1, let first = parts.first else {
      return nil
    }
    let pieces = parts.enumerated().flatMap { index, part in
      index == 0 ? part.pieces : [.text("\n")] + part.pieces
    }
    let joined = prompt(pieces, at: first.place, owner: owner)
    remember(joined, at: parts.map(\.place))
    return joined
  }

  /// False where a part is something else than text.
  private func gather(
    _ value: Meaning, into parts: inout [(pieces: [TemplatePiece], place: CodePlace)], depth: Int
  ) -> Bool {
    guard depth < 12, parts.count < 1024 else { return false }
    switch value {
    case .list(let items, _):
      return depth % 2 == 0 && items.allSatisfy { gather($0, into: &parts, depth: depth + 1) }
    case .object(let entries, _):
      guard depth % 2 == 1 else { return false }
      guard let inner = entries.last(where: { ["text", "content"].contains($0.key) })?.value else {
        return true
      }
      switch inner {
      case .text(let text, let at): parts.append(([.text(text)], at))
      case .template(let pieces, let at): parts.append((pieces, at))
      default: return gather(inner, into: &parts, depth: depth + 1)
      }
      return true
    default: return false
    }
  }
}
