/// One asset of the estate, merged from all its sightings.
public struct Asset: Sendable {
  public let id: AssetID
  public let kind: AssetKind
  public let name: String
  /// The value that holds for each property, chosen as the schema's `merge` says.
  public let properties: [String: Value]
  /// Every source's value of every property, sorted.
  public let claims: [PropertyClaim]
  /// Sorted, without duplicates.
  public let sightings: [Sighting]

  public init(
    id: AssetID, kind: AssetKind, name: String, properties: [String: Value] = [:],
    claims: [PropertyClaim] = [], sightings: [Sighting] = []
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.properties = properties
    self.claims = claims
    self.sightings = sightings
  }
}

extension Asset {
  /// The source of what is stated or concluded of the asset: that of the asset itself, so that the
  /// statement lasts as long as what it is about.
  public var source: String { sightings.first?.source ?? Self.statedSource }

  /// The source of what is stated or concluded of an asset that nobody saw.
  public static let statedSource = "stated"
}

/// What one sighting says of one property.
public struct PropertyClaim: Sendable, Hashable, Comparable {
  public let property: String
  public let value: Value
  public let sighting: Sighting

  public init(property: String, value: Value, sighting: Sighting) {
    self.property = property
    self.value = value
    self.sighting = sighting
  }

  public static func < (left: PropertyClaim, right: PropertyClaim) -> Bool {
    if left.property != right.property { return left.property < right.property }
    if left.sighting != right.sighting { return left.sighting < right.sighting }
    return left.value < right.value
  }
}
