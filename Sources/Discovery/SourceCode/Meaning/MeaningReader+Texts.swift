import Formats

/// Texts that methods make of others.
extension MeaningReader {
  /// The text that lines are joined to, as scripts write long ones: `["You are …", `Today is ${day}.`].join("\n")`.
  func joinedTexts(
    _ callee: SourceOutline.Expression, _ call: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Meaning? {
    guard unit.family == .script, unit.outline.text(callee) == "join",
      let object = unit.outline.firstChild(callee),
      case .list(let items, let place) = meaning(object, in: unit), !items.isEmpty
    else { return nil }
    let between = unit.outline.arguments(call).first.map { meaning($0, in: unit).literal } ?? ","
    var (pieces, hasText): ([TemplatePiece], Bool) = ([], false)
    for item in items.prefix(512) {
      if !pieces.isEmpty { pieces.append(.text(between ?? " ")) }
      switch item {
      case .text(let text, _):
        pieces.append(.text(text))
        hasText = hasText || text.contains(" ")
      case .template(let inner, _):
        pieces += inner
        hasText = true
      case .number(let text): pieces.append(.text(text))
      case .oneOf, .unknown, .environment, .null, .list: pieces.append(.hole("…"))
      default: return nil
      }
    }
    return hasText ? Self.joined(pieces, place) : nil
  }

  /// What Rust takes where a variable of the environment is not set: `env::var("MODEL").unwrap_or("gpt-4o".into())`.
  func fallback(
    _ callee: SourceOutline.Expression, _ call: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Meaning? {
    guard unit.family == .rust, let method = unit.outline.text(callee),
      method == "unwrap_or" || method == "unwrap_or_else",
      let object = unit.outline.firstChild(callee),
      case .environment(let name, nil) = meaning(object, in: unit),
      let given = unit.outline.arguments(call).first
    else { return nil }
    var value = meaning(given, in: unit)
    if case .function(_, let index, _) = value, unit.outline.kind(given) == .function {
      value = Self.either(unit.returns(of: index).prefix(4).map { meaning($0, in: unit) })
    }
    return .environment(name, value.isUnknown ? nil : value)
  }
}
