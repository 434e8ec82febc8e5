import Formats

/// The nodes of a flow of n8n, Flowise or Langflow, and what is wired to what.
struct FlowNodes {
  struct Node {
    /// What the flow knows it by.
    let key: String
    let type: String
    let name: String
    /// What kind of thing it is, in the words of the product.
    let category: String?
    let parameters: DocumentNode
    let line: Int
    /// Secrets that the product keeps for the node, by their type, with what people call them.
    var credentials: [(type: String, name: String, line: Int)] = []
  }

  /// Largest flow that stands as a text within another document, in bytes.
  private static let textLimit = 4 << 20

  private(set) var framework = "flowise"
  private(set) var nodes: [Node] = []
  /// Keys of the nodes that each node is wired to.
  private(set) var targets: [String: [String]] = [:]

  init(_ root: DocumentNode) {
    let direct = root["nodes"]?.items ?? []
    if direct.contains(where: { $0["type"]?.text?.contains("n8n-nodes") == true }) {
      framework = "n8n"
      nodes = direct.filter { $0["disabled"]?.boolean != true }.compactMap { node in
        node["type"]?.text.map { type in
          let name = node["name"]?.text ?? type
          return Node(
            key: name, type: type, name: name, category: nil,
            parameters: node["parameters"] ?? DocumentNode(.null, line: node.line),
            line: node["name"]?.line ?? node.line,
            credentials: (node["credentials"]?.entries ?? []).map {
              ($0.key, $0.value["name"]?.text ?? $0.key, $0.line)
            })
        }
      }
      for entry in root["connections"]?.entries ?? [] {
        for kind in entry.value.entries where kind.key.hasPrefix("ai_") {
          targets[entry.key, default: []] += kind.value.items.flatMap(\.items).compactMap {
            $0["node"]?.text
          }
        }
      }
      return
    }
    // Langflow keeps the flow below `data`; both keep a node's own facts below its `data`.
    let graph = Self.graph(root)
    for item in graph["nodes"]?.items ?? [] {
      guard let data = item["data"], item["position"] != nil else { continue }
      let key = item["id"]?.text ?? data["id"]?.text ?? "\(item.line)"
      if let template = data.at("node.template") {
        framework = "langflow"
        guard let type = data["type"]?.text else { continue }
        nodes.append(
          Node(
            key: key, type: type, name: data.at("node.display_name")?.text ?? type, category: nil,
            parameters: template, line: data["type"]?.line ?? item.line))
        continue
      }
      guard let type = data["name"]?.text, let inputs = data["inputs"] else { continue }
      nodes.append(
        Node(
          key: key, type: type, name: data["label"]?.text ?? type,
          category: data["category"]?.text, parameters: inputs,
          line: data["label"]?.line ?? data["name"]?.line ?? item.line))
    }
    for edge in graph["edges"]?.items ?? [] {
      guard let source = edge["source"]?.text, let target = edge["target"]?.text else { continue }
      targets[source, default: []].append(target)
    }
  }

  /// The part of a document that holds the nodes: Flowise exports a flow below `flowData`, as it is or as text.
  private static func graph(_ root: DocumentNode) -> DocumentNode {
    if let data = root["data"], data["nodes"] != nil { return data }
    guard let data = root["flowData"] else { return root }
    guard let text = data.text else { return data }
    guard text.utf8.count <= textLimit else { return root }
    // All of it stands on the line of its key.
    let newline = UInt8(ascii: "\n")
    let bytes =
      [UInt8](repeating: newline, count: max(0, data.line - 1)) + text.utf8.filter { $0 != newline }
    return (try? JSONDocument.parse(bytes)) ?? root
  }
}
