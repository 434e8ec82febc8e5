/// What is wrong with a query, and where.
public struct QueryError: Error, Sendable, Equatable, CustomStringConvertible {
  public let message: String
  /// Line and column, counted from 1; 0 where the whole query is meant.
  public let line: Int
  public let column: Int

  public var description: String {
    line > 0 ? "query:\(line):\(column): \(message)" : "query: \(message)"
  }

  /// What is wrong with the query as a whole.
  init(_ message: String) {
    self.message = message
    (line, column) = (0, 0)
  }

  /// What is wrong at a place, given as the number of characters before it.
  init(_ message: String, at position: Int, of text: [Unicode.Scalar]) {
    self.message = message
    let before = text.prefix(position)
    line = 1 + before.count { $0 == "\n" }
    column = 1 + before.reversed().prefix { $0 != "\n" }.count
  }
}
