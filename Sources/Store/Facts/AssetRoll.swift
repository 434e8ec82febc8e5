import Estate
import GRDB

/// Every asset that the record knows, in the order of ids, and the place in that order by number.
struct AssetRoll {
  private(set) var ids: [AssetID] = []
  private(set) var kinds: [AssetKind] = []
  /// Places at which several spellings of one id stand.
  private(set) var shared: Set<Int> = []
  /// −1 for an asset of a kind that this version does not know.
  private var places: [Int32]

  init(_ database: Database) throws {
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM asset") ?? 0
    // Rows are never deleted, so that the numbers are dense.
    places = [Int32](repeating: -1, count: count + 1)
    ids.reserveCapacity(count)
    kinds.reserveCapacity(count)
    var numbers: [Int32] = []
    numbers.reserveCapacity(count)
    var isSorted = true
    var last: (prefix: String, kind: AssetKind?) = ("", nil)
    // The index of ids answers this alone, and in their order.
    let select = try PreparedStatement(database, "SELECT number, id FROM asset ORDER BY id")
    try select.forEach { row in
      let id = AssetID(trusted: row.text(1))
      if last.prefix.isEmpty || !id.text.hasPrefix(last.prefix) {
        last = (String(id.text.prefix { $0 != ":" }) + ":", id.kind)
      }
      guard let kind = last.kind else { return }
      guard (1...Int64(count)).contains(row.integer(0)) else { throw Self.missing }
      if let before = ids.last, before >= id { isSorted = false }
      ids.append(id)
      kinds.append(kind)
      numbers.append(row.number(0))
    }
    if isSorted {
      for (place, number) in numbers.enumerated() { places[Int(number)] = Int32(place) }
    } else {
      sort(numbers)
    }
  }

  /// SQLite goes by bytes, Swift by what is written, where two spellings may be one id.
  private mutating func sort(_ numbers: [Int32]) {
    let (all, allKinds) = (ids, kinds)
    (ids, kinds) = ([], [])
    for index in all.indices.sorted(by: { (all[$0], numbers[$0]) < (all[$1], numbers[$1]) }) {
      if ids.last != all[index] {
        ids.append(all[index])
        kinds.append(allKinds[index])
      } else {
        shared.insert(ids.count - 1)
      }
      places[Int(numbers[index])] = Int32(ids.count - 1)
    }
  }

  /// Nil for an asset of a kind that this version does not know; a damaged file may name any.
  func place(_ number: Int32) throws -> Int? {
    guard places.indices.contains(Int(number)), number > 0 else { throw Self.missing }
    let place = Int(places[Int(number)])
    return place < 0 ? nil : place
  }

  private static var missing: DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an asset is missing")
  }
}
