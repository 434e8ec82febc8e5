import Catalog
import Estate
import Formats
import Foundation

/// The words of an estate file, checked against the schema. An error names file, line, and the word
/// that was probably meant.
struct EstateFile {
  private static let idLimit = 4096

  /// As the user named it.
  let path: String
  /// The name of the file alone.
  let name: String
  let source: String

  func error(_ message: String, _ line: Int) -> Unreadable {
    Unreadable(line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)")
  }

  func unknown(
    _ what: String, _ word: String, among known: some Sequence<String>, _ line: Int
  ) -> Unreadable {
    let shown = word.count > 200 ? "\(word.prefix(200))…" : word
    let question = Suggestion.question(for: word, in: known)
    return error("unknown \(what) '\(shown)'\(question)", line)
  }

  /// A place in the file itself.
  func sighting(_ line: Int) -> Sighting {
    Sighting(
      source: source, detector: "estate",
      location: Location(path: name, line: line > 0 ? line : nil))
  }

  /// Refuses anything but a mapping, keys that are not known and keys that stand twice.
  func check(_ node: DocumentNode, keys known: [String], of what: String) throws(Unreadable) {
    try checkTwice(node, of: what)
    for entry in node.entries where !known.contains(entry.key) {
      throw unknown("key of \(what)", entry.key, among: known, entry.line)
    }
  }

  func checkTwice(_ node: DocumentNode, of what: String) throws(Unreadable) {
    guard node.isMapping else { throw error("\(what) must be a mapping", node.line) }
    var seen: Set<String> = []
    for entry in node.entries where !seen.insert(entry.key).inserted {
      throw error("'\(entry.key)' stands twice in \(what)", entry.line)
    }
  }

  /// The items of a list; empty where the key is absent.
  func items(_ node: DocumentNode, _ key: String) throws(Unreadable) -> [DocumentNode] {
    guard let value = node[key], !value.isNull else { return [] }
    guard value.isSequence else { throw error("'\(key)' must be a list", value.line) }
    return value.items
  }

  func text(_ node: DocumentNode, _ key: String, of what: String) throws(Unreadable) -> String {
    guard let value = node[key], !value.isNull else {
      throw error("'\(key)' of \(what) is missing", node.line)
    }
    guard let text = value.text else { throw error("'\(key)' must be a text", value.line) }
    return text
  }

  func id(_ text: String, _ line: Int) throws(Unreadable) -> AssetID {
    guard text.utf8.count <= Self.idLimit else {
      throw error("an id of more than \(Self.idLimit) bytes", line)
    }
    guard let id = AssetID(parsing: text) else {
      let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      let kinds = AssetKind.all.map { $0.name.lowercased() }
      if parts.count == 3, let kind = parts.first.map(String.init), !kinds.contains(kind) {
        throw unknown("kind in the id", kind, among: kinds, line)
      }
      throw error(
        "'\(text.prefix(200))' is no id: write kind:authority:name, such as agent:manual:support-bot, with %20 for a space",
        line)
    }
    return id
  }

  func relation(_ name: String, _ line: Int) throws(Unreadable) -> RelationKind {
    guard let kind = RelationKind(name: name) else {
      throw unknown("relation", name, among: RelationKind.all.map(\.name), line)
    }
    return kind
  }

  func relations(_ node: DocumentNode, _ key: String) throws(Unreadable) -> Set<RelationKind> {
    var kinds: Set<RelationKind> = []
    for item in try items(node, key) {
      kinds.insert(try relation(item.scalar ?? "", item.line))
    }
    return kinds
  }

  /// The value of a property, as the schema wants it.
  func property(_ entry: DocumentEntry, of kind: AssetKind) throws(Unreadable) -> Value {
    let name = entry.key
    guard let declaration = Schema.current.property(name, of: kind) else {
      let known = kind.declaration.properties.map(\.name) + Schema.current.common.map(\.name)
      throw unknown("property of \(kind.name)", name, among: known, entry.line)
    }
    let value = Value(entry.value)
    let line = entry.value.line
    guard value != .null else {
      throw error("'\(name)' has no value; leave out what is not known", line)
    }
    guard declaration.type.holds(value) else {
      throw error(
        "'\(name)' of \(kind.name) must be \(declaration.type.noun), not \(value.noun)", line)
    }
    if let text = value.text, !declaration.values.isEmpty, !declaration.values.contains(text) {
      throw unknown("value of '\(name)'", text, among: declaration.values, line)
    }
    return value
  }

  func basis(_ node: DocumentNode) throws(Unreadable) -> Basis {
    guard let value = node["basis"], !value.isNull else { return .declared }
    guard let basis = value.text.flatMap(Basis.init) else {
      throw unknown(
        "basis", value.scalar ?? "", among: Basis.allCases.map(\.rawValue), value.line)
    }
    return basis
  }

  func confidence(_ node: DocumentNode) throws(Unreadable) -> Double {
    guard let value = node["confidence"], !value.isNull else { return 1 }
    guard let number = value.number, (0...1).contains(number) else {
      throw error("'confidence' must be a number from 0 to 1", value.line)
    }
    return number
  }

  /// Signals with their details, as `{mcp.plain-http: [{url: …}]}`.
  func map(_ node: DocumentNode, _ what: String) throws(Unreadable) -> [String: Value] {
    guard case .map(let map) = Value(node) else {
      throw error("\(what) must be a mapping", node.line)
    }
    return map
  }

  /// The ends of a relation, which must be assets of the file and of kinds that it may join.
  func checkEnds(
    _ kind: RelationKind, _ tail: AssetID, _ head: AssetID, among assets: [AssetID: AssetKind],
    _ line: Int
  ) throws(Unreadable) {
    for end in [tail, head] where assets[end] == nil {
      let known = assets.count <= 20_000 ? assets.keys.map(\.text) : []
      throw error(
        "no asset '\(end.text.prefix(200))' in the file\(Suggestion.question(for: end.text, in: known))",
        line)
    }
    guard let tailKind = assets[tail], let headKind = assets[head] else { return }
    let declaration = kind.declaration
    guard !declaration.allows(tail: tailKind, head: headKind) else { return }
    func names(_ kinds: [AssetKind]?) -> String {
      kinds?.map(\.name).joined(separator: ", ") ?? "any"
    }
    throw error(
      "\(kind.name) never leads from \(tailKind.name) to \(headKind.name): it leads from \(names(declaration.tails)) to \(names(declaration.heads))",
      line)
  }
}

extension PropertyDeclaration.ValueType {
  fileprivate var noun: String {
    switch self {
    case .text: "a text (in quotes)"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .time: "a time such as 2026-11-20 or 2026-11-20T08:00:00Z"
    case .list: "a list"
    case .map: "a mapping"
    }
  }

  fileprivate func holds(_ value: Value) -> Bool {
    switch self {
    case .text: value.text != nil
    case .boolean: value.boolean != nil
    case .integer: value.integer != nil
    case .number: value.number != nil
    case .time: value.text.map(Self.isTime) ?? false
    case .list: value.list != nil
    case .map: if case .map = value { true } else { false }
    }
  }

  private static func isTime(_ text: String) -> Bool {
    let full = text.utf8.count == 10 ? text + "T00:00:00Z" : text
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return (try? Date(full, strategy: .iso8601)) != nil
      || (try? Date(full, strategy: fractional)) != nil
  }
}

extension Value {
  fileprivate var noun: String {
    switch self {
    case .null: "nothing"
    case .boolean: "true or false"
    case .integer, .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .map: "a mapping"
    }
  }
}
