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

  private struct Claim: Sendable, Hashable {
    let property: String
    let value: Value
    /// Index of its origin.
    var origin: Int32
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

  /// Leaves each origin and each claim once.
  private mutating func settle() {
    var numbers: [Sighting: Int32] = [:]
    var kept: [Origin] = []
    let moved = origins.map { origin in
      let number = numbers[origin.sighting] ?? Int32(kept.count)
      if number == kept.count {
        numbers[origin.sighting] = number
        kept.append(origin)
      } else if origin.isPlace {
        kept[Int(number)].isPlace = true
      }
      return number
    }
    var seen: Set<Claim> = []
    claims = claims.compactMap { claim in
      var claim = claim
      claim.origin = moved[Int(claim.origin)]
      return seen.insert(claim).inserted ? claim : nil
    }
    origins = kept
    patience = max(Self.few, 2 * size)
  }

  /// Makes the merged asset, and remembers it until more is said of it.
  mutating func make() { made = asset() }

  /// The merged asset; nil where the kind is unknown.
  func asset() -> Asset? {
    if let made { return made }
    guard let kind else { return nil }
    var settled = self
    if size > Self.few { settled.settle() }
    let sorted = settled.claims.map {
      PropertyClaim(
        property: $0.property, value: $0.value,
        sighting: settled.origins[Int($0.origin)].sighting)
    }
    .sorted()
    return Asset(
      id: id, kind: kind, name: name?.text ?? id.bareName,
      properties: PropertyClaim.merged(sorted, of: kind), claims: sorted,
      sightings: settled.origins.filter(\.isPlace).map(\.sighting).sorted())
  }
}
