/// The vocabulary: every kind and relation with what may be said of it. Made from
/// `Catalog/schema.yaml` at build time; see `docs/schema.md`.
public struct Schema: Sendable {
  /// Properties that every kind may carry.
  public let common: [PropertyDeclaration]
  public let kinds: [KindDeclaration]
  public let relations: [RelationDeclaration]
  private let kindNumbers: [String: UInt8]
  private let relationNumbers: [String: UInt8]

  init(
    common: [PropertyDeclaration], kinds: [KindDeclaration], relations: [RelationDeclaration]
  ) {
    self.common = common
    self.kinds = kinds
    self.relations = relations
    kindNumbers = Dictionary(
      uniqueKeysWithValues: kinds.enumerated().map { ($1.name, UInt8($0)) })
    relationNumbers = Dictionary(
      uniqueKeysWithValues: relations.enumerated().map { ($1.name, UInt8($0)) })
  }

  public func kind(named name: String) -> AssetKind? {
    kindNumbers[name].map(AssetKind.init(rawValue:))
  }

  public func relation(named name: String) -> RelationKind? {
    relationNumbers[name].map(RelationKind.init(rawValue:))
  }

  /// The declaration of a property of that kind, its own or a common one.
  public func property(_ name: String, of kind: AssetKind) -> PropertyDeclaration? {
    kinds[Int(kind.rawValue)].properties.first { $0.name == name }
      ?? common.first { $0.name == name }
  }
}

public struct KindDeclaration: Sendable {
  public let name: String
  public let group: String
  public let description: String
  /// Whether assets of the kind belong to no one team: packages, providers, people.
  public let isShared: Bool
  /// Whether an asset of the kind is shadow AI when no approval covers it.
  public let needsApproval: Bool
  public let properties: [PropertyDeclaration]
}

public struct PropertyDeclaration: Sendable {
  public enum ValueType: String, Sendable { case text, boolean, integer, number, time, list, map }

  /// How the values of several sources become one.
  public enum Merge: String, Sendable { case surest, any, all, union, ranked }

  public let name: String
  public let type: ValueType
  public let merge: Merge
  /// The values allowed, where the text is closed; else empty.
  public let values: [String]
  public let description: String
}

/// How a relation carries an attacker along or against its stored direction.
public struct Projection: Sendable, Equatable {
  public enum Direction: String, Sendable { case none, forward, backward, both, exit }

  public let influence: Direction
  public let control: Direction
  public let disclosure: Direction
}

/// A probability that replaces the default where the tail or head has a property of that value.
public struct ProbabilityVariant: Sendable {
  public enum Side: String, Sendable { case tail, head }

  public let side: Side
  public let property: String
  public let equals: Value
  public let probability: Double
}

public struct RelationDeclaration: Sendable {
  /// What a relation that is no step multiplies into the steps that it covers.
  public enum Dampening: String, Sendable { case effectiveness, approval }

  public let name: String
  public let meaning: String
  /// Kinds allowed at the tail; nil for any.
  public let tails: [AssetKind]?
  /// Kinds allowed at the head; nil for any.
  public let heads: [AssetKind]?
  public let projection: Projection
  /// Projections added where the tail is a TrainingJob, Notebook or Pipeline.
  public let pipelineProjection: Projection?
  /// Probability of one step, 0 to 1.
  public let probability: Double
  public let disclosureProbability: Double?
  public let variants: [ProbabilityVariant]
  public let dampens: Dampening?
  /// How one such relation is ended, as an order with `{tail}` and `{head}`; nil where it cannot be.
  public let cut: String?

  /// Whether a relation between these kinds is one that the schema knows.
  public func allows(tail: AssetKind, head: AssetKind) -> Bool {
    (tails?.contains(tail) ?? true) && (heads?.contains(head) ?? true)
  }
}
