import Catalog
import Estate
import Formats

/// The form that people write: `isobar.estate/v1`.
struct WrittenEstate {
  static let format = "isobar.estate/v1"
  private static let keys = [
    "format", "description", "collected", "not_collected", "assets", "relations",
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
    try file.check(root, keys: Self.keys, of: "an estate")
    for item in try file.items(root, "assets") { try readAsset(item) }
    var used: [RelationKind: Int] = [:]
    for item in try file.items(root, "relations") {
      let kind = try readRelation(item)
      if used[kind] == nil { used[kind] = item.line }
    }
    let missing = try file.relations(root, "not_collected")
    let named = try collected(root)
    for kind in missing.sorted() {
      if let line = used[kind] {
        throw file.error("\(kind.name) stands here and in 'not_collected'", line)
      }
      if let named, named.contains(kind) {
        throw file.error(
          "\(kind.name) stands in 'collected' and in 'not_collected'", root["collected"]?.line ?? 0)
      }
    }
    contents.collected = (named ?? Set(RelationKind.all)).subtracting(missing).union(used.keys)
    return contents
  }

  /// The relations that were looked for; nil for all.
  private func collected(_ root: DocumentNode) throws(Unreadable) -> Set<RelationKind>? {
    if root["collected"]?.text == "all" { return nil }
    return try file.relations(root, "collected")
  }

  private mutating func readAsset(_ node: DocumentNode) throws(Unreadable) {
    try file.checkTwice(node, of: "an asset")
    let text = try file.text(node, "id", of: "an asset")
    let line = node["id"]?.line ?? node.line
    let id = try file.id(text, line)
    try checkCharacters(text, line)
    let kind = try kind(node, id)
    if let first = lines.updateValue(line, forKey: id) {
      throw file.error("'\(text)' stands twice, first in line \(first)", line)
    }
    kinds[id] = kind
    var properties: [String: Value] = [:]
    var name = String(text.split(separator: ":", maxSplits: 2).last ?? "")
    for entry in node.entries {
      switch entry.key {
      case "id", "kind": continue
      case "name": name = try file.text(node, "name", of: "an asset")
      case "signals": try readSignals(entry.value, of: id)
      case "properties" where Schema.current.property(entry.key, of: kind) == nil:
        throw file.error("write the properties beside id and name", entry.line)
      default:
        guard Schema.current.property(entry.key, of: kind) != nil else {
          let known =
            kind.declaration.properties.map(\.name) + Schema.current.common.map(\.name)
            + ["id", "kind", "name", "signals"]
          throw file.unknown("property of \(kind.name)", entry.key, among: known, entry.line)
        }
        properties[entry.key] = try file.property(entry, of: kind)
      }
    }
    contents.observations.assets.append(
      AssetObservation(
        id: id, kind: kind, name: name, properties: properties, sighting: file.sighting(line)))
  }

  /// The kind that the id begins with; where it is written as well, both must agree.
  private func kind(_ node: DocumentNode, _ id: AssetID) throws(Unreadable) -> AssetKind {
    guard let kind = id.kind else { throw file.error("'\(id)' is of no kind", node.line) }
    guard let written = node["kind"] else { return kind }
    let name = written.scalar ?? ""
    guard let other = AssetKind(name: name) else {
      throw file.unknown("kind", name, among: AssetKind.all.map(\.name), written.line)
    }
    guard other == kind else {
      throw file.error("the id says \(kind.name), 'kind' says \(other.name)", written.line)
    }
    return kind
  }

  /// People write what they can see; an id with more in it imitates another.
  private func checkCharacters(_ text: String, _ line: Int) throws(Unreadable) {
    for scalar in text.unicodeScalars where scalar.value > 0x7F {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
        .surrogate, .unassigned:
        throw file.error(
          "the id holds U+\(String(scalar.value, radix: 16, uppercase: true)), which cannot be seen",
          line)
      default: continue
      }
    }
  }

  private mutating func readSignals(
    _ node: DocumentNode, of id: AssetID
  ) throws(Unreadable) {
    try file.checkTwice(node, of: "'signals'")
    for entry in node.entries {
      guard entry.value.isSequence, !entry.value.items.isEmpty else {
        throw file.error("a signal is a list of details, such as [{}]", entry.line)
      }
      for item in entry.value.items {
        contents.observations.signals.append(
          SignalObservation(
            signal: entry.key, asset: id, detail: try file.map(item, "a detail of a signal"),
            sighting: file.sighting(item.line)))
      }
    }
  }

  /// `a -CAN_CALL-> b`, or a mapping with `from`, `kind` and `to`.
  private mutating func readRelation(_ node: DocumentNode) throws(Unreadable) -> RelationKind {
    let words = try words(of: node)
    let kind = try file.relation(words.kind, node.line)
    let (tail, head) = (
      try file.id(words.tail, node.line), try file.id(words.head, node.line)
    )
    try file.checkEnds(kind, tail, head, among: kinds, node.line)
    var sighting = file.sighting(node.line)
    sighting.confidence = try file.confidence(node)
    contents.observations.relations.append(
      RelationObservation(
        kind: kind, tail: tail, head: head, basis: try file.basis(node),
        properties: try node["properties"].map { node throws(Unreadable) in
          try file.map(node, "'properties'")
        } ?? [:],
        sighting: sighting))
    return kind
  }

  private func words(
    of node: DocumentNode
  ) throws(Unreadable) -> (tail: String, kind: String, head: String) {
    guard let text = node.text else {
      guard node.isMapping else {
        throw file.error("a relation is written 'id -CAN_CALL-> id'", node.line)
      }
      try file.check(
        node, keys: ["from", "kind", "to", "basis", "confidence", "properties"], of: "a relation")
      return (
        try file.text(node, "from", of: "a relation"),
        try file.text(node, "kind", of: "a relation"),
        try file.text(node, "to", of: "a relation")
      )
    }
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 3, words[1].count > 3, words[1].hasPrefix("-"), words[1].hasSuffix("->")
    else {
      throw file.error(
        "a relation is written 'id -CAN_CALL-> id', not '\(text.prefix(200))'", node.line)
    }
    return (words[0], String(words[1].dropFirst().dropLast(2)), words[2])
  }
}
