/// An asset while its sightings are gathered.
struct AssetDraft: Sendable {
  let id: AssetID
  private(set) var kind: AssetKind?
  private var names: [Named] = []
  private var claims: Set<PropertyClaim> = []
  private var sightings: Set<Sighting> = []

  init(id: AssetID) {
    self.id = id
    kind = id.kind
  }

  mutating func observe(_ observation: AssetObservation) {
    kind = kind ?? observation.kind
    if !observation.isStatement {
      names.append(
        Named(confidence: observation.sighting.confidence, name: observation.name))
      if names.count > 16 { names = [bestName].compactMap { $0 } }
      sightings.insert(observation.sighting)
    }
    for (property, value) in observation.properties where value != .null {
      claims.insert(
        PropertyClaim(property: property, value: value, sighting: observation.sighting))
    }
  }

  /// Adds what was gathered under another id.
  mutating func absorb(_ other: AssetDraft) {
    kind = kind ?? other.kind
    names += other.names
    if names.count > 16 { names = [bestName].compactMap { $0 } }
    claims.formUnion(other.claims)
    sightings.formUnion(other.sightings)
  }

  /// The merged asset; nil where the kind is unknown.
  func asset() -> Asset? {
    guard let kind else { return nil }
    let sorted = claims.sorted()
    var properties: [String: Value] = [:]
    var start = sorted.startIndex
    while start < sorted.endIndex {
      let property = sorted[start].property
      var end = start
      while end < sorted.endIndex, sorted[end].property == property { end += 1 }
      let declaration = Schema.current.property(property, of: kind)
      properties[property] = Self.value(of: sorted[start..<end], declaration)
      start = end
    }
    return Asset(
      id: id, kind: kind, name: bestName?.name ?? bareName, properties: properties, claims: sorted,
      sightings: sightings.sorted())
  }

  private var bestName: Named? {
    names.min { ($0.confidence, $1.name) > ($1.confidence, $0.name) }
  }

  private var bareName: String {
    String(id.text.split(separator: ":", maxSplits: 2).last ?? Substring(id.text))
  }

  /// One value of several claims on one property, whatever their order.
  private static func value(
    of claims: ArraySlice<PropertyClaim>, _ declaration: PropertyDeclaration?
  ) -> Value? {
    switch declaration?.merge {
    case .any where claims.allSatisfy { $0.value.boolean != nil }:
      return .boolean(claims.contains { $0.value == true })
    case .all where claims.allSatisfy { $0.value.boolean != nil }:
      return .boolean(claims.allSatisfy { $0.value == true })
    case .union where claims.allSatisfy { $0.value.list != nil }:
      return .list(Set(claims.flatMap { $0.value.list ?? [] }).sorted())
    case .ranked:
      let said = Set(claims.compactMap(\.value.text))
      if let first = declaration?.values.first(where: said.contains) { return .text(first) }
      return claims.first?.value
    default:
      return claims.max { left, right in
        let (a, b) = (left.sighting.confidence, right.sighting.confidence)
        return a != b ? a < b : left.value > right.value
      }?.value
    }
  }

  private struct Named: Sendable {
    let confidence: Double
    let name: String
  }
}
