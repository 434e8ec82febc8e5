/// An asset while its sightings are gathered: each sighting once, what it claims beside it.
struct AssetDraft: Sendable {
  let id: AssetID
  private(set) var kind: AssetKind?
  private var name: Named?
  private var origins: [Origin] = []
  private var claims: [Claim] = []
  /// What was made of it, while that holds.
  private var made: Asset?
  /// Size at which what is there twice is next taken out.
  private var patience = Self.few

  /// So much is compared one by one; more is appended, and looked through when it has doubled.
  private static let few = 64
  private var size: Int { origins.count + claims.count }

  private struct Named: Sendable {
    let confidence: Double
    let text: String
  }

  private struct Origin: Sendable {
    let sighting: Sighting
    /// Whether the asset was seen there, not only spoken of.
    var isPlace: Bool
  }

  private struct Claim: Sendable, Equatable, Comparable {
    let property: String
    let value: Value
    /// Index of its origin.
    var origin: Int32

    /// The order of `PropertyClaim`, where the origins are in order.
    static func < (left: Claim, right: Claim) -> Bool {
      if left.property != right.property { return left.property < right.property }
      if left.origin != right.origin { return left.origin < right.origin }
      return left.value < right.value
    }
  }

  init(id: AssetID) {
    self.id = id
    kind = id.kind
  }

  mutating func observe(_ observation: AssetObservation) {
    made = nil
    kind = kind ?? observation.kind
    if !observation.isStatement {
      take(Named(confidence: observation.sighting.confidence, text: observation.name))
    }
    let said = observation.properties.filter { $0.value != .null }
    if said.isEmpty, observation.isStatement { return }
    let origin = origin(observation.sighting, isPlace: !observation.isStatement)
    for (property, value) in said { add(Claim(property: property, value: value, origin: origin)) }
    if size > patience { settle() }
  }

  /// Adds what was gathered under another id.
  mutating func absorb(_ other: AssetDraft) {
    if id == other.id, name == nil, size == 0 {
      self = other
      return
    }
    made = nil
    kind = kind ?? other.kind
    if let name = other.name { take(name) }
    let moved = other.origins.map { origin($0.sighting, isPlace: $0.isPlace) }
    for claim in other.claims {
      add(Claim(property: claim.property, value: claim.value, origin: moved[Int(claim.origin)]))
    }
    if size > patience { settle() }
  }

  /// The name that is given with most confidence; of several the first.
  private mutating func take(_ other: Named) {
    if let name, (name.confidence, other.text) >= (other.confidence, name.text) { return }
    name = other
  }

  private mutating func origin(_ sighting: Sighting, isPlace: Bool) -> Int32 {
    let known =
      size <= Self.few
      ? origins.lastIndex { $0.sighting == sighting }
      : origins.indices.last.flatMap { origins[$0].sighting == sighting ? $0 : nil }
    if let known {
      if isPlace { origins[known].isPlace = true }
      return Int32(known)
    }
    origins.append(Origin(sighting: sighting, isPlace: isPlace))
    return Int32(origins.count - 1)
  }

  private mutating func add(_ claim: Claim) {
    if size <= Self.few, claims.contains(claim) { return }
    claims.append(claim)
  }

  /// Puts origins and claims in order, each once. What was in order before costs one look.
  private mutating func settle() {
    let order = origins.indices.sorted { origins[$0].sighting < origins[$1].sighting }
    var kept: [Origin] = []
    kept.reserveCapacity(origins.count)
    var moved = [Int32](repeating: 0, count: origins.count)
    for number in order {
      if let last = kept.last, last.sighting == origins[number].sighting {
        if origins[number].isPlace { kept[kept.count - 1].isPlace = true }
      } else {
        kept.append(origins[number])
      }
      moved[number] = Int32(kept.count - 1)
    }
    origins = kept
    for index in claims.indices { claims[index].origin = moved[Int(claims[index].origin)] }
    claims.sort()
    var count = 0
    for index in claims.indices where count == 0 || claims[count - 1] != claims[index] {
      claims[count] = claims[index]
      count += 1
    }
    claims.removeSubrange(count...)
    patience = max(Self.few, 2 * size)
  }

  /// Makes the merged asset, and remembers it until more is said of it.
  mutating func make() {
    if made != nil { return }
    settle()
    made = merged()
  }

  /// The merged asset; nil where the kind is unknown.
  func asset() -> Asset? {
    if let made { return made }
    var settled = self
    settled.settle()
    return settled.merged()
  }

  /// The asset of what is settled.
  private func merged() -> Asset? {
    guard let kind else { return nil }
    let claims = claims.map {
      PropertyClaim(
        property: $0.property, value: $0.value, sighting: origins[Int($0.origin)].sighting)
    }
    return Asset(
      id: id, kind: kind, name: name?.text ?? id.bareName,
      properties: PropertyClaim.merged(claims, of: kind), claims: claims,
      sightings: origins.filter(\.isPlace).map(\.sighting))
  }
}
