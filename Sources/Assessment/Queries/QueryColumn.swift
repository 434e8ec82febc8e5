import Estate
import Formats

/// One thing that a query returns or orders by.
enum QueryTerm: Sendable {
  case asset(Variable)
  case relation(Variable)
  case path(Variable)
  case expression(Expression)
  /// `count(*)`.
  case rows
  /// `count(x)` and `count(DISTINCT x)`: rows, or different values, where x is known.
  indirect case known(QueryTerm, isDistinct: Bool)

  var counts: Bool {
    switch self {
    case .rows, .known: true
    default: false
    }
  }
}

struct QueryColumn: Sendable {
  /// The alias, or the text as written.
  let name: String
  /// The text as written, without the alias.
  let title: String
  let term: QueryTerm
}

struct QueryOrder: Sendable {
  enum Key: Sendable {
    /// Position of a returned column.
    case column(Int)
    case term(QueryTerm)
  }

  let key: Key
  let isDescending: Bool
}

/// Reads a variable, an expression or a count.
struct QueryTermParser {
  let scope: ExpressionScope

  func term(_ text: QueryText) throws(QueryError) -> QueryTerm {
    if let name = text.name, !["true", "false", "null"].contains(name) {
      return try variable(name, text)
    }
    guard let word = try text.scan().words.first, word.range.lowerBound == text.range.lowerBound,
      word.name.lowercased() == "count"
    else { return try expression(text) }
    let arguments = text.part(word.range.upperBound..<text.range.upperBound).trimmed
    guard arguments.text.hasPrefix("(") else { return try expression(text) }
    // The bracket that opens here must be the one that closes at the end.
    let inner = arguments.part(
      (arguments.range.lowerBound + 1)..<(arguments.range.upperBound - 1)
    ).trimmed
    guard arguments.text.hasSuffix(")"), (try? inner.scan()) != nil, !inner.isEmpty else {
      throw text.error("count() stands alone: count(*), count(x) or count(DISTINCT x)")
    }
    if inner.text == "*" { return .rows }
    if let first = try inner.scan().words.first, first.name.uppercased() == "DISTINCT",
      first.range.lowerBound == inner.range.lowerBound
    {
      let counted = inner.part(first.range.upperBound..<inner.range.upperBound).trimmed
      return .known(try term(counted), isDistinct: true)
    }
    return .known(try term(inner), isDistinct: false)
  }

  private func variable(_ name: String, _ text: QueryText) throws(QueryError) -> QueryTerm {
    guard let (variable, binding) = scope.variables[name] else {
      let known = scope.variables.keys.sorted()
      throw text.error(
        "unknown variable '\(name)'.\(Suggestion.sentence(for: name, in: known))")
    }
    switch binding {
    case .asset: return .asset(variable)
    case .relation: return .relation(variable)
    case .path: return .path(variable)
    }
  }

  private func expression(_ text: QueryText) throws(QueryError) -> QueryTerm {
    .expression(
      try text.locating { () throws(ExpressionError) in
        try ExpressionParser.parse(text.text, scope)
      })
  }
}
