import Catalog
import Estate
import Formats

/// The form that `isobar scan --format json` writes: `isobar.scan/v1`. Its findings are left alone:
/// they are judged anew.
struct RecordedScan {
  static let format = "isobar.scan/v1"
  private static let keys = [
    "format", "version", "target", "sources", "assets", "relations", "signals", "findings",
    "unknown", "skipped", "summary",
  ]

  private let file: EstateFile
  private var contents = EstateFileContents()
  private var kinds: [AssetID: AssetKind] = [:]
  private var lines: [AssetID: Int] = [:]

  init(_ file: EstateFile) { self.file = file }

  func read(_ root: DocumentNode) throws(Unreadable) -> EstateFileContents {
    var copy = self
    return try copy.readAll(root)
  }

  private mutating func readAll(_ root: DocumentNode) throws(Unreadable) -> EstateFileContents {
    try file.check(root, keys: Self.keys, of: "a scan")
    for item in try file.items(root, "assets") { try readAsset(item) }
    for item in try file.items(root, "relations") { try readRelation(item) }
    for item in try file.items(root, "signals") { try readSignal(item) }
    if let summary = root["summary"] {
      contents.collected.formUnion(try file.relations(summary, "collected"))
    }
    return contents
  }

  private mutating func readAsset(_ node: DocumentNode) throws(Unreadable) {
    try file.check(node, keys: ["id", "kind", "name", "properties", "sightings"], of: "an asset")
    let text = try file.text(node, "id", of: "an asset")
    let id = try file.id(text, node.line)
    let name = try file.text(node, "kind", of: "an asset")
    guard let kind = AssetKind(name: name) else {
      throw file.unknown("kind", name, among: AssetKind.all.map(\.name), node.line)
    }
    guard kind == id.kind else {
      throw file.error("the id says \(id.kind?.name ?? "nothing"), 'kind' says \(name)", node.line)
    }
    if let first = lines.updateValue(node.line, forKey: id) {
      throw file.error("'\(text)' stands twice, first in line \(first)", node.line)
    }
    kinds[id] = kind
    try observe(id, kind, node)
  }

  private mutating func observe(
    _ id: AssetID, _ kind: AssetKind, _ node: DocumentNode
  ) throws(Unreadable) {
    let bareName = String(id.text.split(separator: ":", maxSplits: 2).last ?? "")
    let name =
      try node["name"].map { _ throws(Unreadable) in
        try file.text(node, "name", of: "an asset")
      } ?? bareName
    var sightings = try sightings(node)
    // Whoever lists an asset with a name of its own has seen it; one that is only mentioned has none.
    if sightings.isEmpty, name != bareName { sightings = [file.sighting(node.line)] }
    for sighting in sightings {
      contents.observations.assets.append(
        AssetObservation(id: id, kind: kind, name: name, sighting: sighting))
    }
    var properties: [String: Value] = [:]
    if let values = node["properties"], !values.isNull {
      try file.checkTwice(values, of: "'properties'")
      for entry in values.entries {
        properties[entry.key] = try file.property(entry, of: kind)
      }
    }
    contents.observations.assets.append(
      AssetObservation(
        id: id, kind: kind, name: name, properties: properties,
        sighting: sightings.first ?? Sighting(source: file.source, detector: "estate"),
        isStatement: true))
  }

  private mutating func readRelation(_ node: DocumentNode) throws(Unreadable) {
    try file.check(
      node, keys: ["kind", "from", "to", "basis", "confidence", "sightings", "properties"],
      of: "a relation")
    let kind = try file.relation(try file.text(node, "kind", of: "a relation"), node.line)
    let tail = try file.id(try file.text(node, "from", of: "a relation"), node.line)
    let head = try file.id(try file.text(node, "to", of: "a relation"), node.line)
    try file.checkEnds(kind, tail, head, among: kinds, node.line)
    let basis = try file.basis(node)
    var properties: [String: Value] = [:]
    if let values = node["properties"] { properties = try file.map(values, "'properties'") }
    var sightings = try sightings(node)
    if sightings.isEmpty {
      var own = file.sighting(node.line)
      own.confidence = try file.confidence(node)
      sightings = [own]
    }
    for sighting in sightings {
      contents.observations.relations.append(
        RelationObservation(
          kind: kind, tail: tail, head: head, basis: basis, properties: properties,
          sighting: sighting))
    }
  }

  private mutating func readSignal(_ node: DocumentNode) throws(Unreadable) {
    try file.check(
      node, keys: ["signal", "asset", "path", "line", "cell", "detail"], of: "a signal")
    let asset = try file.id(try file.text(node, "asset", of: "a signal"), node.line)
    guard kinds[asset] != nil else {
      let question = Suggestion.question(
        for: asset.text, in: kinds.count <= 20_000 ? kinds.keys.map(\.text) : [])
      throw file.error("no asset '\(asset.text.prefix(200))' in the file\(question)", node.line)
    }
    let detail = try node["detail"].map { node throws(Unreadable) in
      try file.map(node, "'detail'")
    }
    contents.observations.signals.append(
      SignalObservation(
        signal: try file.text(node, "signal", of: "a signal"), asset: asset, detail: detail ?? [:],
        sighting: Sighting(
          source: file.source, detector: "estate", location: try location(node))))
  }

  private func sightings(_ node: DocumentNode) throws(Unreadable) -> [Sighting] {
    var sightings: [Sighting] = []
    for item in try file.items(node, "sightings") {
      try file.check(
        item, keys: ["source", "detector", "path", "line", "cell", "confidence"], of: "a sighting")
      sightings.append(
        Sighting(
          source: source(item), detector: item["detector"]?.text ?? "estate",
          location: try location(item), confidence: try file.confidence(item)))
    }
    return sightings
  }

  /// What was concluded of an asset that nobody saw stays so, and is concluded again as the same.
  private func source(_ sighting: DocumentNode) -> String {
    let written = sighting["source"]?.text
    return written == Asset.statedSource ? Asset.statedSource : file.source
  }

  private func location(_ node: DocumentNode) throws(Unreadable) -> Location? {
    guard let path = node["path"], !path.isNull else { return nil }
    guard let text = path.text else { throw file.error("'path' must be a text", path.line) }
    return Location(path: text, line: try count(node, "line"), cell: try count(node, "cell"))
  }

  private func count(_ node: DocumentNode, _ key: String) throws(Unreadable) -> Int? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let number = value.integer, number > 0 else {
      throw file.error("'\(key)' must be a whole number from 1", value.line)
    }
    return number
  }
}
