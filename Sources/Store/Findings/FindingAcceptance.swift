import Foundation
import GRDB

/// A person's decision to live with a finding.
struct FindingAcceptance {
  let finding: String
  let actor: String
  let reason: String

  func record(in database: Database, now: Date) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT number, status FROM finding JOIN finding_state ON finding = number WHERE id = ?
        """, arguments: [finding])
    guard let row else { throw StoreError(.invalid, "there is no finding '\(finding)'") }
    let (number, status): (Int64, String) = (row[0], row[1])
    guard status == FindingStatus.open.rawValue || status == FindingStatus.reopened.rawValue else {
      throw StoreError(.invalid, "finding '\(finding)' is \(status), not open")
    }
    try database.execute(
      sql: "INSERT INTO revision (time) VALUES (?)", arguments: [now.microseconds])
    try database.execute(
      sql: """
        INSERT INTO finding_event (finding, revision, event, actor, reason) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        number, database.lastInsertedRowID, FindingEvent.Kind.accepted.rawValue, actor, reason,
      ])
    try database.execute(
      sql: "UPDATE finding_state SET status = ? WHERE finding = ?",
      arguments: [FindingStatus.accepted.rawValue, number])
  }
}
