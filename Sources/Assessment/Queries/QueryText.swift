/// A stretch of the text of a query.
struct QueryText: Sendable {
  private let whole: [Unicode.Scalar]
  let range: Range<Int>

  init(_ text: String) {
    whole = Array(text.unicodeScalars)
    range = whole.indices
  }

  private init(_ whole: [Unicode.Scalar], _ range: Range<Int>) {
    self.whole = whole
    self.range = range
  }

  var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: whole[range])
    return String(text)
  }

  /// The text with single spaces between its words, as it heads a column.
  var title: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  var isEmpty: Bool { range.isEmpty }

  /// Without white space at its ends.
  var trimmed: QueryText {
    func isSpace(_ index: Int) -> Bool { whole[index].properties.isWhitespace }
    let start = range.first { !isSpace($0) } ?? range.upperBound
    let end = range.last { !isSpace($0) }.map { $0 + 1 } ?? start
    return QueryText(whole, start..<end)
  }

  /// The text as a name, if it is one.
  var name: String? {
    guard let first = range.first, whole[first].isNameStart,
      range.allSatisfy({ whole[$0].isNameStart || whole[$0].isDigit })
    else { return nil }
    return text
  }

  func part(_ range: Range<Int>) -> QueryText { QueryText(whole, range) }

  /// An error at a place of this text, by default its start.
  func error(_ message: String, at position: Int? = nil) -> QueryError {
    QueryError(message, at: range.lowerBound + (position ?? 0), of: whole)
  }

  /// Runs what reads this text, saying where it fails.
  func locating<Result>(
    _ read: () throws(ExpressionError) -> Result
  ) throws(QueryError) -> Result {
    do {
      return try read()
    } catch {
      throw self.error(error.reason + hint(error), at: error.position)
    }
  }

  /// How this language writes what people know from others.
  private func hint(_ error: ExpressionError) -> String {
    guard let position = error.position else { return "" }
    let place = range.lowerBound + position
    let before = place > range.lowerBound ? whole[place - 1] : " "
    switch error.reason {
    case "unexpected '='": return before == "=" ? "" : ". Equality is written '=='"
    case "unexpected '>'": return before == "<" ? ". Inequality is written '!='" : ""
    default: return ""
    }
  }

  /// A word outside quotes, brackets and property names.
  struct Word: Sendable {
    let name: String
    let range: Range<Int>
    /// Whether a name could stand here: no point, bracket or comparison follows.
    let standsAlone: Bool
  }

  /// The words, and the places of the commas, at the top level.
  func scan() throws(QueryError) -> (words: [Word], commas: [Int]) {
    var words: [Word] = []
    var commas: [Int] = []
    var open: [(closing: Unicode.Scalar, position: Int)] = []
    var position = range.lowerBound
    while position < range.upperBound {
      let scalar = whole[position]
      switch scalar {
      case "\"", "'":
        position = try end(ofTextAt: position)
        continue
      case "(": open.append((")", position))
      case "[": open.append(("]", position))
      case ")", "]":
        guard open.popLast()?.closing == scalar else {
          throw QueryError("'\(scalar)' closes nothing", at: position, of: whole)
        }
      case "," where open.isEmpty: commas.append(position)
      case _ where scalar.isNameStart:
        let start = position
        while position < range.upperBound, whole[position].isNameStart || whole[position].isDigit {
          position += 1
        }
        let isProperty = start > range.lowerBound && whole[start - 1] == "."
        if open.isEmpty, !isProperty {
          words.append(word(start..<position))
        }
        continue
      default: break
      }
      position += 1
    }
    if let unclosed = open.last {
      throw QueryError("'\(unclosed.closing)' is missing", at: unclosed.position, of: whole)
    }
    return (words, commas)
  }

  /// The stretches between commas at the top level.
  func items() throws(QueryError) -> [QueryText] {
    let commas = try scan().commas
    let starts = [range.lowerBound] + commas.map { $0 + 1 }
    return zip(starts, commas + [range.upperBound]).map { part($0..<$1).trimmed }
  }

  private func word(_ range: Range<Int>) -> Word {
    let next = whole[range.upperBound..<self.range.upperBound].first {
      !$0.properties.isWhitespace
    }
    return Word(
      name: part(range).text, range: range,
      standsAlone: next.map { !".(),=<>!+-*/%[".unicodeScalars.contains($0) } ?? true)
  }

  private func end(ofTextAt start: Int) throws(QueryError) -> Int {
    var position = start + 1
    while position < range.upperBound {
      if whole[position] == whole[start] { return position + 1 }
      position += whole[position] == "\\" ? 2 : 1
    }
    throw QueryError("text without closing \(whole[start])", at: start, of: whole)
  }
}
