import Foundation
import GRDB

/// The decisions of people. Rows are only ever added.
struct DecisionTable {
  let database: Database

  static let definition = """
    CREATE TABLE decision (
      number INTEGER PRIMARY KEY, revision INTEGER NOT NULL REFERENCES revision (number),
      kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, owner TEXT, reason TEXT,
      expires TEXT, actor TEXT NOT NULL);
    CREATE INDEX decision_subject ON decision (kind, subject);
    """

  func insert(_ decision: AssetDecision, by actor: String, now: Date) throws {
    guard !decision.subject.isEmpty, !decision.value.isEmpty else {
      throw StoreError(.invalid, "a decision needs a subject and a value")
    }
    try database.execute(
      sql: "INSERT INTO revision (time) VALUES (?)", arguments: [now.microseconds])
    try database.execute(
      sql: """
        INSERT INTO decision (revision, kind, subject, value, owner, reason, expires, actor)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        database.lastInsertedRowID, decision.kind.rawValue, decision.subject, decision.value,
        decision.owner, decision.reason, decision.expires, actor,
      ])
  }

  /// The newest decision of each kind on each subject after a revision, by kind and subject.
  func inForce(revision: Int64) throws -> [RecordedDecision] {
    try read(
      """
      WHERE decision.number IN (
        SELECT max(number) FROM decision WHERE revision <= ? GROUP BY kind, subject)
      ORDER BY decision.kind, decision.subject
      """, [revision])
  }

  /// All decisions, oldest first.
  func history() throws -> [RecordedDecision] { try read("ORDER BY decision.number", []) }

  private func read(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [RecordedDecision] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT decision.number, kind, subject, value, owner, reason, expires, actor, revision.time
        FROM decision JOIN revision ON revision.number = decision.revision \(condition)
        """, arguments: arguments
    ).compactMap { row in
      guard let kind = AssetDecision.Kind(rawValue: row[1]) else { return nil }
      let time: Int64 = row[8]
      return RecordedDecision(
        number: row[0],
        decision: AssetDecision(
          kind: kind, subject: row[2], value: row[3], owner: row[4], reason: row[5],
          expires: row[6]), actor: row[7], time: Date(microseconds: time))
    }
  }
}
