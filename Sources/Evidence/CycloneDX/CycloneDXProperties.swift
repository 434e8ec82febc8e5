import Estate

/// Pairs of text as CycloneDX writes them.
enum CycloneDXProperties {
  static func value(of pairs: [(name: String, value: String)]) -> Value {
    .list(pairs.map { .map(["name": .text($0.name), "value": .text($0.value)]) })
  }
}
