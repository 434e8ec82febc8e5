import Formats

/// Tests of arguments against what they are worth.
extension Construct.ArgumentTest {
  /// The value that makes it hold, empty where that says nothing; nil where it does not hold.
  func holds(for values: [Meaning]) -> String? {
    switch condition {
    case .always: return ""
    case .absent: return values.isEmpty ? "" : nil
    case .any:
      guard let first = values.first else { return nil }
      if case .null = first { return nil }
      return ""
    case .oneOf(let wanted):
      if values.isEmpty { return wanted.contains("absent") ? "" : nil }
      return values.lazy.flatMap { $0.scalars + $0.openedPath }.first { value in
        wanted.contains { Wildcard.matches(value.lowercased(), $0) }
      }
    case .contains(let part):
      let isThere = values.contains { $0.holds(part) }
      return isThere ? part : nil
    // Only the reader knows the providers.
    case .provider: return nil
    case .lacks(let part):
      let texts = values.flatMap(\.scalars)
      return texts.isEmpty || texts.contains { $0.lowercased().contains(part) } ? nil : texts[0]
    }
  }
}

extension Meaning {
  /// Whether a text stands in it, in lower case; of objects in the keys and values, too.
  func holds(_ part: String, depth: Int = 0) -> Bool {
    switch self {
    case .object(let entries, _):
      depth < 6
        && entries.prefix(64).contains { entry in
          entry.key.lowercased().contains(part) || entry.value.holds(part, depth: depth + 1)
        }
    case .list(let items, _), .oneOf(let items):
      depth < 6 && items.prefix(64).contains { $0.holds(part, depth: depth + 1) }
    default: texts.contains { $0.lowercased().contains(part) }
    }
  }

  /// The text that it is; nil where it is no text or empty.
  var literal: String? {
    switch self {
    case .text(let text, _): text.isEmpty ? nil : text
    // A template without holes.
    case .template(let pieces, _):
      if pieces.count == 1, case .text(let text)? = pieces.first, !text.isEmpty {
        text
      } else {
        nil
      }
    case .number(let text): text
    case .environment(_, let value?): value.literal
    case .oneOf(let values): values.lazy.compactMap(\.literal).first
    default: nil
    }
  }

  /// The path of a file that is open, or none.
  var openedPath: [String] {
    if case .instance = self, let path { [path] } else { [] }
  }

  /// The literal in a list, or none.
  var literalWords: [String] { literal.map { [$0] } ?? [] }

  /// A literal of any type, or the last part of a name, as text.
  var scalar: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .null: "null"
    case .external(let symbol): symbol.last
    case .member(_, let symbol): symbol.last
    default: literal
    }
  }

  /// The scalars, and what is known of texts with holes.
  var texts: [String] {
    switch self {
    case .template(let pieces, _):
      [
        pieces.map { piece in
          if case .text(let text) = piece { text } else { "{}" }
        }.joined()
      ]
    case .list(let items, _), .oneOf(let items): items.flatMap(\.texts)
    case .environment(_, let value?): value.texts
    default: scalar.map { [$0] } ?? []
    }
  }

  /// The scalars of a list, or the one in its place.
  var scalars: [String] {
    switch self {
    case .list(let items, _), .oneOf(let items): items.flatMap(\.scalars)
    default: scalar.map { [$0] } ?? []
    }
  }
}
