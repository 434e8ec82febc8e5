import Formats

/// The clauses of a query, each with the text after its keyword.
struct QueryClauses {
  enum Keyword: String, CaseIterable {
    case match = "MATCH"
    case condition = "WHERE"
    case results = "RETURN"
    case order = "ORDER BY"
    case skip = "SKIP"
    case limit = "LIMIT"
  }

  /// Clauses of other languages that change what they read, or that have no place here.
  private static let foreign: Set<String> = [
    "CALL", "CREATE", "DELETE", "DETACH", "DROP", "FOREACH", "HAVING", "INSERT", "MERGE",
    "OPTIONAL",
    "REMOVE", "SELECT", "SET", "UNION", "UNWIND", "UPDATE", "WITH",
  ]

  private static let operators = ["AND": "&&", "OR": "||", "NOT": "!"]

  private let query: QueryText
  private var texts: [Keyword: QueryText] = [:]

  init(_ query: QueryText) throws(QueryError) {
    self.query = query
    let words = try query.scan().words
    var found: [(keyword: Keyword, start: Int, end: Int)] = []
    for (number, word) in words.enumerated() {
      let name = word.name.uppercased()
      if name == "ORDER", number + 1 < words.count, words[number + 1].name.uppercased() == "BY" {
        found.append((.order, word.range.lowerBound, words[number + 1].range.upperBound))
      } else if let keyword = Keyword(rawValue: name) {
        found.append((keyword, word.range.lowerBound, word.range.upperBound))
      } else {
        try check(word)
      }
    }
    try checkStart(found.first?.start, words)
    var last: Keyword?
    for (number, clause) in found.enumerated() {
      let place = query.part(clause.start..<clause.end)
      guard texts[clause.keyword] == nil else {
        throw place.error("'\(clause.keyword.rawValue)' stands twice")
      }
      if let last, let position = Keyword.allCases.firstIndex(of: last),
        Keyword.allCases.prefix(position).contains(clause.keyword)
      {
        throw place.error("'\(clause.keyword.rawValue)' stands after '\(last.rawValue)'")
      }
      last = clause.keyword
      let end = number + 1 < found.count ? found[number + 1].start : query.range.upperBound
      let text = query.part(clause.end..<end).trimmed
      guard !text.isEmpty else {
        throw place.error("nothing after '\(clause.keyword.rawValue)'")
      }
      texts[clause.keyword] = text
    }
    guard texts[.match] != nil, texts[.results] != nil else {
      let missing: Keyword = texts[.match] == nil ? .match : .results
      let near = words.first {
        $0.standsAlone && Suggestion.nearest(to: $0.name, in: [missing.rawValue]) != nil
      }
      if let near {
        throw query.part(near.range).error(
          "unknown word '\(near.name)'. Did you mean '\(missing.rawValue)'?")
      }
      throw QueryError("'\(missing.rawValue)' is missing: MATCH (a:Agent) RETURN a.name")
    }
  }

  subscript(keyword: Keyword) -> QueryText? { texts[keyword] }

  private func check(_ word: QueryText.Word) throws(QueryError) {
    if let symbol = Self.operators[word.name] {
      throw query.part(word.range).error("'\(word.name)' is written '\(symbol)' here")
    }
    guard word.standsAlone, Self.foreign.contains(word.name) else { return }
    throw query.part(word.range).error(
      "'\(word.name)' is no part of a query, which only reads: MATCH, WHERE, RETURN, ORDER BY, SKIP, LIMIT"
    )
  }

  /// Nothing stands before the first clause.
  private func checkStart(_ start: Int?, _ words: [QueryText.Word]) throws(QueryError) {
    let head = query.part(query.range.lowerBound..<(start ?? query.range.upperBound)).trimmed
    guard !head.isEmpty else {
      guard start == nil else { return }
      throw QueryError("empty: MATCH (a:Agent) RETURN a.name")
    }
    let word = words.first.map(\.name) ?? head.text
    let suggestion = Suggestion.sentence(for: word, in: ["MATCH"])
    throw head.error("a query starts with MATCH, not '\(word)'.\(suggestion)")
  }
}
