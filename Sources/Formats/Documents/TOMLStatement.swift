/// One line of meaning in a TOML file.
public enum TOMLStatement: Sendable {
  /// `[a.b]`
  case table([String], line: Int)
  /// `[[a.b]]`
  case arrayOfTables([String], line: Int)
  /// `a.b = value`, within the table that came last.
  case assignment([String], value: DocumentNode, line: Int)
}
