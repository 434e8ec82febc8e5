internal import Estate

/// The assets by the values of their keys.
struct KeyPostings: Sendable {
  struct Posting: Sendable {
    /// Name of the key.
    let key: String
    let strength: IdentityKey.Strength
    /// Two or more, in the order of the estate.
    let assets: [Int]
  }

  /// In the order of kind, key and value.
  let strong: [Posting]
  let suggestive: [Posting]
  /// Values by which assets differ from others: asset → key → values.
  let distinguishing: [Int: [String: Set<String>]]

  init(_ estate: Estate, _ facts: IdentityFacts, onlyStrong: Bool = false) {
    var assets: [Value: [Int]] = [:]
    var distinguishing: [Int: [String: Set<String>]] = [:]
    for (index, asset) in estate.assets.enumerated() {
      guard let keys = facts.keys[asset.kind], !keys.isEmpty else { continue }
      let parts = AssetIDParts(asset.id)
      for (number, key) in keys.enumerated() where !onlyStrong || key.strength == .strong {
        let values = key.values(of: index, parts, in: estate, facts.forms)
        for value in values {
          assets[Value(kind: asset.kind, key: number, text: value), default: []].append(index)
        }
        if key.distinguishes, !values.isEmpty {
          distinguishing[index, default: [:]][key.name] = Set(values)
        }
      }
    }
    let postings = assets.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .compactMap { value, assets -> Posting? in
        guard let key = facts.keys[value.kind]?[value.key] else { return nil }
        return Posting(key: key.name, strength: key.strength, assets: assets)
      }
    strong = postings.filter { $0.strength == .strong }
    suggestive = postings.filter { $0.strength != .strong }
    self.distinguishing = distinguishing
  }

  private struct Value: Hashable, Comparable {
    let kind: AssetKind
    let key: Int
    let text: String

    static func < (left: Value, right: Value) -> Bool {
      (left.kind, left.key, left.text) < (right.kind, right.key, right.text)
    }
  }
}
