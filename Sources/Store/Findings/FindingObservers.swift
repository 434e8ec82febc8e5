import GRDB

/// Sources that report a finding: one alone, or several that only together saw what it rests on.
struct Observer: Hashable {
  let finding: Int64
  /// Sorted.
  let sources: [Int32]

  var partners: String { sources.map(String.init).joined(separator: ",") }
}

/// Keeps who reports which finding. A finding is gone when nobody is left.
struct FindingObservers {
  private let database: Database
  /// Observers whose sources were all read to their end, not heard of yet.
  private var standing: Set<Observer> = []
  private let insert: PreparedStatement

  init(_ database: Database, complete: Set<Int32>) throws {
    self.database = database
    insert = try PreparedStatement(
      database,
      """
      INSERT INTO finding_observer (source, finding, partners) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """)
    let select = try PreparedStatement(
      database, "SELECT finding, partners FROM finding_observer WHERE source = ?")
    for source in complete {
      select.bind(source, 0)
      try select.forEach { row in
        let partners = row.text(1).split(separator: ",").compactMap { Int32($0) }
        guard complete.isSuperset(of: partners) else { return }
        standing.insert(Observer(finding: row.integer(0), sources: partners))
      }
    }
  }

  mutating func see(_ observer: Observer) throws {
    if standing.remove(observer) != nil { return }
    for source in observer.sources {
      insert.bind(source, 0)
      insert.bind(observer.finding, 1)
      insert.bind(observer.partners, 2)
      try insert.run()
    }
  }

  /// Removes the observers that no longer report; returns the findings that nobody reports, sorted.
  ///
  /// - Parameter isHeld: whether the finding stands all the same, by its number.
  func retire(unless isHeld: (Int64) throws -> Bool) throws -> [Int64] {
    let held = try Set(standing.map(\.finding)).filter(isHeld)
    let gone = standing.filter { !held.contains($0.finding) }
    for observer in gone {
      for source in observer.sources {
        try database.cachedStatement(
          sql: "DELETE FROM finding_observer WHERE source = ? AND finding = ? AND partners = ?"
        ).execute(arguments: [source, observer.finding, observer.partners])
      }
    }
    let left = try database.cachedStatement(
      sql: "SELECT EXISTS (SELECT 1 FROM finding_observer WHERE finding = ?)")
    return try Set(gone.map(\.finding)).sorted().filter { finding in
      try Bool.fetchOne(left, arguments: [finding]) == false
    }
  }
}
