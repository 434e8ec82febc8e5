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
    try write(
      """
      {"format":\(json(.text(Self.format))),"version":\(json(.text(report.version))),\
      "target":\(json(.texts(report.targets))),

      """)
    try list("sources", report.sources.map(Self.value), write)
    try list("assets", report.estate.assets.lazy.map(Self.value), write)
    let estate = report.estate
    // Relations are sorted by tail, which is the order of ids, then by kind and head.
    try list(
      "relations", (0..<estate.relationCount).lazy.map { Self.relation($0, in: estate) }, write)
    try list("signals", estate.signals.lazy.map { Self.signal($0, in: estate) }, write)
    try list("findings", report.findings.lazy.map(Self.finding), write)
    try list("unknown", report.unknown.lazy.map(Self.unknown), write)
    try list("skipped", report.skipped.lazy.map(Self.skipped), write)
    try write("\"summary\":\(json(.map(report.summary)))}\n")
  }

  private func list<Failure>(
    _ key: String, _ items: some Sequence<[Member]>, _ write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    try write("\"\(key)\":[")
    var piece = ""
    var isFirst = true
    for item in items {
      piece += isFirst ? "\n" : ",\n"
      isFirst = false
      piece += Self.object(item)
      if piece.utf8.count > 1 << 16 {
        try write(piece)
        piece = ""
      }
    }
    try write(piece + (isFirst ? "],\n" : "\n],\n"))
  }
}

/// A key of an object and its value, already written.
private typealias Member = (key: StaticString, json: String)

private func json(_ value: Value) -> String { ValueJSON.encode(value) }

extension ScanDocument {
  /// An object with its keys in the order of the contract.
  private static func object(_ members: [Member]) -> String {
    "{" + members.map { "\"\($0.key)\":\($0.json)" }.joined(separator: ",") + "}"
  }

  private static func objects(_ list: some Sequence<[Member]>) -> String {
    "[" + list.map(object).joined(separator: ",") + "]"
  }

  private static func value(of source: ReportedSource) -> [Member] {
    [
      ("id", json(.text(source.id))), ("kind", json(.text(source.kind))),
      ("status", json(.text(source.status))),
      ("reason", json(source.reason.map(Value.text) ?? .null)),
      ("files", json(.integer(source.files))),
      ("bytes", json(.integer(source.bytes))),
    ]
  }

  private static func value(of asset: Asset) -> [Member] {
    [
      ("id", json(.text(asset.id.text))), ("kind", json(.text(asset.kind.name))),
      ("name", json(.text(asset.name))), ("properties", json(.map(asset.properties))),
      ("sightings", objects(asset.sightings.map(sighting))),
    ]
  }

  private static func relation(_ index: Int, in estate: Estate) -> [Member] {
    let relation = estate.relation(at: index)
    return [
      ("kind", json(.text(relation.kind.name))),
      ("from", json(.text(estate.assets[relation.tail].id.text))),
      ("to", json(.text(estate.assets[relation.head].id.text))),
      ("basis", json(.text(relation.basis.rawValue))),
      ("confidence", json(.number(relation.confidence))),
      ("sightings", objects(estate.sightings(ofRelationAt: index).map(sighting))),
    ]
  }

  private static func sighting(_ sighting: Sighting) -> [Member] {
    var members: [Member] = [
      ("source", json(.text(sighting.source))), ("detector", json(.text(sighting.detector))),
    ]
    members += sighting.location.map(location) ?? [("path", "null"), ("line", "null")]
    members.append(("confidence", json(.number(sighting.confidence))))
    return members
  }

  private static func location(_ location: Location) -> [Member] {
    var members: [Member] = [
      ("path", json(.text(location.path))),
      ("line", json(location.line.map(Value.integer) ?? .null)),
    ]
    if let cell = location.cell { members.append(("cell", json(.integer(cell)))) }
    return members
  }

  private static func signal(_ signal: Signal, in estate: Estate) -> [Member] {
    [
      ("signal", json(.text(signal.signal))),
      ("asset", json(.text(estate.assets[signal.asset].id.text))),
    ] + (signal.sighting.location.map(location) ?? [("path", "null"), ("line", "null")]) + [
      ("detail", json(.map(signal.detail)))
    ]
  }

  /// One finding as an object, with members after those of the contract.
  public static func finding(_ finding: Finding, with more: [(StaticString, Value)]) -> String {
    object(Self.finding(finding) + more.map { ($0.0, json($0.1)) })
  }

  /// Assets as a document of their own: `isobar.inventory/v1`.
  public static func assets(_ assets: [Asset]) -> String {
    let items = assets.map { object(value(of: $0)) }
    return
      "{\"format\":\"isobar.inventory/v1\",\"assets\":[\n\(items.joined(separator: ",\n"))\n]}\n"
  }

  private static func finding(_ finding: Finding) -> [Member] {
    let steps = finding.path.map { step -> [Member] in
      [
        ("from", json(.text(step.from.text))), ("relation", json(.text(step.relation.name))),
        ("to", json(.text(step.to.text))),
      ]
    }
    let controls = finding.controls.map { control -> [Member] in
      [("framework", json(.text(control.framework))), ("control", json(.text(control.control)))]
    }
    return [
      ("id", json(.text(finding.id))), ("rule", json(.text(finding.rule))),
      ("title", json(.text(finding.title))), ("category", json(.text(finding.category))),
      ("severity", json(.text(finding.severity.rawValue))),
      ("decision", json(finding.priority.map { .text($0.decision.rawValue) } ?? .null)),
      ("score", json(finding.priority.map { .number($0.score) } ?? .null)),
      ("asset", json(.text(finding.asset.text))),
      ("assets", json(.texts(finding.assets.map(\.text)))),
      ("message", json(.text(finding.message))),
      ("locations", objects(finding.locations.map(location))), ("path", objects(steps)),
      ("explanation", json(.map(finding.priority?.explanation ?? [:]))),
      ("fix", json(.text(finding.fix))), ("controls", objects(controls)),
    ]
  }

  private static func unknown(_ judgement: UnknownJudgement) -> [Member] {
    [
      ("rule", json(.text(judgement.rule))), ("asset", json(.text(judgement.asset.text))),
      ("missing", json(.texts(judgement.missing))),
    ]
  }

  private static func skipped(_ skipped: Skipped) -> [Member] {
    [("path", json(.text(skipped.path))), ("reason", json(.text(skipped.reason)))]
  }
}
