import Estate

/// A value of a row while the query runs.
enum QueryCell: Sendable, Hashable {
  case value(Value)
  case asset(Int32)
  case relation(Int32)
  case path(BoundPath)
  case unknown

  /// -1, 0 or 1 as the cell comes before, with or after the other. What is unknown comes last.
  /// Assets and relations are numbered in the order of their ids.
  func order(to other: QueryCell) -> Int {
    switch (self, other) {
    case (.value(let a), .value(let b)): a < b ? -1 : b < a ? 1 : 0
    case (.asset(let a), .asset(let b)), (.relation(let a), .relation(let b)):
      a < b ? -1 : a > b ? 1 : 0
    case (.path(let a), .path(let b)):
      a.relations.count != b.relations.count
        ? (a.relations.count < b.relations.count ? -1 : 1)
        : (a.nodes + a.relations).order(to: b.nodes + b.relations)
    default: rank < other.rank ? -1 : rank > other.rank ? 1 : 0
    }
  }

  private var rank: Int {
    switch self {
    case .value: 0
    case .asset: 1
    case .relation: 2
    case .path: 3
    case .unknown: 4
    }
  }

  /// The value, told apart from the estate.
  func resolved(in estate: Estate) -> QueryValue {
    switch self {
    case .unknown: return .unknown
    case .value(let value): return .value(value)
    case .asset(let index):
      let asset = estate.assets[Int(index)]
      return .asset(asset.id, kind: asset.kind, name: asset.name)
    case .relation(let index): return .relation(Self.step(index, estate))
    case .path(let path):
      return .path(
        nodes: path.nodes.map { estate.assets[Int($0)].id },
        relations: path.relations.map { Self.step($0, estate) })
    }
  }

  private static func step(_ index: Int32, _ estate: Estate) -> PathStep {
    let relation = estate.relation(at: Int(index))
    return PathStep(
      from: estate.assets[relation.tail].id, relation: relation.kind,
      to: estate.assets[relation.head].id)
  }
}

extension [Int32] {
  fileprivate func order(to other: [Int32]) -> Int {
    lexicographicallyPrecedes(other) ? -1 : other.lexicographicallyPrecedes(self) ? 1 : 0
  }
}
