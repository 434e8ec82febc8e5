internal import Estate

/// The sets of assets that are one thing, while they grow.
struct IdentityComponents {
  private let estate: Estate
  private let preferred: [AssetKind: [String]]
  private var sets: DisjointSets
  /// The key that brought an asset into its set.
  private var keys: [Int: String] = [:]
  /// Ids that people want to keep, the first decision first.
  private var chosen: [Int: Int] = [:]

  init(_ estate: Estate, _ preferred: [AssetKind: [String]]) {
    self.estate = estate
    self.preferred = preferred
    sets = DisjointSets(count: estate.assets.count)
  }

  mutating func decide(_ decisions: IdentityDecisions) {
    for group in decisions.different {
      let members = group.compactMap(estate.index(of:))
      for (number, member) in members.enumerated() {
        for other in members[..<number] where other != member { sets.separate(other, member) }
      }
    }
    for (number, group) in decisions.same.enumerated() {
      let members = group.compactMap(estate.index(of:))
      if let first = members.first { chosen[first] = chosen[first] ?? number }
      unite(members, by: "decision")
    }
  }

  /// Puts assets of one kind together, except those that people keep apart.
  mutating func unite(_ members: [Int], by key: String) {
    for (position, member) in members.enumerated().dropFirst() {
      for other in members[..<position]
      where estate.assets[other].kind == estate.assets[member].kind && sets.unite(other, member) {
        keys[other] = keys[other] ?? key
        keys[member] = keys[member] ?? key
        break
      }
    }
  }

  mutating func root(of asset: Int) -> Int { sets.find(asset) }

  mutating func areApart(_ a: Int, _ b: Int) -> Bool { sets.areApart(a, b) }

  /// The merges that the sets stand for, sorted by alias.
  mutating func merges() -> [ResolvedIdentities.Merge] {
    var merges: [ResolvedIdentities.Merge] = []
    for members in groups().values where members.count > 1 {
      let kept = canonical(of: members)
      for member in members where member != kept {
        let alias = estate.assets[member]
        merges.append(
          ResolvedIdentities.Merge(
            alias: alias.id, canonical: estate.assets[kept].id, key: keys[member] ?? "decision",
            sighting: alias.sightings.first))
      }
    }
    return merges.sorted { $0.alias < $1.alias }
  }

  /// The asset of a set whose id is kept: chosen by people, or of the preferred authority, or first.
  func canonical(of members: [Int]) -> Int {
    members.min { rank($0) < rank($1) } ?? members[0]
  }

  /// The members of each set of several, by its root.
  mutating func groups() -> [Int: [Int]] {
    var groups: [Int: [Int]] = [:]
    for asset in keys.keys.sorted() { groups[sets.find(asset), default: []].append(asset) }
    return groups
  }

  private func rank(_ member: Int) -> (Int, Int, AssetID) {
    let asset = estate.assets[member]
    let authorities = preferred[asset.kind] ?? []
    let authority = AssetIDParts(asset.id).authority
    return (
      chosen[member] ?? Int.max, authorities.firstIndex(of: authority) ?? authorities.count,
      asset.id
    )
  }
}
