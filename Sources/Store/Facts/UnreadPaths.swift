import Estate
import GRDB

/// Places of which a scan brings no news although it read their source to its end: files and folders
/// that it had to leave out, with all that lies below them. What was seen there before may still hold.
struct UnreadPaths: Sendable {
  private var paths: Set<Substring> = []
  /// Numbers of the paths that the record knows.
  private var numbers: Set<Int32> = []
  /// Rules that were not judged to their end.
  private(set) var rules: Set<String> = []

  private static let rulePrefix = "rule:"

  init(_ database: Database, skipped: [Skipped]) throws {
    // A folder's files come after "folder/", an archive's members after "archive!".
    let select = try PreparedStatement(
      database,
      """
      SELECT number FROM text WHERE text = ?1 OR (text > ?1 || '/' AND text < ?1 || '0')
      OR (text > ?1 || '!' AND text < ?1 || '"')
      """)
    for path in Set(skipped.map(\.path)) {
      if path.hasPrefix(Self.rulePrefix) {
        rules.insert(String(path.dropFirst(Self.rulePrefix.count)))
        continue
      }
      let place = path.hasSuffix("/") ? path.dropLast() : path[...]
      paths.insert(place)
      select.bind(String(place), 0)
      try select.forEach { numbers.insert($0.number(0)) }
    }
  }

  var isEmpty: Bool { paths.isEmpty }

  func contains(_ path: Int32) -> Bool { numbers.contains(path) }

  func contains(_ path: String) -> Bool {
    paths.contains(path[...])
      || path.indices.contains { index in
        (path[index] == "/" || path[index] == "!") && paths.contains(path[..<index])
      }
  }
}
