import Estate
import GRDB

/// Reads a selection of the estate as it stood after a revision, straight into columns: nothing is
/// made of what is not asked for, so that millions of relations are read in seconds.
struct SelectionReader {
  private let database: Database
  private let selection: EstateSelection
  private let reader: EstateReader
  private let roll: AssetRoll

  init(_ database: Database, revision: Int64, _ selection: EstateSelection) throws {
    self.database = database
    self.selection = selection
    reader = try EstateReader(database, revision: revision, preloaded: false)
    roll = try AssetRoll(database)
  }

  func estate() throws -> Estate {
    let properties = try ClaimReader(reader: reader, properties: selection.properties)
      .read(roll, database)
    let names = selection.names ? try names() : [:]
    let assets = roll.ids.indices.map { place in
      let id = roll.ids[place]
      return Asset(
        id: id, kind: roll.kinds[place],
        name: selection.names ? names[place]?.text ?? id.bareName : id.text,
        properties: properties[place] ?? [:])
    }
    guard var estate = SelectedEstate(assets: assets) else { return .empty }
    try readPresence(into: &estate)
    try readRelations(into: &estate)
    try reader.forEach(.collected, where: reader.held) { fact in
      guard let kind = RelationKind(number: fact.kind), selection.relations.contains(kind) else {
        return
      }
      estate.collects(kind)
    }
    return estate.build()
  }

  private struct Name {
    let confidence: Double
    let text: String
  }

  /// The name that each asset was seen under most surely; of several the first.
  private func names() throws -> [Int: Name] {
    var names: [Int: Name] = [:]
    let select = try PreparedStatement(
      database,
      """
      SELECT asset, confidence, (SELECT name FROM asset_name
        WHERE source = seen.source AND asset = seen.asset AND \(reader.held)
        ORDER BY name DESC LIMIT 1)
      FROM sighting AS seen WHERE \(reader.held)
      """)
    try select.forEach { row in
      guard let place = try roll.place(row.number(0)) else { return }
      let text = row.text(2)
      let name = Name(
        confidence: row.double(1), text: text.isEmpty ? roll.ids[place].text : text)
      if let known = names[place], (known.confidence, name.text) >= (name.confidence, known.text) {
        return
      }
      names[place] = name
    }
    return names
  }

  /// Marks the assets that something else than a relation speaks of.
  private func readPresence(into estate: inout SelectedEstate) throws {
    for table in ["sighting", "claim", "signal"] where !estate.isComplete {
      let select = try PreparedStatement(
        database, "SELECT asset FROM \(table) WHERE \(reader.held)")
      try select.forEach { row in
        if let place = try roll.place(row.number(0)) { estate.see(place) }
      }
    }
  }

  /// Where all assets are there anyway, relations that are not asked for need not be looked at.
  private func readRelations(into estate: inout SelectedEstate) throws {
    let wanted = RelationKind.all.map(selection.relations.contains)
    let list = selection.relations.sorted().map { String($0.rawValue) }.joined(separator: ", ")
    let condition = estate.isComplete ? "kind IN (\(list)) AND " : ""
    let select = try PreparedStatement(
      database,
      "SELECT tail, head, kind, basis, confidence FROM relation WHERE \(condition)\(reader.held)")
    try select.forEach { row in
      let (tail, head) = (try roll.place(row.number(0)), try roll.place(row.number(1)))
      guard let kind = RelationKind(number: row.number(2)) else { return }
      if wanted[Int(kind.rawValue)], let tail, let head {
        estate.add(
          kind, from: tail, to: head, Basis(number: row.number(3)), confidence: row.double(4))
      } else {
        for place in [tail, head] { if let place { estate.see(place) } }
      }
    }
  }
}
