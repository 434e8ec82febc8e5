internal import Estate

/// A text with `{authority}`, `{native}`, `{name}`, properties such as `{url}`, and the neighbours along
/// a relation: `{->HAS_PROMPT}` by id, `{->PROVIDES.name}` by name.
struct KeyTemplate: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case authority, native, name
    case property(String)
    case neighbors(RelationKind, byName: Bool)
  }

  /// More neighbours than these are not compared.
  private static let neighborLimit = 256
  private let pieces: [Piece]

  /// Nil where a brace is not closed or names nothing.
  init?(_ template: String) {
    var pieces: [Piece] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}"),
        let piece = Self.piece(rest[rest.index(after: open)..<close])
      else { return nil }
      pieces.append(piece)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  private static func piece(_ word: Substring) -> Piece? {
    switch word {
    case "authority": return .authority
    case "native": return .native
    case "name": return .name
    case "": return nil
    default: break
    }
    guard word.hasPrefix("->") else { return .property(String(word)) }
    let byName = word.hasSuffix(".name")
    let relation = RelationKind(name: String(word.dropFirst(2).dropLast(byName ? 5 : 0)))
    return relation.map { .neighbors($0, byName: byName) }
  }

  /// Nil where a part of it is not known.
  func text(of index: Int, _ parts: AssetIDParts, in estate: Estate) -> String? {
    let asset = estate.assets[index]
    var text = ""
    for piece in pieces {
      let part: String?
      switch piece {
      case .text(let literal): part = literal
      case .authority: part = parts.authority
      case .native: part = parts.native
      case .name: part = asset.name
      case .property(let name): part = Self.scalar(asset.properties[name])
      case .neighbors(let kind, let byName):
        part = Self.neighbors(of: index, kind, byName: byName, in: estate)
      }
      guard let part, !part.isEmpty else { return nil }
      text += part
    }
    return text
  }

  private static func scalar(_ value: Value?) -> String? {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    default: nil
    }
  }

  private static func neighbors(
    of index: Int, _ kind: RelationKind, byName: Bool, in estate: Estate
  ) -> String? {
    let relations = estate.outgoing(index, kind)
    guard !relations.isEmpty, relations.count <= neighborLimit else { return nil }
    return relations.map { relation in
      let head = estate.assets[estate.head(ofRelationAt: relation)]
      return byName ? head.name : head.id.text
    }
    .sorted().joined(separator: "\n")
  }
}
