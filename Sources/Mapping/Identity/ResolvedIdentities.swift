public import Estate

/// Which ids are one thing, and which may be. Applied by `EstateBuilder.rename`; the observations keep
/// their own ids, so that nothing is lost and a merge can be taken back.
public struct ResolvedIdentities: Sendable, Equatable {
  /// An id that stands for another.
  public struct Merge: Sendable, Equatable {
    public let alias: AssetID
    public let canonical: AssetID
    /// Name of the key that showed it; `decision` where a person said so.
    public let key: String
    /// Where the alias was seen.
    let sighting: Sighting?
  }

  /// Two assets that may be the same. Never merged by itself.
  public struct Suggestion: Sendable, Equatable {
    public let first: AssetID
    public let second: AssetID
    public let confidence: Double
    /// Names of the keys that agree, sorted.
    public let keys: [String]
    let source: String
  }

  /// Sorted by alias.
  public private(set) var merges: [Merge]
  /// Sorted by first and second.
  public let suggestions: [Suggestion]

  init(merges: [Merge], suggestions: [Suggestion]) {
    self.merges = merges
    self.suggestions = suggestions
  }

  public var aliases: [AssetID: AssetID] {
    Dictionary(merges.map { ($0.alias, $0.canonical) }, uniquingKeysWith: { first, _ in first })
  }

  /// The same without the merges of that id: as an alias it stands for itself again, and as the id that
  /// was kept it gives all its aliases back.
  public func unmerge(_ id: AssetID) -> ResolvedIdentities {
    var result = self
    result.merges.removeAll { $0.alias == id || $0.canonical == id }
    return result
  }

  /// The provenance of the merges and, as `SAME_AS` relations, the suggestions.
  public var observations: Observations {
    var observations = Observations()
    for merge in merges {
      guard let kind = merge.canonical.kind else { continue }
      var sighting = merge.sighting ?? Sighting(source: "identity", detector: "")
      sighting.detector = "identity:\(merge.key)"
      observations.assets.append(
        AssetObservation(
          id: merge.canonical, kind: kind, name: merge.canonical.text,
          properties: ["aliases": .texts([merge.alias.text])], sighting: sighting, isStatement: true
        ))
    }
    for suggestion in suggestions {
      observations.relations.append(
        RelationObservation(
          kind: .sameAs, tail: suggestion.first, head: suggestion.second, basis: .inferred,
          properties: ["keys": .texts(suggestion.keys)],
          sighting: Sighting(
            source: suggestion.source, detector: IdentityResolution.detector,
            confidence: suggestion.confidence)))
    }
    return observations
  }
}
