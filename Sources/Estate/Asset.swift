/// One asset of the estate, merged from all its sightings.
public struct Asset: Sendable {
  public var id: AssetID { content.id }
  public var kind: AssetKind { content.kind }
  public var name: String { content.name }
  /// The value that holds for each property, chosen as the schema's `merge` says.
  public var properties: [String: Value] { content.properties }
  /// Every source's value of every property, sorted.
  public var claims: [PropertyClaim] { content.claims }
  /// Sorted, without duplicates.
  public var sightings: [Sighting] { content.sightings }

  /// Shared by all copies: estates that differ in little are made again and again.
  private let content: Content

  private final class Content: Sendable {
    let id: AssetID
    let kind: AssetKind
    let name: String
    let properties: [String: Value]
    let claims: [PropertyClaim]
    let sightings: [Sighting]

    init(
      id: AssetID, kind: AssetKind, name: String, properties: [String: Value],
      claims: [PropertyClaim], sightings: [Sighting]
    ) {
      self.id = id
      self.kind = kind
      self.name = name
      self.properties = properties
      self.claims = claims
      self.sightings = sightings
    }
  }

  public init(
    id: AssetID, kind: AssetKind, name: String, properties: [String: Value] = [:],
    claims: [PropertyClaim] = [], sightings: [Sighting] = []
  ) {
    content = Content(
      id: id, kind: kind, name: name, properties: properties, claims: claims,
      sightings: sightings)
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
