import Catalog
import Estate
import Formats

/// The graph of a test, written in a line a node and a line an edge:
/// `a: "Agent {name: mailbot}"` and `a -CAN_CALL-> t {confidence: 0.5}`. The ids of its assets are the
/// names of its nodes. All relations count as collected unless `not_collected` lists them.
struct TestEstate {
  private let document: RuleDocument
  private var builder = EstateBuilder()
  private var kinds: [String: AssetKind] = [:]

  init(_ document: RuleDocument) { self.document = document }

  func estate() throws(KnowledgeError) -> Estate {
    var copy = self
    return try copy.build()
  }

  private mutating func build() throws(KnowledgeError) -> Estate {
    try document.check(keys: ["nodes", "edges", "not_collected"], of: "'graph'")
    for entry in document.node["nodes"]?.entries ?? [] { try add(node: entry) }
    for item in try document.items("edges") { try add(edge: item) }
    var collected = Set(RelationKind.all)
    for item in try document.items("not_collected") {
      collected.remove(try relation(item.scalar ?? "", at: item))
    }
    builder.collects(collected)
    return builder.build()
  }

  private mutating func add(node entry: DocumentEntry) throws(KnowledgeError) {
    let line = entry.value
    var kindName = ""
    var properties: [DocumentEntry] = []
    if let text = line.text {
      let brace = text.firstIndex(of: "{") ?? text.endIndex
      kindName = text[..<brace].trimmed
      if brace < text.endIndex { properties = try flow(String(text[brace...]), at: line).entries }
    } else {
      kindName = line["kind"]?.text ?? ""
      properties = line.entries.filter { $0.key != "kind" }
    }
    guard let kind = AssetKind(name: kindName) else {
      let suggestion = Suggestion.sentence(for: kindName, in: AssetKind.all.map(\.name))
      throw document.error("unknown kind '\(kindName)'.\(suggestion)", at: line)
    }
    kinds[entry.key] = kind
    let id = AssetID(trusted: entry.key)
    let sighting = Sighting(source: "test", detector: "test")
    var values: [String: Value] = [:]
    var name = ""
    for property in properties {
      switch property.key {
      case "name": name = property.value.scalar ?? ""
      case "signals": try add(signals: property.value, to: id, at: line)
      default: values[property.key] = try value(property, of: kind, at: line)
      }
    }
    builder.add(
      AssetObservation(id: id, kind: kind, name: name, properties: values, sighting: sighting))
  }

  private func value(
    _ property: DocumentEntry, of kind: AssetKind, at line: DocumentNode
  ) throws(KnowledgeError) -> Value {
    guard Schema.current.property(property.key, of: kind) != nil else {
      let known =
        kind.declaration.properties.map(\.name) + Schema.current.common.map(\.name)
        + ["name", "signals"]
      let suggestion = Suggestion.sentence(for: property.key, in: known)
      throw document.error(
        "unknown property of \(kind.name) '\(property.key)'.\(suggestion)", at: line)
    }
    guard !property.value.isNull else {
      throw document.error("'\(property.key)' has no value; leave out what is not known", at: line)
    }
    return Value(property.value)
  }

  /// `signals: {mcp.plain-http: [{url: …}]}`, a detail a sighting.
  private mutating func add(
    signals: DocumentNode, to id: AssetID, at line: DocumentNode
  ) throws(KnowledgeError) {
    var observations = Observations()
    for entry in signals.entries {
      for (number, item) in entry.value.items.enumerated() {
        guard case .map(let detail) = Value(item) else {
          throw document.error("a signal is a list of details, such as [{}]", at: line)
        }
        observations.signals.append(
          SignalObservation(
            signal: entry.key, asset: id, detail: detail,
            sighting: Sighting(
              source: "test", detector: "test",
              location: Location(path: "test", line: number + 1))))
      }
    }
    builder.add(observations)
  }

  /// `a -CAN_CALL-> t {confidence: 0.5}`.
  private mutating func add(edge item: DocumentNode) throws(KnowledgeError) {
    guard let text = item.text else { throw document.error("an edge must be a text", at: item) }
    let brace = text.firstIndex(of: "{") ?? text.endIndex
    let words = text[..<brace].split(whereSeparator: \.isWhitespace)
    guard words.count == 3, words[1].hasPrefix("-"), words[1].hasSuffix("->") else {
      throw document.error("an edge is written 'a -CAN_CALL-> b'", at: item)
    }
    let kind = try relation(String(words[1].dropFirst().dropLast(2)), at: item)
    let (tail, head) = (String(words[0]), String(words[2]))
    guard let tailKind = kinds[tail], let headKind = kinds[head] else {
      let unknown = kinds[tail] == nil ? tail : head
      let suggestion = Suggestion.sentence(for: unknown, in: kinds.keys.sorted())
      throw document.error("unknown node '\(unknown)'.\(suggestion)", at: item)
    }
    guard kind.declaration.allows(tail: tailKind, head: headKind) else {
      throw document.error(
        "\(kind.name) never leads from \(tailKind.name) to \(headKind.name)", at: item)
    }
    var properties: [String: Value] = [:]
    if brace < text.endIndex, case .map(let map) = Value(try flow(String(text[brace...]), at: item))
    {
      properties = map
    }
    let basis = properties.removeValue(forKey: "basis")?.text.flatMap(Basis.init) ?? .declared
    let confidence = properties.removeValue(forKey: "confidence")?.number ?? 1
    builder.add(
      RelationObservation(
        kind: kind, tail: AssetID(trusted: tail), head: AssetID(trusted: head), basis: basis,
        properties: properties,
        sighting: Sighting(source: "test", detector: "test", confidence: confidence)))
  }

  private func relation(_ name: String, at node: DocumentNode) throws(KnowledgeError)
    -> RelationKind
  {
    guard let kind = RelationKind(name: name) else {
      let suggestion = Suggestion.sentence(for: name, in: RelationKind.all.map(\.name))
      throw document.error("unknown relation '\(name)'.\(suggestion)", at: node)
    }
    return kind
  }

  /// Properties in braces.
  private func flow(_ text: String, at node: DocumentNode) throws(KnowledgeError) -> DocumentNode {
    do {
      if let parsed = try YAMLDocument.parse(Array(text.utf8)).first, parsed.isMapping {
        return parsed
      }
    } catch {
      throw document.error("properties cannot be read: \(error)", at: node)
    }
    throw document.error("properties are written {name: value}", at: node)
  }
}

extension Substring {
  fileprivate var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
