/// One relation of the estate, read out of its columns.
public struct Relation: Sendable {
  public let kind: RelationKind
  /// Index of the asset at the tail.
  public let tail: Int
  /// Index of the asset at the head.
  public let head: Int
  /// The strongest basis of its sightings.
  public let basis: Basis
  /// The highest confidence of its sightings, 0 to 1.
  public let confidence: Double
}

/// A fact on an asset that rules may judge.
public struct Signal: Sendable {
  public let signal: String
  /// Index of the asset.
  public let asset: Int
  public let detail: [String: Value]
  public let sighting: Sighting
}
