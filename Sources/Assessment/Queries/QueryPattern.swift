import Estate
import Formats

/// One of the patterns of a query.
struct QueryPattern: Sendable {
  enum Search: Sendable {
    /// Every way in which the path holds.
    case every
    /// For each pair of ends, one path with the fewest hops.
    case shortest
  }

  let path: PathPattern
  let search: Search
  /// The name of the whole path.
  let variable: Variable?

  /// Slots that the pattern binds in the bindings' `slots`.
  var slots: Set<Int> { path.slots }
}

/// Reads `(a)-[:X]->(b)`, `p = (a)-[:X*1..4]->(b)` or `shortestPath((a)-[:X|Y*1..15]->(b))`.
enum QueryPatternParser {
  /// Hops that a shortest path may take.
  static let shortestHopLimit = 15
  private static let shortest = "shortestPath"

  static func parse(
    _ text: QueryText, _ scope: inout ExpressionScope
  ) throws(QueryError) -> QueryPattern {
    var body = text
    var name: QueryText?
    let words = try text.scan().words
    if let first = words.first, first.range.lowerBound == text.range.lowerBound {
      let rest = text.part(first.range.upperBound..<text.range.upperBound).trimmed
      if rest.text.hasPrefix("=") {
        name = text.part(first.range)
        body = rest.part((rest.range.lowerBound + 1)..<rest.range.upperBound).trimmed
      }
    }
    let (search, inner) = try search(body)
    let pattern = try path(inner, search, &scope)
    var variable: Variable?
    if let name {
      var widened = scope
      variable = try name.locating { () throws(ExpressionError) in
        try widened.bindPath(name.text)
      }
      scope = widened
    }
    return QueryPattern(path: pattern, search: search, variable: variable)
  }

  private static func search(
    _ body: QueryText
  ) throws(QueryError) -> (QueryPattern.Search, QueryText) {
    guard let word = try body.scan().words.first, word.range.lowerBound == body.range.lowerBound
    else { return (.every, body) }
    guard word.name.lowercased() == shortest.lowercased() else {
      let suggestion = Suggestion.sentence(for: word.name, in: [shortest])
      throw body.error("expected a node such as (a:Agent), not '\(word.name)'.\(suggestion)")
    }
    let arguments = body.part(word.range.upperBound..<body.range.upperBound).trimmed
    guard arguments.text.hasPrefix("("), arguments.text.hasSuffix(")") else {
      throw arguments.error("shortestPath takes a path in brackets")
    }
    let range = (arguments.range.lowerBound + 1)..<(arguments.range.upperBound - 1)
    return (.shortest, arguments.part(range).trimmed)
  }

  private static func path(
    _ text: QueryText, _ search: QueryPattern.Search, _ scope: inout ExpressionScope
  ) throws(QueryError) -> PathPattern {
    let options = PatternParser.Options(
      hopLimit: search == .shortest ? shortestHopLimit : PathPattern.hopLimit,
      allowsAnyRelation: true)
    var widened = scope
    let pattern = try text.locating { () throws(ExpressionError) in
      try PatternParser.parse(text.text, &widened, options)
    }
    scope = widened
    guard search == .shortest else { return pattern }
    guard pattern.edges.count == 1, let edge = pattern.edges.first, edge.low <= 1,
      edge.low == 0 || edge.high > 1
    else {
      throw text.error("shortestPath takes two nodes and one edge that repeats, such as *1..15")
    }
    guard edge.variable == nil else {
      throw text.error("the edge of shortestPath has no name; name the path: p = shortestPath(…)")
    }
    guard
      pattern.nodes.first?.variable == nil
        || pattern.nodes.first?.variable != pattern.nodes.last?.variable
    else { throw text.error("the ends of shortestPath are two different nodes") }
    return pattern
  }
}
