import Formats

/// From where functions of the repository are called.
struct CallerTable: Sendable {
  private var places: [ThingKey: [CodePlace]] = [:]

  /// What is called from more places than this is a helper of everybody.
  private static let limit = 24

  mutating func note(_ place: CodePlace, of function: ThingKey) {
    guard places[function, default: []].count <= Self.limit else { return }
    places[function, default: []].append(place)
  }

  /// Adds the places of files that come after those known.
  mutating func append(_ later: CallerTable) {
    places.merge(later.places) { Array(($0 + $1).prefix(Self.limit + 1)) }
  }

  subscript(function: ThingKey) -> [CodePlace] {
    let found = places[function] ?? []
    return found.count > Self.limit ? [] : found
  }
}
