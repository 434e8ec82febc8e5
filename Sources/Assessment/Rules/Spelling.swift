/// Finds the known name that a misspelt one was probably meant to be.
enum Spelling {
  /// ` Did you mean 'X'?`, or nothing where no known name is near.
  static func suggestion(for name: String, among known: some Sequence<String>) -> String {
    let limit = max(1, min(3, name.count / 2))
    let nearest = known.map { (distance: distance(name, $0), name: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return nearest.map { " Did you mean '\($0.name)'?" } ?? ""
  }

  /// Letters to insert, delete, replace or swap with their neighbour, whatever their case.
  static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.lowercased().prefix(64)), Array(right.lowercased().prefix(64)))
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(
          rows[i][j] + (a[i] == b[j] ? 0 : 1), min(rows[i][j + 1], row[j]) + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
