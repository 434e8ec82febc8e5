/// How one table lays out its facts.
struct FactTable: Sendable {
  enum Field: Sendable {
    case source, subject, kind, object, detector, path, line, cell, basis, confidence, value
  }

  let name: String
  /// Of each column, in order.
  let fields: [Field]
  private let columns: [(field: Field, name: String)]

  static let sighting = FactTable(name: "sighting", columns: [(.subject, "asset")] + place)
  static let assetName = FactTable(
    name: "asset_name", columns: [(.subject, "asset"), (.value, "name")])
  static let claim = FactTable(
    name: "claim",
    columns: [(.subject, "asset"), (.kind, "property")] + place + [(.value, "value")])
  static let relation = FactTable(
    name: "relation",
    columns: [(.subject, "tail"), (.kind, "kind"), (.object, "head")] + place + [
      (.basis, "basis"), (.value, "properties"),
    ])
  static let signal = FactTable(
    name: "signal",
    columns: [(.subject, "asset"), (.kind, "signal")] + place + [(.value, "detail")])
  static let collected = FactTable(name: "collected", columns: [(.kind, "kind")])
  static let unknown = FactTable(
    name: "unknown", columns: [(.subject, "asset"), (.kind, "rule"), (.value, "missing")])

  static let all = [sighting, assetName, claim, relation, signal, collected, unknown]

  private static let place: [(field: Field, name: String)] = [
    (.detector, "detector"), (.path, "path"), (.line, "line"), (.cell, "cell"),
    (.confidence, "confidence"),
  ]

  private init(name: String, columns: [(field: Field, name: String)]) {
    self.name = name
    self.columns = [(.source, "source")] + columns
    fields = self.columns.map(\.field)
  }

  /// Clustered by source, so that a scan reads what its own sources said and nothing else.
  var definition: String {
    let declarations = columns.map { "\($0.name) \($0.field.type) NOT NULL" }
    let key = columns.map(\.name) + ["opened"]
    return """
      CREATE TABLE \(name) (
        \(declarations.joined(separator: ", ")), opened INTEGER NOT NULL, closed INTEGER,
        PRIMARY KEY (\(key.joined(separator: ", ")))) WITHOUT ROWID;
      """
  }

  private var list: String { columns.map(\.name).joined(separator: ", ") }

  var insert: String {
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    // Two statements that differ only in what the record does not keep are one.
    return "INSERT INTO \(name) (\(list), opened) VALUES (\(marks), ?) ON CONFLICT DO NOTHING"
  }

  var close: String {
    let key = columns.map { "\($0.name) = ?" }.joined(separator: " AND ")
    return "UPDATE \(name) SET closed = ? WHERE \(key) AND closed IS NULL"
  }

  /// Facts that meet the condition.
  func select(where condition: String) -> String {
    "SELECT \(list) FROM \(name) WHERE \(condition)"
  }

  /// Binds the columns of the fact from that parameter on.
  func bind(_ fact: Fact, to statement: PreparedStatement, from start: Int) {
    for (offset, field) in fields.enumerated() {
      let index = start + offset
      switch field {
      case .source: statement.bind(fact.source, index)
      case .subject: statement.bind(fact.subject, index)
      case .kind: statement.bind(fact.kind, index)
      case .object: statement.bind(fact.object, index)
      case .detector: statement.bind(fact.detector, index)
      case .path: statement.bind(fact.path, index)
      case .line: statement.bind(fact.line, index)
      case .cell: statement.bind(fact.cell, index)
      case .basis: statement.bind(fact.basis, index)
      case .confidence: statement.bind(fact.confidence, index)
      case .value: statement.bind(fact.value, index)
      }
    }
  }

  func read(_ row: PreparedStatement) -> Fact {
    var fact = Fact(source: 0)
    for (index, field) in fields.enumerated() {
      switch field {
      case .source: fact.source = row.number(index)
      case .subject: fact.subject = row.number(index)
      case .kind: fact.kind = row.number(index)
      case .object: fact.object = row.number(index)
      case .detector: fact.detector = row.number(index)
      case .path: fact.path = row.number(index)
      case .line: fact.line = row.number(index)
      case .cell: fact.cell = row.number(index)
      case .basis: fact.basis = row.number(index)
      case .confidence: fact.confidence = row.double(index)
      case .value: fact.value = row.text(index)
      }
    }
    return fact
  }
}

extension FactTable.Field {
  fileprivate var type: String {
    switch self {
    case .confidence: "REAL"
    case .value: "TEXT"
    default: "INTEGER"
    }
  }
}
