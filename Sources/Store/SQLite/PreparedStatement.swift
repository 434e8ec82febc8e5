import Estate
import GRDB
import GRDBSQLite

/// A statement that is bound and run many times, for bulk reading and writing.
///
/// Parameters and columns are counted from 0.
struct PreparedStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  private let database: Database

  init(_ database: Database, _ sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    handle = statement.sqliteStatement
    self.database = database
  }

  func bind(_ value: Int64, _ index: Int) {
    sqlite3_bind_int64(handle, Int32(index + 1), value)
  }

  func bind(_ value: Int32, _ index: Int) { bind(Int64(value), index) }

  func bind(_ value: Double, _ index: Int) {
    sqlite3_bind_double(handle, Int32(index + 1), value)
  }

  func bind(_ value: String, _ index: Int) {
    var value = value
    value.withUTF8 { bytes in
      // SQLite copies the text: the buffer does not outlive this call.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      bytes.withMemoryRebound(to: CChar.self) { characters in
        _ = sqlite3_bind_text64(
          handle, Int32(index + 1), characters.baseAddress, UInt64(characters.count), copied,
          UInt8(SQLITE_UTF8))
      }
    }
  }

  /// Runs a statement that returns no rows.
  func run() throws {
    _ = try step()
    sqlite3_reset(handle)
  }

  /// Runs the statement and reads its first row, if there is one.
  func first<Result>(_ read: (PreparedStatement) throws -> Result) throws -> Result? {
    defer { sqlite3_reset(handle) }
    return try step() ? try read(self) : nil
  }

  /// Runs the statement and reads all its rows.
  func forEach(_ body: (PreparedStatement) throws -> Void) throws {
    defer { sqlite3_reset(handle) }
    while try step() { try body(self) }
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
  func number(_ column: Int) -> Int32 { Int32(clamping: integer(column)) }
  func double(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

  func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  private func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code != SQLITE_DONE else { return false }
    let message = database.lastErrorMessage
    sqlite3_reset(handle)
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }
}
