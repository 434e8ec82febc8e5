internal import Assessment
internal import Catalog
internal import Estate
internal import Formats

/// One thing that people can do about an asset, from `Catalog/changes.yaml`.
struct ChangeEntry: Sendable {
  let condition: AssetCondition
  /// As an order, `{x}` for the name of the asset.
  let words: String
  let values: [String: Value]
  let silenced: [String]
  /// Relations that end, by the side of the asset.
  let cutsOutgoing: [RelationKind]
  let cutsIncoming: [RelationKind]
  /// The same, but only those that come from where attackers are.
  let cutsFromOutside: [RelationKind]
  let addition: Addition?

  /// Something new that the asset is then related to.
  struct Addition: Sendable {
    let relation: RelationKind
    let kind: AssetKind
    let properties: [String: Value]
  }

  private static let keys = [
    "for", "where", "say", "set", "silence", "cut_outgoing", "cut_incoming", "cut_from_outside",
    "add",
  ]

  init(_ node: DocumentNode, path: String) throws(KnowledgeError) {
    func failure(_ message: String, _ node: DocumentNode) -> KnowledgeError {
      KnowledgeError(path: path, line: node.line, message)
    }
    for entry in node.entries where !Self.keys.contains(entry.key) {
      let suggestion = Suggestion.sentence(for: entry.key, in: Self.keys)
      throw failure("unknown key '\(entry.key)'.\(suggestion)", node)
    }
    func relations(_ key: String) throws(KnowledgeError) -> [RelationKind] {
      var kinds: [RelationKind] = []
      for item in node[key]?.items ?? [] {
        guard let kind = item.text.flatMap({ RelationKind(name: $0) }) else {
          throw failure("'\(item.scalar ?? "")' is no relation", item)
        }
        kinds.append(kind)
      }
      return kinds
    }
    func values(
      _ node: DocumentNode?, of kinds: [AssetKind]
    ) throws(KnowledgeError) -> [String: Value] {
      var values: [String: Value] = [:]
      for entry in node?.entries ?? [] {
        guard kinds.contains(where: { Schema.current.property(entry.key, of: $0) != nil }) else {
          throw failure("'\(entry.key)' is no property of what 'for' names", entry.value)
        }
        values[entry.key] = Value(entry.value)
      }
      return values
    }
    guard let words = node["say"]?.text else { throw failure("'say' is missing", node) }
    self.words = words
    condition = try AssetCondition(node, path: path)
    self.values = try values(node["set"], of: condition.kinds)
    silenced = node["silence"]?.items.compactMap(\.text) ?? []
    cutsOutgoing = try relations("cut_outgoing")
    cutsIncoming = try relations("cut_incoming")
    cutsFromOutside = try relations("cut_from_outside")
    guard let add = node["add"] else {
      addition = nil
      return
    }
    guard let relation = add["relation"]?.text.flatMap({ RelationKind(name: $0) }),
      let kind = add["kind"]?.text.flatMap({ AssetKind(name: $0) })
    else { throw failure("'add' needs a relation and a kind", add) }
    addition = Addition(
      relation: relation, kind: kind, properties: try values(add["properties"], of: [kind]))
  }
}
