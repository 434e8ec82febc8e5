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

  public func resolve(_ estate: Estate) -> ResolvedIdentities {
    var components = IdentityComponents(estate, facts.preferred)
    components.decide(decisions)
    let postings = KeyPostings(estate, facts)
    for posting in postings.strong { components.unite(posting.assets, by: posting.key) }
    let merges = components.merges()
    let suggestions = IdentitySuggestions(estate, facts, postings)
      .suggestions(among: &components)
    return ResolvedIdentities(merges: merges, suggestions: suggestions)
  }
}
