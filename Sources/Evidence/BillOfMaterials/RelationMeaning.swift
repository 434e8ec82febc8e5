import Estate

/// What a relation means in a bill of materials.
struct RelationMeaning: Sendable {
  enum Dependency: Sendable { case none, tailOnHead, headOnTail }

  let dependency: Dependency
  /// Type of the SPDX relationship, and whether it leads from head to tail.
  let type: String
  let isReversed: Bool

  private init(_ dependency: Dependency, _ type: String, reversed: Bool = false) {
    self.dependency = dependency
    self.type = type
    isReversed = reversed
  }

  private static let needs = RelationMeaning(.tailOnHead, "dependsOn")
  private static let isNeeded = RelationMeaning(.headOnTail, "dependsOn", reversed: true)
  private static let says = RelationMeaning(.none, "other")

  private static let ofKind: [RelationKind: RelationMeaning] = [
    .reaches: says, .exposes: needs, .serves: needs, .runsOn: needs, .ingestedBy: isNeeded,
    .feeds: isNeeded, .retrievesFrom: needs, .usesModel: needs, .hasPrompt: needs,
    .hasSkill: needs, .remembersIn: needs, .canCall: needs, .delegatesTo: needs,
    .connectsTo: needs, .provides: RelationMeaning(.tailOnHead, "contains"),
    .returnsContentTo: says, .actsAs: says, .reads: needs,
    .writes: RelationMeaning(.none, "generates"), .performs: says, .sendsTo: needs,
    .trainedOn: RelationMeaning(.tailOnHead, "trainedOn"),
    .fineTunedOn: RelationMeaning(.tailOnHead, "trainedOn"),
    .derivedFrom: RelationMeaning(.tailOnHead, "descendantOf"),
    .materialisedAs: RelationMeaning(.tailOnHead, "hasDistributionArtifact"),
    .loadedBy: isNeeded, .storedIn: needs, .canRead: says, .canWrite: says, .canAdmin: says,
    .canInvoke: says, .canAssume: says, .memberOf: says, .runsAs: says,
    .authenticatesAs: says, .containsSecret: says,
    .builds: RelationMeaning(.headOnTail, "generates"), .runsIn: isNeeded, .deploys: says,
    .dependsOn: needs, .guardedBy: needs, .gatedBy: needs,
    .contains: RelationMeaning(.tailOnHead, "contains"), .ownedBy: says, .governedBy: says,
    .approvedBy: says, .evaluatedBy: RelationMeaning(.none, "hasTest"),
    .affectedBy: RelationMeaning(.none, "hasAssociatedVulnerability"),
    .providedBy: says, .sameAs: says,
  ]

  /// Nil for a kind that nobody has decided on.
  init?(_ kind: RelationKind) {
    guard let meaning = Self.ofKind[kind] else { return nil }
    self = meaning
  }

  /// What an estate's relation means; one that is not decided on is only told.
  static func of(_ kind: RelationKind) -> RelationMeaning { RelationMeaning(kind) ?? says }
}
