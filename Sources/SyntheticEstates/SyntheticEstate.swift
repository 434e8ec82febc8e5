public import Estate

/// A made-up organisation of any size: layered as real ones are, with few assets that much leads to.
/// The same seed and size give the same estate on every machine.
///
/// About a quarter of the relations carry an attacker; the rest say who owns, governs and contains
/// what. One asset in five hundred is a target; attackers start at the internet, at some sources of
/// content, at some leaked keys and at public packages.
public struct SyntheticEstate: Sendable {
  private var generator: SplitMix
  private let relationsPerAsset: Int
  private var blocks: [AssetKind: Range<Int>] = [:]

  /// An estate of about that many assets and, for each, about `relationsPerAsset` relations.
  public static func make(assets count: Int, relationsPerAsset: Int = 10, seed: UInt64 = 1)
    -> Estate
  {
    var maker = SyntheticEstate(seed: seed, relationsPerAsset: relationsPerAsset)
    guard var bulk = BulkEstate(assets: maker.assets(count)) else { return .empty }
    bulk.reserve(relations: count * (relationsPerAsset + 1))
    for tail in bulk.assets.indices { maker.relate(tail, in: &bulk) }
    return bulk.build()
  }

  private init(seed: UInt64, relationsPerAsset: Int) {
    generator = SplitMix(seed: seed)
    self.relationsPerAsset = relationsPerAsset
  }

  /// Shares of the kinds, in thousandths.
  private static let shares: [(kind: AssetKind, share: Int)] = [
    (.agent, 40), (.containerImage, 50), (.contentSource, 20), (.credential, 40), (.dataset, 60),
    (.dataStore, 80), (.endpoint, 40), (.group, 20), (.mcpServer, 10), (.model, 40),
    (.modelArtifact, 50), (.package, 150), (.person, 100), (.pipeline, 30), (.policy, 5),
    (.prompt, 30), (.repository, 50), (.role, 40), (.serviceAccount, 40), (.team, 5), (.tool, 60),
    (.workload, 40),
  ]

  private mutating func assets(_ count: Int) -> [Asset] {
    var assets: [Asset] = []
    assets.reserveCapacity(count + 1)
    let internet = AssetID(trusted: "network:internet:internet")
    // In the order of ids: kinds by name, the one network where its name puts it.
    for (kind, share) in Self.shares.sorted(by: {
      $0.kind.name.lowercased() < $1.kind.name.lowercased()
    }) {
      if kind == .package {
        blocks[.network] = assets.count..<assets.count + 1
        assets.append(
          Asset(id: internet, kind: .network, name: "internet", properties: ["type": "internet"]))
      }
      let start = assets.count
      for number in 0..<max(1, count * share / 1_000) {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        assets.append(
          Asset(
            id: AssetID(trusted: "\(kind.name.lowercased()):synthetic:\(padded)"), kind: kind,
            name: padded, properties: properties(of: kind)))
      }
      blocks[kind] = start..<assets.count
    }
    return assets
  }

  private mutating func properties(of kind: AssetKind) -> [String: Value] {
    switch kind {
    case .dataStore where chance(0.015): ["sensitivity": "restricted"]
    case .dataset where chance(0.01): ["sensitivity": "confidential"]
    case .model where chance(0.005): ["criticality": "crown"]
    case .contentSource where chance(0.2): ["trust": "untrusted"]
    case .credential where chance(0.005): ["leaked": true]
    case .endpoint where chance(0.1): ["authenticated": false]
    case .package where chance(0.95): ["source": "git"]
    case .modelArtifact where chance(0.3): ["runs_code": "always"]
    default: [:]
    }
  }

  /// What leaves an asset of each kind, and how many on average; relations in the schema's order.
  private static let menu: [AssetKind: [(relation: RelationKind, heads: AssetKind, mean: Double)]] =
    [
      .network: [(.reaches, .endpoint, 2_000)],
      .endpoint: [(.exposes, .agent, 0.5), (.serves, .model, 0.5), (.runsOn, .workload, 1)],
      .contentSource: [(.ingestedBy, .agent, 1), (.feeds, .dataset, 0.5)],
      .agent: [
        (.usesModel, .model, 1), (.hasPrompt, .prompt, 1), (.canCall, .tool, 3),
        (.connectsTo, .mcpServer, 0.5), (.runsAs, .serviceAccount, 0.5),
      ],
      .mcpServer: [(.provides, .tool, 4)],
      .tool: [(.actsAs, .role, 0.5), (.reads, .dataStore, 1), (.writes, .dataStore, 0.3)],
      .model: [(.trainedOn, .dataset, 1), (.materialisedAs, .modelArtifact, 1)],
      .modelArtifact: [(.loadedBy, .workload, 1), (.storedIn, .dataStore, 1)],
      .dataset: [(.storedIn, .dataStore, 1)],
      .group: [(.canRead, .dataStore, 5), (.canWrite, .dataStore, 2)],
      .role: [(.canRead, .dataStore, 4), (.canWrite, .dataStore, 1)],
      .serviceAccount: [(.canAssume, .role, 1)],
      .person: [(.memberOf, .group, 3)],
      .workload: [(.runsAs, .serviceAccount, 1)],
      .credential: [(.authenticatesAs, .serviceAccount, 1)],
      .pipeline: [(.reads, .dataset, 1), (.writes, .model, 1), (.deploys, .workload, 1)],
      .containerImage: [(.runsIn, .workload, 1)],
      .repository: [
        (.containsSecret, .credential, 0.1), (.builds, .containerImage, 1),
        (.dependsOn, .package, 20),
      ],
    ]

  private mutating func relate(_ tail: Int, in bulk: inout BulkEstate) {
    let kind = bulk.assets[tail].kind
    var wanted = relationsPerAsset
    for (relation, headKind, mean) in Self.menu[kind] ?? [] {
      let count = Int(mean) + (chance(mean - mean.rounded(.down)) ? 1 : 0)
      wanted -= count
      add(relation, tail, heads: blocks[headKind] ?? 0..<0, count, &bulk)
    }
    // What is left says how things belong together, and carries nobody.
    add(.contains, tail, heads: bulk.assets.indices, wanted - 2, &bulk)
    add(.ownedBy, tail, heads: blocks[.team] ?? 0..<0, 1, &bulk)
    add(.governedBy, tail, heads: blocks[.policy] ?? 0..<0, 1, &bulk)
  }

  private mutating func add(
    _ relation: RelationKind, _ tail: Int, heads: Range<Int>, _ count: Int,
    _ bulk: inout BulkEstate
  ) {
    guard count > 0, !heads.isEmpty else { return }
    let drawn = (0..<count).map { _ in draw(heads) }
    // Of equal draws one is added: the second does not come after the first.
    for head in drawn.sorted() where head != tail { bulk.add(relation, from: tail, to: head) }
  }

  /// Few are chosen often: the cube of a uniform number falls with a power law.
  private mutating func draw(_ range: Range<Int>) -> Int {
    let share = Double(generator.next() >> 11) / Double(1 << 53)
    let skewed = generator.next() % 4 == 0 ? share * share * share : share
    return range.lowerBound + min(range.count - 1, Int(skewed * Double(range.count)))
  }

  private mutating func chance(_ probability: Double) -> Bool {
    Double(generator.next() >> 11) / Double(1 << 53) < probability
  }
}

/// A generator whose numbers are the same everywhere.
private struct SplitMix: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
