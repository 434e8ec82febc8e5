/// Classes of models that are made within other models, or derived from, and not made elsewhere.
final class PartTable {
  private var inner: Set<ThingKey> = []
  private var outer: Set<ThingKey> = []

  func note(_ definition: ThingKey, isInner: Bool) {
    if isInner { inner.insert(definition) } else { outer.insert(definition) }
  }

  func holds(_ key: ThingKey) -> Bool { inner.contains(key) && !outer.contains(key) }
}

/// Calls in functions that make a thing for each of their callers: they make none of their own.
final class FactoryTable {
  private var places: Set<CodePlace> = []

  func insert(_ place: CodePlace) { places.insert(place) }

  func holds(_ key: ThingKey) -> Bool {
    if case .place(let place) = key { places.contains(place) } else { false }
  }
}
