public import Configuration
public import Estate
public import Foundation

/// Step 2: gives each asset its owner, environment, criticality, sensitivity, purpose and approval,
/// each as a claim with its source and reason.
public struct Classifier: Sendable {
  let configuration: Configuration
  let facts: ClassificationFacts
  private let now: Date

  /// - Parameter now: decides which approvals have expired.
  public init(configuration: Configuration, facts: ClassificationFacts, now: Date) {
    self.configuration = configuration
    self.facts = facts
    self.now = now
  }

  /// What can be said of the estate, to be merged into it.
  public func classify(_ estate: Estate) -> Observations {
    let places = AssetPlaces(estate: estate)
    var observations = Observations()
    OwnerClassification(configuration: configuration, places: places)
      .classify(estate, into: &observations)
    StatementClassification(configuration: configuration, places: places)
      .classify(estate, into: &observations)
    ApprovalClassification(configuration: configuration, places: places, now: now)
      .classify(estate, into: &observations)
    HintClassification(facts: facts, places: places).classify(estate, into: &observations)
    LifecycleClassification.classify(estate, into: &observations)
    return observations
  }

  /// The kinds of relation whose absence means something, given what the configuration says.
  public var collects: Set<RelationKind> {
    var kinds: Set<RelationKind> = []
    if !configuration.owners.isEmpty { kinds.insert(.ownedBy) }
    if !configuration.approvals.isEmpty { kinds.insert(.approvedBy) }
    return kinds
  }
}
