import Formats

/// Paths that are put together.
extension MeaningReader {
  /// `os.path.join(a, b)`, `Path(a, b)`, `Path(a) / b`.
  func joinedPath(
    _ parts: [SourceOutline.Expression], _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    var (pieces, hasText): ([TemplatePiece], Bool) = ([], false)
    for part in parts.prefix(32) {
      if !pieces.isEmpty { pieces.append(.text("/")) }
      switch meaning(part, in: unit) {
      case .text(let text, _), .environment(_, .text(let text, _)?):
        hasText = true
        pieces.append(.text(text))
      case .template(let inner, _):
        hasText = true
        pieces += inner
      default: pieces.append(.hole(Self.label(part, unit)))
      }
    }
    return hasText ? Self.joined(pieces, place) : .unknown
  }
}
