import Estate
import GRDB

/// Writes the estate of a scan as facts.
struct EstateWriter {
  private let database: Database
  private let scan: ScanID
  private let revision: Int64
  private let sources: ScannedSources
  private(set) var numbers: NameNumbers
  private var lastSource: (text: String, number: Int32)?
  private var lastDetector: (text: String, number: Int32)?
  private var lastPath: (text: String, number: Int32)?

  init(
    _ database: Database, scan: ScanID, revision: Int64, sources: ScannedSources,
    numbers: NameNumbers
  ) {
    self.database = database
    self.scan = scan
    self.revision = revision
    self.sources = sources
    self.numbers = numbers
  }

  mutating func write(_ outcome: ScanOutcome) throws {
    let estate = outcome.estate
    let assets = try estate.assets.map { try numbers.asset($0.id) }
    try writeSeen(estate, assets)
    try writeAssets(estate, assets)
    try writeRelations(estate, assets)
    try writeSignals(estate, assets)
    try writeCollected(estate)
    try writeUnknown(outcome.unknown, estate)
  }

  /// Numbers of the sources that saw the asset in this scan.
  mutating func observers(of id: AssetID, in estate: Estate) throws -> Set<Int32> {
    guard let index = estate.index(of: id) else { return [] }
    return Set(try estate.assets[index].sightings.map { try numbers.source($0.source) })
  }

  private func writer(_ table: FactTable) throws -> FactWriter {
    try FactWriter(database, table: table, revision: revision, sources: sources)
  }

  private mutating func writeSeen(_ estate: Estate, _ assets: [Int32]) throws {
    let upsert = try PreparedStatement(
      database,
      """
      INSERT INTO asset_seen (asset, scan) VALUES (?, ?)
      ON CONFLICT (asset) DO UPDATE SET scan = excluded.scan
      """)
    for (asset, number) in zip(estate.assets, assets) {
      let seen = try asset.sightings.contains {
        sources.current.contains(try numbers.source($0.source))
      }
      guard seen || asset.sightings.isEmpty else { continue }
      upsert.bind(number, 0)
      upsert.bind(scan.rawValue, 1)
      try upsert.run()
    }
  }

  private mutating func writeAssets(_ estate: Estate, _ assets: [Int32]) throws {
    var (sightings, names) = (try writer(.sighting), try writer(.assetName))
    var claims = try writer(.claim)
    for (asset, number) in zip(estate.assets, assets) {
      var named: Set<Int32> = []
      for sighting in asset.sightings {
        var fact = try fact(of: sighting)
        fact.subject = number
        try sightings.see(fact)
        if named.insert(fact.source).inserted {
          try names.see(Fact(source: fact.source, subject: number, value: asset.name))
        }
      }
      for claim in asset.claims {
        var fact = try fact(of: claim.sighting)
        (fact.subject, fact.kind) = (number, try numbers.text(claim.property))
        fact.value = ValueJSON.encode(claim.value)
        try claims.see(fact)
      }
    }
    try names.finish(keeping: sightings.finish())
    try claims.finish()
  }

  private mutating func writeRelations(_ estate: Estate, _ assets: [Int32]) throws {
    var relations = try writer(.relation)
    for index in 0..<estate.relationCount {
      let relation = estate.relation(at: index)
      let properties = estate.relationProperties(at: index)
      let value = properties.isEmpty ? "" : ValueJSON.encode(.map(properties))
      for sighting in estate.sightings(ofRelationAt: index) {
        var fact = try fact(of: sighting)
        (fact.subject, fact.object) = (assets[relation.tail], assets[relation.head])
        (fact.kind, fact.basis) = (Int32(relation.kind.rawValue), relation.basis.number)
        fact.value = value
        try relations.see(fact)
      }
    }
    try relations.finish()
  }

  private mutating func writeSignals(_ estate: Estate, _ assets: [Int32]) throws {
    var signals = try writer(.signal)
    for signal in estate.signals {
      var fact = try fact(of: signal.sighting)
      (fact.subject, fact.kind) = (assets[signal.asset], try numbers.text(signal.signal))
      fact.value = signal.detail.isEmpty ? "" : ValueJSON.encode(.map(signal.detail))
      try signals.see(fact)
    }
    try signals.finish()
  }

  private func writeCollected(_ estate: Estate) throws {
    var collected = try writer(.collected)
    for source in sources.current.sorted() {
      for kind in estate.collected.sorted() {
        try collected.see(Fact(source: source, kind: Int32(kind.rawValue)))
      }
    }
    try collected.finish()
  }

  private mutating func writeUnknown(_ judgements: [UnknownJudgement], _ estate: Estate) throws {
    var unknown = try writer(.unknown)
    for judgement in judgements {
      let observers = try observers(of: judgement.asset, in: estate)
      let number = try numbers.asset(judgement.asset)
      let rule = try numbers.text(judgement.rule)
      for source in (observers.isEmpty ? sources.current : observers).sorted() {
        try unknown.see(
          Fact(
            source: source, subject: number, kind: rule,
            value: ValueJSON.encode(.texts(judgement.missing))))
      }
    }
    try unknown.finish()
  }

  private mutating func fact(of sighting: Sighting) throws -> Fact {
    // Most sightings name what the one before them named.
    if lastSource?.text != sighting.source {
      lastSource = (sighting.source, try numbers.source(sighting.source))
    }
    if lastDetector?.text != sighting.detector {
      lastDetector = (sighting.detector, try numbers.text(sighting.detector))
    }
    if let location = sighting.location, lastPath?.text != location.path {
      lastPath = (location.path, try numbers.text(location.path))
    }
    return Fact(
      source: lastSource?.number ?? 0, detector: lastDetector?.number ?? 0,
      path: sighting.location == nil ? 0 : lastPath?.number ?? 0,
      line: Int32(clamping: sighting.location?.line ?? 0),
      cell: Int32(clamping: sighting.location?.cell ?? 0), confidence: sighting.confidence)
  }
}

extension Basis {
  /// As stored; the order never changes.
  var number: Int32 {
    switch self {
    case .inferred: 0
    case .declared: 1
    case .observed: 2
    }
  }

  init(number: Int32) {
    self = number == 2 ? .observed : number == 1 ? .declared : .inferred
  }
}
