import Estate
import Formats

/// A type of resource of a cloud, as templates declare it, that is of AI.
struct CloudResource: Sendable {
  let type: String
  let kind: AssetKind
  /// The key below which the settings stand, where it is not the resource itself.
  let part: String?
  /// Key of its name.
  let name: String?
  /// Of agents: key of what they are told.
  let prompt: String?
  /// Path of keys to the model that it asks or embeds with.
  let model: String?
  let provider: String?
  /// What a key must have as value for the resource to be of AI.
  let condition: (key: String, value: String)?
  let properties: [String: Value]

  /// What `is` may be.
  static let kinds = [
    "agent", "vector-index", "guardrail", "endpoint", "source", "training", "evaluation",
  ]

  private static let assets: [String: AssetKind] = [
    "agent": .agent, "vector-index": .vectorIndex, "guardrail": .guardrail, "endpoint": .endpoint,
    "source": .contentSource, "training": .trainingJob, "evaluation": .evaluation,
  ]

  /// An entry of `resources` in `Catalog/model-settings.yaml`; nil where it lacks what it needs.
  init?(_ node: DocumentNode) {
    guard let type = node["type"]?.text, let kind = node["is"]?.text.flatMap({ Self.assets[$0] })
    else { return nil }
    self.type = type
    self.kind = kind
    (part, name) = (node["part"]?.text, node["name"]?.text)
    (prompt, model) = (node["prompt"]?.text, node["model"]?.text)
    provider = node["provider"]?.text
    condition = node["when"]?.entries.first.flatMap { entry in
      entry.value.text.map { (entry.key, $0) }
    }
    properties = (node["properties"]?.textsByKey ?? [:]).mapValues { .text($0) }
  }

  /// The settings of a node that is of this type, and the key below which they stand.
  func settings(of node: DocumentNode) -> (node: DocumentNode, part: [String])? {
    let found = part.flatMap { part in node[part].map { ($0, [part]) } } ?? (node, [])
    if let condition, found.0[condition.key]?.text != condition.value { return nil }
    return found
  }

  /// The model that settings name: of the address of one what stands last.
  func modelNode(in settings: DocumentNode) -> (text: String, line: Int)? {
    guard let model, let node = settings.at(model) ?? settings[model], let text = node.text else {
      return nil
    }
    let literal = VariableText.defaultValue(of: text)
    let isAddress = literal.hasPrefix("arn:")
    let name = isAddress ? literal.split(separator: "/").last.map(String.init) : literal
    return name.map { ($0, node.line) }
  }
}
