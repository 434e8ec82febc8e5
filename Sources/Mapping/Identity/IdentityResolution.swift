public import Estate

/// Finds the assets that are one thing under several ids.
///
/// Strong keys merge: union-find over their values. Medium and weak keys only suggest. What people
/// decided outranks both. The order in which things were seen never changes the result.
public struct IdentityResolution: Sendable {
  private let facts: IdentityFacts
  private let decisions: IdentityDecisions

  public init(_ facts: IdentityFacts, decisions: IdentityDecisions = IdentityDecisions()) {
    self.facts = facts
    self.decisions = decisions
  }

  /// What suggests `SAME_AS`, as the detector of its relations.
  static let detector = "identity"

  public func resolve(_ estate: Estate) -> ResolvedIdentities {
    let postings = KeyPostings(estate, facts)
    var components = components(of: estate, postings)
    let merges = components.merges()
    let suggestions = IdentitySuggestions(estate, facts, postings)
      .suggestions(among: &components)
    return ResolvedIdentities(merges: merges, suggestions: suggestions)
  }

  /// The merges alone: what is suggested besides is best asked once all is known.
  public func merges(_ estate: Estate) -> ResolvedIdentities {
    var components = components(of: estate, KeyPostings(estate, facts, onlyStrong: true))
    return ResolvedIdentities(merges: components.merges(), suggestions: [])
  }

  /// Takes out what an earlier resolution suggested, so that it is compared anew.
  public static func withdraw(from observations: inout Observations) {
    observations.relations.removeAll {
      $0.kind == .sameAs && $0.sighting.detector == detector
    }
  }

  private func components(of estate: Estate, _ postings: KeyPostings) -> IdentityComponents {
    var components = IdentityComponents(estate, facts.preferred)
    components.decide(decisions)
    for posting in postings.strong { components.unite(posting.assets, by: posting.key) }
    return components
  }
}
