import Estate
import Formats

/// Reads a query, resolving its names as it goes.
enum QueryParser {
  private static let patternLimit = 12

  static func parse(_ text: String) throws(QueryError) -> Query {
    guard text.utf8.count <= Lexer.lengthLimit else {
      throw QueryError("longer than \(Lexer.lengthLimit) bytes")
    }
    let clauses = try QueryClauses(QueryText(text))
    guard let match = clauses[.match], let results = clauses[.results] else {
      throw QueryError("MATCH and RETURN are missing")
    }
    var scope = ExpressionScope()
    var patterns: [QueryPattern] = []
    for item in try match.items() {
      guard patterns.count < patternLimit else {
        throw item.error("more than \(patternLimit) patterns")
      }
      patterns.append(try QueryPatternParser.parse(item, &scope))
    }
    var condition = Expression.literal(true)
    if let text = clauses[.condition] {
      let scope = scope
      condition = try text.locating { () throws(ExpressionError) in
        try ExpressionParser.parse(text.text, scope)
      }
    }
    let (body, isDistinct) = try distinct(results)
    let terms = QueryTermParser(scope: scope)
    let columns = try columns(body, terms)
    let query = Query(
      scope: scope, patterns: patterns, condition: condition, columns: columns,
      isDistinct: isDistinct, orders: [], skip: try number(clauses[.skip]) ?? 0,
      limit: try number(clauses[.limit]))
    return Query(
      scope: scope, patterns: patterns, condition: condition, columns: columns,
      isDistinct: isDistinct, orders: try orders(clauses[.order], query, terms), skip: query.skip,
      limit: query.limit)
  }

  private static func distinct(_ text: QueryText) throws(QueryError) -> (QueryText, Bool) {
    guard let first = try text.scan().words.first, first.name.uppercased() == "DISTINCT",
      first.range.lowerBound == text.range.lowerBound
    else { return (text, false) }
    return (text.part(first.range.upperBound..<text.range.upperBound).trimmed, true)
  }

  private static func columns(
    _ text: QueryText, _ terms: QueryTermParser
  ) throws(QueryError) -> [QueryColumn] {
    var columns: [QueryColumn] = []
    for item in try text.items() {
      var body = item
      var alias: String?
      if let word = try item.scan().words.last(where: { $0.name.uppercased() == "AS" }),
        word.range.lowerBound > item.range.lowerBound
      {
        let name = item.part(word.range.upperBound..<item.range.upperBound).trimmed
        guard let given = name.name else { throw name.error("expected a name after AS") }
        alias = given
        body = item.part(item.range.lowerBound..<word.range.lowerBound).trimmed
      }
      guard !body.isEmpty else { throw body.error("expected what to return") }
      let name = alias ?? body.title
      guard !columns.contains(where: { $0.name == name }) else {
        throw item.error("two columns are named '\(name)'; tell them apart with AS")
      }
      columns.append(QueryColumn(name: name, title: body.title, term: try terms.term(body)))
    }
    return columns
  }

  private static func number(_ text: QueryText?) throws(QueryError) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text.text), number >= 0 else {
      throw text.error("expected a whole number, not '\(text.title)'")
    }
    return number
  }

  private static func orders(
    _ text: QueryText?, _ query: Query, _ terms: QueryTermParser
  ) throws(QueryError) -> [QueryOrder] {
    guard let text else { return [] }
    var orders: [QueryOrder] = []
    for item in try text.items() {
      var body = item
      var isDescending = false
      if let word = try item.scan().words.last, word.range.upperBound == item.range.upperBound,
        word.range.lowerBound > item.range.lowerBound,
        ["ASC", "ASCENDING", "DESC", "DESCENDING"].contains(word.name.uppercased())
      {
        isDescending = word.name.uppercased().hasPrefix("DESC")
        body = item.part(item.range.lowerBound..<word.range.lowerBound).trimmed
      }
      guard !body.isEmpty else { throw item.error("expected what to order by") }
      orders.append(QueryOrder(key: try key(body, query, terms), isDescending: isDescending))
    }
    return orders
  }

  private static func key(
    _ text: QueryText, _ query: Query, _ terms: QueryTermParser
  ) throws(QueryError) -> QueryOrder.Key {
    let title = text.title
    if let column = query.columns.firstIndex(where: { $0.name == title }) { return .column(column) }
    if let column = query.columns.firstIndex(where: { $0.title == title }) {
      return .column(column)
    }
    guard !query.isGrouped, !query.isDistinct else {
      let suggestion = Suggestion.sentence(for: title, in: query.columns.map(\.name))
      throw text.error(
        "with count and DISTINCT, ORDER BY takes what RETURN gives, not '\(title)'.\(suggestion)")
    }
    let term = try terms.term(text)
    guard !term.counts else { throw text.error("count() must stand in RETURN as well") }
    return .term(term)
  }
}
