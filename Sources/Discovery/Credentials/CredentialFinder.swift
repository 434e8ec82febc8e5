internal import Matching

/// Confirms hits: reads the secret around each, and drops what is no key.
struct CredentialFinder: Sendable {
  struct Found: Sendable {
    let type: CredentialType
    let match: TokenShape.Match
    let confidence: Double
  }

  let types: [CredentialType]
  let placeholders: Placeholders

  /// The secrets in a stretch of a file, by position; where two overlap, the surer type has it.
  ///
  /// - Parameter hits: with ends within the stretch.
  func secrets(in bytes: [UInt8], hits: [PatternHit]) -> [Found] {
    var found: [Found] = []
    var seen: Set<Place> = []
    for hit in hits where types.indices.contains(hit.pattern) {
      let type = types[hit.pattern]
      guard let match = type.shape.match(bytes, endingAt: hit.end) else { continue }
      guard seen.insert(Place(type: hit.pattern, range: match.range)).inserted,
        let confidence = confidence(in: match, of: type, bytes)
      else { continue }
      found.append(Found(type: type, match: match, confidence: confidence))
      if found.count >= Self.limit { break }
    }
    found.sort { left, right in
      let (a, b) = (left.type.shape.fixedCount, right.type.shape.fixedCount)
      return a != b ? a > b : left.type.id < right.type.id
    }
    var kept: [Found] = []
    for candidate in found
    where !kept.contains(where: { $0.match.range.overlaps(candidate.match.range) }) {
      kept.append(candidate)
    }
    return kept.sorted { $0.match.range.lowerBound < $1.match.range.lowerBound }
  }

  private struct Place: Hashable {
    let type: Int
    let range: Range<Int>
  }

  /// Most secrets that are taken from one stretch of a file.
  static let limit = 1_000

  /// How sure it is that this is a key; nil where it is none.
  private func confidence(
    in match: TokenShape.Match, of type: CredentialType, _ bytes: [UInt8]
  ) -> Double? {
    guard
      TokenRandomness.isPlausible(
        match.body, alphabet: type.shape.alphabet, entropy: type.entropy),
      type.checksum?.isRight(match.body) ?? true,
      !placeholders.spells(match.body), !placeholders.isDocumented(bytes[match.range])
    else { return nil }
    let context = TokenContext(bytes, before: match.range.lowerBound)
    guard type.near.isEmpty || context.assigns(type.near, unless: placeholders.otherwise) else {
      return nil
    }
    return context.mentions(placeholders.doubts) ? type.confidence / 2 : type.confidence
  }
}
