/// Classes of models that are made within other models, or derived from, and not made elsewhere.
struct PartTable: Sendable {
  private var inner: Set<ThingKey> = []
  private var outer: Set<ThingKey> = []

  mutating func note(_ definition: ThingKey, isInner: Bool) {
    if isInner { inner.insert(definition) } else { outer.insert(definition) }
  }

  mutating func append(_ others: PartTable) {
    inner.formUnion(others.inner)
    outer.formUnion(others.outer)
  }

  func holds(_ key: ThingKey) -> Bool { inner.contains(key) && !outer.contains(key) }
}

/// Calls in functions that make a thing for each of their callers: they make none of their own.
struct FactoryTable: Sendable {
  private var places: Set<CodePlace> = []

  mutating func insert(_ place: CodePlace) { places.insert(place) }
  mutating func append(_ others: FactoryTable) { places.formUnion(others.places) }

  func holds(_ key: ThingKey) -> Bool {
    if case .place(let place) = key { places.contains(place) } else { false }
  }
}
