internal import Formats

/// A part of a secret, in the order written.
enum TokenPart: Sendable, Hashable {
  case text([UInt8])
  case anyOf([[UInt8]])
  /// So many bytes of a set; the counts ascend.
  case run(ByteSet, counts: [Int])
  /// Stands before the secret and is no part of it.
  case before([UInt8])

  /// Longest run that an entry may ask for.
  static let longestRun = 4_096

  /// Reads a part of `token`: a text, or one pair such as `{A-Za-z0-9: 20-24}`.
  init?(_ node: DocumentNode) {
    if let text = node.text {
      self = .text(Array(text.utf8))
      return
    }
    guard node.entries.count == 1, let entry = node.entries.first else { return nil }
    switch entry.key {
    case "any":
      let texts = entry.value.items.compactMap(\.text).map { Array($0.utf8) }
      guard !texts.isEmpty, texts.count == entry.value.items.count else { return nil }
      self = .anyOf(texts.sorted { $0.count > $1.count })
    case "before":
      guard let text = entry.value.text else { return nil }
      self = .before(Array(text.utf8))
    default:
      guard let set = ByteSet(ranges: entry.key), let counts = entry.value.scalar,
        let parsed = Self.counts(counts)
      else { return nil }
      self = .run(set, counts: parsed)
    }
  }

  /// `20`, `20-24` or `20|58|74`.
  private static func counts(_ text: String) -> [Int]? {
    let alternatives = text.split(separator: "|").map { Int($0) }
    if alternatives.count > 1 {
      let counts = alternatives.compactMap { $0 }
      return counts.count == alternatives.count && counts.allSatisfy(isAllowed)
        ? counts.sorted() : nil
    }
    let bounds = text.split(separator: "-").compactMap { Int($0) }
    guard let low = bounds.first, let high = bounds.last, bounds.count <= 2, low <= high,
      isAllowed(low), isAllowed(high)
    else { return nil }
    return Array(low...high)
  }

  private static func isAllowed(_ count: Int) -> Bool { 0...longestRun ~= count }

  var shortest: Int {
    switch self {
    case .text(let text), .before(let text): text.count
    case .anyOf(let texts): texts.last?.count ?? 0
    case .run(_, let counts): counts.first ?? 0
    }
  }

  var longest: Int {
    switch self {
    case .text(let text), .before(let text): text.count
    case .anyOf(let texts): texts.first?.count ?? 0
    case .run(_, let counts): counts.last ?? 0
    }
  }
}
