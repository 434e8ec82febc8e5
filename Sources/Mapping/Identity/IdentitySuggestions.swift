internal import Estate

/// Pairs of assets that may be the same by keys that are not enough by themselves.
struct IdentitySuggestions {
  private let estate: Estate
  private let facts: IdentityFacts
  private let postings: KeyPostings

  /// Relations of an asset that are searched for one to the other of a pair.
  private static let relationLimit = 64

  init(_ estate: Estate, _ facts: IdentityFacts, _ postings: KeyPostings) {
    self.estate = estate
    self.facts = facts
    self.postings = postings
  }

  func suggestions(
    among components: inout IdentityComponents
  ) -> [ResolvedIdentities.Suggestion] {
    var pairs: [Pair: [String: IdentityKey.Strength]] = [:]
    for posting in postings.suggestive {
      let roots = Set(posting.assets.map { components.root(of: $0) }).sorted()
      guard roots.count > 1, roots.count <= facts.sharedLimit else { continue }
      for (position, second) in roots.enumerated() {
        for first in roots[..<position] {
          pairs[Pair(first: first, second: second), default: [:]][posting.key] = posting.strength
        }
      }
    }
    guard !pairs.isEmpty else { return [] }
    let groups = components.groups()
    var suggestions: [ResolvedIdentities.Suggestion] = []
    for (pair, keys) in pairs {
      let first = groups[pair.first] ?? [pair.first]
      let second = groups[pair.second] ?? [pair.second]
      guard !components.areApart(pair.first, pair.second), !areDifferent(first, second) else {
        continue
      }
      let (a, b) = (components.canonical(of: first), components.canonical(of: second))
      let agreeing = keys.values.count { $0 == .medium } > 1
      let tail = estate.assets[min(a, b)]
      suggestions.append(
        ResolvedIdentities.Suggestion(
          first: tail.id, second: estate.assets[max(a, b)].id,
          confidence: agreeing ? facts.agreeingConfidence : facts.singleConfidence,
          keys: keys.keys.sorted(), source: tail.sightings.first?.source ?? "identity"))
    }
    return suggestions.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// Whether some key tells the two apart, or a relation does: nothing is related to itself.
  private func areDifferent(_ first: [Int], _ second: [Int]) -> Bool {
    let (a, b) = (values(of: first), values(of: second))
    if a.contains(where: { key, values in b[key].map(values.isDisjoint) ?? false }) { return true }
    return first.contains { isRelated($0, to: second) }
      || second.contains { isRelated($0, to: first) }
  }

  private func values(of members: [Int]) -> [String: Set<String>] {
    members.reduce(into: [:]) { all, member in
      all.merge(postings.distinguishing[member] ?? [:]) { $0.union($1) }
    }
  }

  private func isRelated(_ asset: Int, to others: [Int]) -> Bool {
    estate.outgoing(asset).prefix(Self.relationLimit).contains { relation in
      estate.kind(ofRelationAt: relation) != .sameAs
        && others.contains(estate.head(ofRelationAt: relation))
    }
  }

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }
}
