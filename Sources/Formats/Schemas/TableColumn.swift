/// A column of a table, as a schema of a database declares it.
public struct TableColumn: Sendable, Hashable {
  /// Without its schema.
  public let table: String
  public let name: String
  /// In lower case, without its schema and what is in parentheses.
  public let type: String
  public let line: Int

  public init(table: String, name: String, type: String, line: Int) {
    self.table = table
    self.name = name
    self.type = type
    self.line = line
  }
}
