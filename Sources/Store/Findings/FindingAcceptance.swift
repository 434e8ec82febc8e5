import Foundation
import GRDB

/// A person's decision to live with a finding.
struct FindingAcceptance {
  let finding: String
  let actor: String
  let reason: String
  let expiry: Date?

  func record(in database: Database, now: Date) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT number, status FROM finding JOIN finding_state ON finding = number WHERE id = ?
        """, arguments: [finding])
    guard let row else { throw StoreError(.invalid, "there is no finding '\(finding)'") }
    let (number, status): (Int64, String) = (row[0], row[1])
    if let expiry, expiry <= now {
      throw StoreError(.invalid, "the acceptance would have expired already")
    }
    let isOpen =
      try status == FindingStatus.open.rawValue || status == FindingStatus.reopened.rawValue
      || (status == FindingStatus.accepted.rawValue
        && Self.hasExpired(number, in: database, now: now))
    guard isOpen else {
      throw StoreError(.invalid, "finding '\(finding)' is \(status), not open")
    }
    try database.execute(
      sql: "INSERT INTO revision (time) VALUES (?)", arguments: [now.microseconds])
    try database.execute(
      sql: """
        INSERT INTO finding_event (finding, revision, event, actor, reason, expires)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, database.lastInsertedRowID, FindingEvent.Kind.accepted.rawValue, actor, reason,
        expiry?.microseconds,
      ])
    try database.execute(
      sql: "UPDATE finding_state SET status = ? WHERE finding = ?",
      arguments: [FindingStatus.accepted.rawValue, number])
  }

  /// Whether the last acceptance of a finding has ended.
  static func hasExpired(_ finding: Int64, in database: Database, now: Date) throws -> Bool {
    let expires = try Int64.fetchOne(
      database,
      sql: """
        SELECT expires FROM finding_event WHERE finding = ? AND event = ?
        ORDER BY number DESC LIMIT 1
        """, arguments: [finding, FindingEvent.Kind.accepted.rawValue])
    return expires.map { $0 <= now.microseconds } ?? false
  }
}
