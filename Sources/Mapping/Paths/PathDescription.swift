public import Estate

/// A path of an attacker as people read it: a sentence, the hops with their evidence, and what to cut.
public struct PathDescription: Sendable {
  public struct Hop: Sendable, Hashable {
    public let from: AssetID
    public let to: AssetID
    public let hold: AttackHold
    /// Nil for a hijack, which needs no relation.
    public let relation: RelationKind?
    /// Whether the attacker goes against the relation's stored direction.
    public let isAgainst: Bool
    /// Where the relation was first seen.
    public let location: Location?
    public let probability: Double
    /// What the attacker does, such as `control tool:acme#crm (agent:acme#bot may call it)`.
    public let clause: String
  }

  public let sentence: String
  public let hops: [Hop]
  public let probability: Double
  /// Index of the least likely hop: what the attack hangs on.
  public let weakestHop: Int?
  /// How the path is cut most simply.
  public let fix: String

  public init(_ path: AttackPath, in estate: Estate) {
    let steps = path.hops.filter { $0.step != .implied && $0.step != .possession }
    let hops = steps.map { Self.hop($0, in: estate) }
    self.hops = hops
    probability = path.probability
    let names = PathPhrase(estate: estate)
    sentence = names.sentence(of: path, clauses: hops.map(\.clause))
    // Of equally unlikely hops the first, which stops the attacker earliest.
    let weakest = hops.indices.min { (hops[$0].probability, $0) < (hops[$1].probability, $1) }
    weakestHop = weakest
    fix = names.fix(for: path, weakest: weakest.map { steps[$0] })
  }

  private static func hop(_ hop: AttackPath.Hop, in estate: Estate) -> Hop {
    let phrase = PathPhrase(estate: estate)
    var kind: RelationKind?
    var location: Location?
    var isAgainst = false
    if case .relation(let index) = hop.step {
      let relation = estate.relation(at: index)
      kind = relation.kind
      isAgainst = relation.tail != hop.from.asset
      location = estate.sightings(ofRelationAt: index).lazy.compactMap(\.location).first
    }
    return Hop(
      from: estate.assets[hop.from.asset].id, to: estate.assets[hop.to.asset].id,
      hold: hop.to.hold, relation: kind, isAgainst: isAgainst, location: location,
      probability: hop.probability, clause: phrase.clause(of: hop))
  }

  /// The steps as findings carry them.
  public var steps: [PathStep] {
    hops.compactMap { hop in
      hop.relation.map { PathStep(from: hop.from, relation: $0, to: hop.to) }
    }
  }

  /// The JSON shape of `isobar paths`.
  public var value: Value {
    var map: [String: Value] = [
      "sentence": .text(sentence), "probability": .number(Self.rounded(probability)),
      "hops": .list(hops.map(\.value)), "fix": .text(fix),
    ]
    if let weakestHop { map["weakest_hop"] = .integer(weakestHop) }
    return .map(map)
  }

  static func rounded(_ probability: Double) -> Double { (probability * 10_000).rounded() / 10_000 }
}

extension PathDescription.Hop {
  var value: Value {
    var map: [String: Value] = [
      "from": .text(from.text), "to": .text(to.text), "hold": .text(hold.name),
      "probability": .number(PathDescription.rounded(probability)),
    ]
    if let relation {
      map["relation"] = .text(relation.name)
      map["against"] = .boolean(isAgainst)
    }
    if let location {
      map["path"] = .text(location.path)
      if let line = location.line { map["line"] = .integer(line) }
      if let cell = location.cell { map["cell"] = .integer(cell) }
    }
    return .map(map)
  }
}
