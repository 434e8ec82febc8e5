public import Estate
public import Foundation

/// A question to an estate: `MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) WHERE t.destructive RETURN a, t.name`.
///
/// The patterns and expressions are those of rules, searched by the same engine.
public struct Query: Sendable {
  let scope: ExpressionScope
  let patterns: [QueryPattern]
  let condition: Expression
  let columns: [QueryColumn]
  let isDistinct: Bool
  let orders: [QueryOrder]
  let skip: Int
  let limit: Int?

  /// Whether rows are gathered into groups and counted.
  var isGrouped: Bool { columns.contains { $0.term.counts } }

  public init(parsing text: String) throws(QueryError) { self = try QueryParser.parse(text) }

  init(
    scope: ExpressionScope, patterns: [QueryPattern], condition: Expression,
    columns: [QueryColumn], isDistinct: Bool, orders: [QueryOrder], skip: Int, limit: Int?
  ) {
    self.scope = scope
    self.patterns = patterns
    self.condition = condition
    self.columns = columns
    self.isDistinct = isDistinct
    self.orders = orders
    self.skip = skip
    self.limit = limit
  }

  /// The answer. The same estate gives the same rows in the same order.
  ///
  /// - Parameter now: what `now()` and `age()` count from.
  public func run(
    on estate: Estate, now: Date, limits: QueryLimits = QueryLimits()
  ) throws(QueryError) -> QueryResult {
    var execution = QueryExecution(
      self, ExpressionEvaluator(estate: estate, now: now.timeIntervalSince1970), limits)
    return try execution.run()
  }
}

/// Bounds on the work of a query, which ends in an error beyond them.
public struct QueryLimits: Sendable {
  /// Relations looked at and combinations tried.
  public var steps: Int
  /// Steps of one search from one asset.
  public var stepsOfSearch: Int
  /// Rows or groups that are kept at a time.
  public var rows: Int

  public init(steps: Int = 20_000_000, stepsOfSearch: Int = 1_000_000, rows: Int = 500_000) {
    self.steps = steps
    self.stepsOfSearch = stepsOfSearch
    self.rows = rows
  }
}
