import Formats

/// From where functions of the repository are called.
final class CallerTable {
  private var places: [ThingKey: [CodePlace]] = [:]

  /// What is called from more places than this is a helper of everybody.
  private static let limit = 24

  func note(_ place: CodePlace, of function: ThingKey) {
    guard places[function, default: []].count <= Self.limit else { return }
    places[function, default: []].append(place)
  }

  subscript(function: ThingKey) -> [CodePlace] {
    let found = places[function] ?? []
    return found.count > Self.limit ? [] : found
  }
}
