import Estate
import GRDB

/// Reads the estate back as it stood after a revision.
struct EstateReader {
  private let database: Database
  /// Facts that held then.
  private let held: String
  private let texts: NameTexts
  private let sources: NameTexts

  /// Texts are read beforehand for a whole estate, one by one for little of it.
  init(_ database: Database, revision: Int64, preloaded: Bool = true) throws {
    self.database = database
    held = "opened <= \(revision) AND (closed IS NULL OR closed > \(revision))"
    texts = try NameTexts(database, table: "text", column: "text", preloaded: preloaded)
    sources = try NameTexts(database, table: "source", column: "id", preloaded: preloaded)
  }

  func estate() throws -> Estate {
    let assets = try assetIDs()
    var builder = EstateBuilder()
    try readAssets({ try assets.id($0) }, where: held, into: &builder)
    try readRelations(assets, into: &builder)
    try readSignals(assets, into: &builder)
    try forEach(.collected, where: held) { fact in
      if let kind = RelationKind(number: fact.kind) { builder.collects([kind]) }
    }
    return builder.build()
  }

  /// The asset alone, from the facts on it that meet the condition.
  func asset(_ number: Int32, _ id: AssetID, where condition: String) throws -> Asset? {
    var builder = EstateBuilder()
    try readAssets({ _ in id }, where: "\(ofAsset(number)) AND \(condition)", into: &builder)
    return builder.build().assets.first
  }

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
    _ id: (Int32) throws -> AssetID, where condition: String, into builder: inout EstateBuilder
  ) throws {
    var names: [AssetName: String] = [:]
    try forEach(.assetName, where: condition) { fact in
      names[AssetName(source: fact.source, asset: fact.subject)] = fact.value
    }
    func observe(_ fact: Fact, _ properties: [String: Value], isStatement: Bool) throws {
      let id = try id(fact.subject)
      guard let kind = id.kind else { return }
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

  private func readRelations(_ assets: [AssetID], into builder: inout EstateBuilder) throws {
    try forEach(.relation, where: held) { fact in
      guard let kind = RelationKind(number: fact.kind) else { return }
      builder.add(
        RelationObservation(
          kind: kind, tail: try assets.id(fact.subject), head: try assets.id(fact.object),
          basis: Basis(number: fact.basis), properties: try map(fact.value),
          sighting: try sighting(fact)))
    }
  }

  private func readSignals(_ assets: [AssetID], into builder: inout EstateBuilder) throws {
    var observations = Observations()
    try forEach(.signal, where: held) { fact in
      observations.signals.append(
        SignalObservation(
          signal: try texts[fact.kind], asset: try assets.id(fact.subject),
          detail: try map(fact.value),
          sighting: try sighting(fact)))
    }
    builder.add(observations)
  }

  private func forEach(
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

  private func sighting(_ fact: Fact) throws -> Sighting {
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
