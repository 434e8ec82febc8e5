import GRDB

/// The texts behind the numbers of `NameNumbers`.
struct NameTexts {
  /// By number, from 1; empty unless preloaded.
  let loaded: [String]
  private let select: PreparedStatement

  init(_ database: Database, table: String, column: String, preloaded: Bool) throws {
    select = try PreparedStatement(
      database, "SELECT \(column) FROM \(table) WHERE number = ?")
    guard preloaded else {
      loaded = []
      return
    }
    var texts: [String] = [""]
    let all = try PreparedStatement(
      database, "SELECT number, \(column) FROM \(table) ORDER BY number")
    try all.forEach { row in
      // Rows are never deleted, so that the numbers are dense.
      guard row.integer(0) == texts.count else { throw Self.missing }
      texts.append(row.text(1))
    }
    loaded = texts
  }

  subscript(number: Int32) -> String {
    get throws {
      if loaded.indices.contains(Int(number)) { return loaded[Int(number)] }
      select.bind(number, 0)
      guard let text = try select.first({ $0.text(0) }) else { throw Self.missing }
      return text
    }
  }

  private static var missing: DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a name is missing")
  }
}
