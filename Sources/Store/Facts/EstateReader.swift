import Estate
import GRDB

/// Reads the estate back as it stood after a revision.
struct EstateReader {
  private let database: Database
  /// Condition on the facts that held then.
  let held: String
  private let texts: NameTexts
  private let sources: NameTexts

  /// Texts are read beforehand for a whole estate, one by one for little of it.
  init(_ database: Database, revision: Int64, preloaded: Bool = true) throws {
    self.database = database
    // What was not closed holds at the newest revision, whenever it was opened.
    let newest = try ScanReader(database).revision(at: .now)
    held =
      revision >= newest
      ? "closed IS NULL" : "opened <= \(revision) AND (closed IS NULL OR closed > \(revision))"
    texts = try NameTexts(database, table: "text", column: "text", preloaded: preloaded)
    sources = try NameTexts(database, table: "source", column: "id", preloaded: preloaded)
  }

  func estate() throws -> Estate {
    let assets = try assetIDs()
    var builder = EstateBuilder()
    try readAssets({ try assets.id($0) }, where: held, into: &builder)
    try readRelations({ try assets.id($0) }, where: held, into: &builder)
    try readSignals({ try assets.id($0) }, where: held, into: &builder)
    try readCollected(into: &builder)
    return builder.build()
  }

  /// The asset alone, from the facts on it that meet the condition.
  func asset(_ number: Int32, _ id: AssetID, where condition: String) throws -> Asset? {
    var builder = EstateBuilder()
    try readAssets({ _ in id }, where: "\(ofAsset(number)) AND \(condition)", into: &builder)
    return builder.build().assets.first
  }

  /// Those assets, as in the whole estate, with the relations between them.
  func estate(of ids: [AssetID]) throws -> Estate {
    let select = try PreparedStatement(database, "SELECT number FROM asset WHERE id = ?")
    var assets: [Int32: AssetID] = [:]
    for id in ids {
      select.bind(id.text, 0)
      if let number = try select.first({ $0.number(0) }) { assets[number] = id }
    }
    var builder = EstateBuilder()
    for (_, id) in assets {
      // Of an asset that others only mention there are no facts.
      guard let kind = id.kind else { continue }
      builder.add(
        AssetObservation(
          id: id, kind: kind, name: id.text, sighting: Sighting(source: "", detector: ""),
          isStatement: true))
    }
    let numbers = assets.keys.sorted()
    for start in stride(from: 0, to: numbers.count, by: Self.portion) {
      let portion = numbers[start..<min(start + Self.portion, numbers.count)]
      let list = portion.map(String.init).joined(separator: ", ")
      func condition(_ column: String) -> String {
        "source IN (SELECT number FROM source) AND \(column) IN (\(list)) AND \(held)"
      }
      try readAssets({ assets[$0] }, where: condition("asset"), into: &builder)
      try readRelations({ assets[$0] }, where: condition("tail"), into: &builder)
      try readSignals({ assets[$0] }, where: condition("asset"), into: &builder)
    }
    try readCollected(into: &builder)
    return builder.build()
  }

  /// Assets whose facts are asked for at a time.
  private static let portion = 500

  func unknown() throws -> [UnknownJudgement] {
    let assets = try assetIDs()
    var judgements: Set<UnknownJudgement> = []
    try forEach(.unknown, where: held) { fact in
      guard let missing = try ValueJSON.decode(fact.value).list else { return }
      judgements.insert(
        UnknownJudgement(
          rule: try texts[fact.kind], asset: try assets.id(fact.subject),
          missing: missing.compactMap(\.text)))
    }
    return judgements.sorted()
  }

  /// The facts on one asset, through the clustering by source.
  private func ofAsset(_ number: Int32) -> String {
    "source IN (SELECT number FROM source) AND asset = \(number)"
  }

  private func readAssets(
    _ id: (Int32) throws -> AssetID?, where condition: String, into builder: inout EstateBuilder
  ) throws {
    var names: [AssetName: String] = [:]
    try forEach(.assetName, where: condition) { fact in
      names[AssetName(source: fact.source, asset: fact.subject)] = fact.value
    }
    func observe(_ fact: Fact, _ properties: [String: Value], isStatement: Bool) throws {
      guard let id = try id(fact.subject), let kind = id.kind else { return }
      let name = names[AssetName(source: fact.source, asset: fact.subject)]
      builder.add(
        AssetObservation(
          id: id, kind: kind, name: name ?? id.text, properties: properties,
          sighting: try sighting(fact), isStatement: isStatement))
    }
    try forEach(.sighting, where: condition) { try observe($0, [:], isStatement: false) }
    try forEach(.claim, where: condition) { fact in
      try observe(
        fact, [try texts[fact.kind]: try ValueJSON.decode(fact.value)], isStatement: true)
    }
  }

  private func readRelations(
    _ id: (Int32) throws -> AssetID?, where condition: String, into builder: inout EstateBuilder
  ) throws {
    try forEach(.relation, where: condition) { fact in
      guard let kind = RelationKind(number: fact.kind), let tail = try id(fact.subject),
        let head = try id(fact.object)
      else { return }
      builder.add(
        RelationObservation(
          kind: kind, tail: tail, head: head,
          basis: Basis(number: fact.basis), properties: try map(fact.value),
          sighting: try sighting(fact)))
    }
  }

  private func readSignals(
    _ id: (Int32) throws -> AssetID?, where condition: String, into builder: inout EstateBuilder
  ) throws {
    var observations = Observations()
    try forEach(.signal, where: condition) { fact in
      guard let asset = try id(fact.subject) else { return }
      observations.signals.append(
        SignalObservation(
          signal: try texts[fact.kind], asset: asset, detail: try map(fact.value),
          sighting: try sighting(fact)))
    }
    builder.add(observations)
  }

  private func readCollected(into builder: inout EstateBuilder) throws {
    try forEach(.collected, where: held) { fact in
      if let kind = RelationKind(number: fact.kind) { builder.collects([kind]) }
    }
  }

  func forEach(
    _ table: FactTable, where condition: String, _ body: (Fact) throws -> Void
  ) throws {
    try PreparedStatement(database, table.select(where: condition))
      .forEach { try body(table.read($0)) }
  }

  private func assetIDs() throws -> [AssetID] {
    try NameTexts(database, table: "asset", column: "id", preloaded: true).loaded
      .map(AssetID.init(trusted:))
  }

  private func map(_ text: String) throws -> [String: Value] {
    guard !text.isEmpty else { return [:] }
    guard case .map(let entries) = try ValueJSON.decode(text) else { return [:] }
    return entries
  }

  func sighting(_ fact: Fact) throws -> Sighting {
    let location =
      fact.path == 0
      ? nil
      : Location(
        path: try texts[fact.path], line: fact.line == 0 ? nil : Int(fact.line),
        cell: fact.cell == 0 ? nil : Int(fact.cell))
    return Sighting(
      source: try sources[fact.source], detector: try texts[fact.detector], location: location,
      confidence: fact.confidence)
  }
}

private struct AssetName: Hashable {
  let source: Int32
  let asset: Int32
}

extension [AssetID] {
  /// The id of that number; a damaged file may name any.
  fileprivate func id(_ number: Int32) throws -> AssetID {
    guard indices.contains(Int(number)) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an asset is missing")
    }
    return self[Int(number)]
  }
}

extension RelationKind {
  /// The kind of that stored number; nil where a newer version made it.
  init?(number: Int32) {
    guard Schema.current.relations.indices.contains(Int(number)) else { return nil }
    self.init(rawValue: UInt8(number))
  }
}
