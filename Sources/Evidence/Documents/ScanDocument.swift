public import Estate

/// The document of `--format json`: `isobar.scan/v1`, described by `docs/scan.schema.json`.
///
/// The same scan gives the same bytes. It is written piece by piece, so that an estate of a million
/// relations needs no second copy in memory.
public struct ScanDocument: Sendable {
  public static let format = "isobar.scan/v1"

  private let report: ScanReport

  public init(_ report: ScanReport) { self.report = report }

  /// Writes the document.
  ///
  /// - Parameter write: takes the next piece.
  public func write<Failure>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    let estate = report.estate
    try write(
      """
      {"format":\(ValueJSON.encode(.text(Self.format))),\
      "version":\(ValueJSON.encode(.text(report.version))),\
      "target":\(ValueJSON.encode(.texts(report.targets))),

      """)
    try list("sources", report.sources, write) { $1.source($0) }
    try list("assets", estate.assets, write) { $1.asset($0) }
    // Relations are sorted by tail, which is the order of ids, then by kind and head.
    try list("relations", 0..<estate.relationCount, write) { $1.relation($0, in: estate) }
    try list("signals", estate.signals, write) { $1.signal($0, in: estate) }
    try list("findings", report.findings, write) { $1.finding($0) }
    try list("unknown", report.unknown, write) { $1.unknown($0) }
    try list("skipped", report.skipped, write) { $1.skipped($0) }
    try write("\"summary\":\(ValueJSON.encode(.map(report.summary)))}\n")
  }

  private func list<Item, Failure>(
    _ key: String, _ items: some Sequence<Item>, _ write: (String) throws(Failure) -> Void,
    _ members: (Item, inout ObjectWriter) -> Void
  ) throws(Failure) {
    try write("\"\(key)\":[")
    var piece = ObjectWriter()
    var isFirst = true
    for item in items {
      piece.raw(isFirst ? "\n" : ",\n")
      isFirst = false
      piece.object { members(item, &$0) }
      if piece.bytes.count > 1 << 16 { try write(piece.take()) }
    }
    piece.raw(isFirst ? "],\n" : "\n],\n")
    try write(piece.take())
  }

  /// One finding as an object, with members after those of the contract.
  public static func finding(_ finding: Finding, with more: [(StaticString, Value)]) -> String {
    var writer = ObjectWriter()
    writer.object { writer in
      writer.finding(finding)
      for (key, value) in more { writer.member(key, value) }
    }
    return writer.take()
  }

  /// Assets as a document of their own: `isobar.inventory/v1`.
  public static func assets(_ assets: [Asset]) -> String {
    let items = assets.map { asset in
      var writer = ObjectWriter()
      writer.object { $0.asset(asset) }
      return writer.take()
    }
    return
      "{\"format\":\"isobar.inventory/v1\",\"assets\":[\n\(items.joined(separator: ",\n"))\n]}\n"
  }
}

/// The members of each object, in the order of the contract.
extension ObjectWriter {
  fileprivate mutating func source(_ source: ReportedSource) {
    member("id", source.id)
    member("kind", source.kind)
    member("status", source.status)
    member("reason", source.reason.map(Value.text) ?? .null)
    member("files", .integer(source.files))
    member("bytes", .integer(source.bytes))
  }

  fileprivate mutating func asset(_ asset: Asset) {
    member("id", asset.id.text)
    member("kind", asset.kind.name)
    member("name", asset.name)
    member("properties", .map(asset.properties))
    member("sightings", asset.sightings) { $1.sighting($0) }
  }

  fileprivate mutating func relation(_ index: Int, in estate: Estate) {
    let relation = estate.relation(at: index)
    member("kind", relation.kind.name)
    member("from", estate.assets[relation.tail].id.text)
    member("to", estate.assets[relation.head].id.text)
    member("basis", relation.basis.rawValue)
    member("confidence", .number(relation.confidence))
    member("sightings", estate.sightings(ofRelationAt: index)) { $1.sighting($0) }
  }

  private mutating func sighting(_ sighting: Sighting) {
    member("source", sighting.source)
    member("detector", sighting.detector)
    location(sighting.location)
    member("confidence", .number(sighting.confidence))
  }

  private mutating func location(_ location: Location?) {
    member("path", location.map { .text($0.path) } ?? .null)
    member("line", location?.line.map(Value.integer) ?? .null)
    if let cell = location?.cell { member("cell", .integer(cell)) }
  }

  fileprivate mutating func signal(_ signal: Signal, in estate: Estate) {
    member("signal", signal.signal)
    member("asset", estate.assets[signal.asset].id.text)
    location(signal.sighting.location)
    member("detail", .map(signal.detail))
  }

  fileprivate mutating func finding(_ finding: Finding) {
    member("id", finding.id)
    member("rule", finding.rule)
    member("title", finding.title)
    member("category", finding.category)
    member("severity", finding.severity.rawValue)
    member("decision", finding.priority.map { .text($0.decision.rawValue) } ?? .null)
    member("score", finding.priority.map { .number($0.score) } ?? .null)
    member("asset", finding.asset.text)
    member("assets", .texts(finding.assets.map(\.text)))
    member("message", finding.message)
    member("locations", finding.locations) { $1.location($0) }
    member("path", finding.path) { step, writer in
      writer.member("from", step.from.text)
      writer.member("relation", step.relation.name)
      writer.member("to", step.to.text)
    }
    member("explanation", .map(finding.priority?.explanation ?? [:]))
    member("fix", finding.fix)
    member("controls", finding.controls) { control, writer in
      writer.member("framework", control.framework)
      writer.member("control", control.control)
    }
  }

  fileprivate mutating func unknown(_ judgement: UnknownJudgement) {
    member("rule", judgement.rule)
    member("asset", judgement.asset.text)
    member("missing", .texts(judgement.missing))
  }

  fileprivate mutating func skipped(_ skipped: Skipped) {
    member("path", skipped.path)
    member("reason", skipped.reason)
  }
}
