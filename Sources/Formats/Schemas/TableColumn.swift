/// A column of a table, as a schema of a database declares it.
public struct TableColumn: Sendable, Hashable {
  /// Without its schema.
  public let table: String
  public let name: String
  /// In lower case, without its schema and what is in parentheses.
  public let type: String
  public let line: Int
  /// Where its table is made; nil where the statement adds it to one.
  public let tableLine: Int?

  public init(table: String, name: String, type: String, line: Int, tableLine: Int? = nil) {
    self.table = table
    self.name = name
    self.type = type
    self.line = line
    self.tableLine = tableLine
  }
}
