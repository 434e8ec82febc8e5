import Catalog
import Estate
import Formats

/// Which properties reach which neighbours.
struct InheritanceRules: Sendable {
  struct Rule: Sendable {
    let relation: RelationKind
    /// Whether the tail of the relation has the value, or the head.
    let givesFromTail: Bool
    let from: Set<AssetKind>
    let to: Set<AssetKind>
    /// Share of the confidence that is left, in thousandths.
    let keep: Int
  }

  /// By property.
  let rules: [String: [Rule]]
  /// Properties of which an asset takes the worst that reaches it.
  let accumulating: Set<String>

  init(_ node: DocumentNode?, _ path: String) throws(KnowledgeError) {
    accumulating = Set(ClassificationFacts.texts(node?["accumulating"]))
    var rules: [String: [Rule]] = [:]
    for item in node?["rules"]?.items ?? [] {
      guard let relation = item["relation"]?.text.flatMap({ RelationKind(name: $0) }),
        let giver = item["giver"]?.text, ["tail", "head"].contains(giver),
        let keep = item["keep"]?.number, (0..<1).contains(keep)
      else {
        throw KnowledgeError(
          path: path, line: item.line, "needs a relation, a giver and a 'keep' below 1")
      }
      let rule = Rule(
        relation: relation, givesFromTail: giver == "tail",
        from: try ClassificationFacts.kinds(item["from"], path),
        to: try ClassificationFacts.kinds(item["to"], path), keep: Int((keep * 1000).rounded()))
      if let kind = rule.from.first(where: \.declaration.isShared) {
        throw KnowledgeError(
          path: path, line: item.line, "\(kind.name) is shared and gives nothing")
      }
      for property in ClassificationFacts.texts(item["properties"]) {
        rules[property, default: []].append(rule)
      }
    }
    self.rules = rules
  }
}
