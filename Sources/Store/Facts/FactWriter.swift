import GRDB

/// Brings one table to what a scan saw: adds what is new, retires what is gone, touches nothing else.
struct FactWriter {
  private let table: FactTable
  private let revision: Int64
  private let sources: ScannedSources
  private let select: PreparedStatement
  private let insert: PreparedStatement
  private let close: PreparedStatement
  /// Facts that held before this scan, of the sources met so far, and were not seen again yet.
  private var standing: Set<Fact> = []
  private var loaded: Set<Int32> = []
  /// Matters on which a source that was not read to its end spoke anew.
  private var matters: Set<Fact> = []

  init(
    _ database: Database, table: FactTable, revision: Int64, sources: ScannedSources
  ) throws {
    self.table = table
    self.revision = revision
    self.sources = sources
    select = try PreparedStatement(
      database, table.select(where: "source = ? AND closed IS NULL"))
    insert = try PreparedStatement(database, table.insert)
    close = try PreparedStatement(database, table.close)
  }

  mutating func see(_ fact: Fact) throws {
    guard !sources.isOutdated(fact.source) else { return }
    try load(fact.source)
    if !sources.isComplete(fact.source, at: fact.path) { matters.insert(fact.matter) }
    if standing.remove(fact) != nil { return }
    table.bind(fact, to: insert, from: 0)
    insert.bind(revision, table.fields.count)
    try insert.run()
  }

  /// Retires what a complete source no longer sees, and what an incomplete one saw otherwise.
  ///
  /// - Parameter subjects: assets that are kept, by source, for what stands of them elsewhere.
  /// - Returns: the subjects of what complete sources did not see because they had to leave out its
  ///   place.
  @discardableResult
  mutating func finish(keeping subjects: Set<Kept> = []) throws -> Set<Kept> {
    for source in sources.complete { try load(source) }
    var kept: Set<Kept> = []
    for fact in standing {
      let own = Kept(source: fact.source, subject: fact.subject)
      let retired =
        sources.isComplete(fact.source, at: fact.path) && !subjects.contains(own)
        || sources.isListed(fact.source) && matters.contains(fact.matter)
      guard retired else {
        if sources.isComplete(fact.source) { kept.insert(own) }
        continue
      }
      close.bind(revision, 0)
      table.bind(fact, to: close, from: 1)
      try close.run()
    }
    return kept
  }

  /// An asset that a source saw earlier, at a place of which there is no news.
  struct Kept: Hashable {
    let source: Int32
    let subject: Int32
  }

  private mutating func load(_ source: Int32) throws {
    guard loaded.insert(source).inserted else { return }
    select.bind(source, 0)
    try select.forEach { standing.insert(table.read($0)) }
  }
}
