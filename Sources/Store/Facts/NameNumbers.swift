import Estate
import GRDB

/// Numbers for the texts, sources and assets that many rows share; new ones are added as they come.
struct NameNumbers {
  private let texts: (select: PreparedStatement, insert: PreparedStatement)
  private let sources: (select: PreparedStatement, insert: PreparedStatement)
  private let assets: (select: PreparedStatement, insert: PreparedStatement)
  private let scan: ScanID
  private let database: Database
  private var textNumbers: [String: Int32] = [:]
  private var sourceNumbers: [String: Int32] = [:]

  init(_ database: Database, scan: ScanID) throws {
    self.database = database
    self.scan = scan
    texts = (
      try PreparedStatement(database, "SELECT number FROM text WHERE text = ?"),
      try PreparedStatement(database, "INSERT INTO text (text) VALUES (?)")
    )
    sources = (
      try PreparedStatement(database, "SELECT number FROM source WHERE id = ?"),
      try PreparedStatement(database, "INSERT INTO source (id) VALUES (?)")
    )
    assets = (
      try PreparedStatement(database, "SELECT number FROM asset WHERE id = ?"),
      try PreparedStatement(
        database, "INSERT INTO asset (id, kind, first_scan) VALUES (?, ?, ?)")
    )
  }

  mutating func text(_ text: String) throws -> Int32 {
    if let number = textNumbers[text] { return number }
    let number = try number(of: text, texts.select) ?? insert(text, texts.insert)
    textNumbers[text] = number
    return number
  }

  mutating func source(_ id: String) throws -> Int32 {
    if let number = sourceNumbers[id] { return number }
    let number = try number(of: id, sources.select) ?? insert(id, sources.insert)
    sourceNumbers[id] = number
    return number
  }

  func asset(_ id: AssetID) throws -> Int32 {
    if let number = try number(of: id.text, assets.select) { return number }
    assets.insert.bind(Int64(id.kind?.rawValue ?? .max), 1)
    assets.insert.bind(scan.rawValue, 2)
    return try insert(id.text, assets.insert)
  }

  private func number(of text: String, _ select: PreparedStatement) throws -> Int32? {
    select.bind(text, 0)
    return try select.first { $0.number(0) }
  }

  private func insert(_ text: String, _ insert: PreparedStatement) throws -> Int32 {
    insert.bind(text, 0)
    try insert.run()
    return Int32(clamping: database.lastInsertedRowID)
  }
}
