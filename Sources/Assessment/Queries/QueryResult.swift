public import Estate

/// One value of the answer to a query.
public enum QueryValue: Sendable, Hashable {
  /// Something that was not seen.
  case unknown
  case value(Value)
  case asset(AssetID, kind: AssetKind, name: String)
  case relation(PathStep)
  /// A path: its assets and the relations between them, as the path runs.
  case path(nodes: [AssetID], relations: [PathStep])
}

/// The answer to a query.
public struct QueryResult: Sendable {
  public let columns: [String]
  public let rows: [[QueryValue]]
  /// Rows before SKIP and LIMIT.
  public let total: Int
  /// Rows left out because it is not known whether the condition holds.
  public let unknown: Int
  /// Relations that the patterns name and no source looked for: their absence says nothing.
  public let uncollected: [RelationKind]
}
