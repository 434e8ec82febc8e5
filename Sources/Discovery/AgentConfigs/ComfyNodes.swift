import Formats

/// The nodes of a workflow of ComfyUI, as its API takes them or as its editor saves them.
struct ComfyNodes {
  /// A text that a node is given by itself, and not by another node.
  struct Text {
    /// What the node calls it; nil where the editor saves values by their order.
    let input: String?
    let value: String
    let line: Int
  }

  struct Node {
    let key: String
    let type: String
    let texts: [Text]
  }

  private static let limit = 5000
  /// Modes of nodes that are not run: muted and bypassed.
  private static let idle: Set<Int> = [2, 4]

  let nodes: [Node]

  /// Nil where the document is no such workflow.
  init?(_ root: DocumentNode) {
    nodes = Self.asked(root) ?? Self.saved(root)
    guard !nodes.isEmpty else { return nil }
  }

  /// `{"3": {"class_type": "KSampler", "inputs": {…}}}`, by itself or within a request.
  private static func asked(_ root: DocumentNode) -> [Node]? {
    let places = [
      root, root["prompt"], root["workflow"], root["output"], root.at("input.workflow"),
    ]
    let graph = places.lazy.compactMap { $0 }.first { place in
      place.entries.contains { $0.value["class_type"]?.text != nil && $0.value["inputs"] != nil }
    }
    return graph?.entries.prefix(limit).compactMap { entry in
      guard let type = entry.value["class_type"]?.text else { return nil }
      let texts = (entry.value["inputs"]?.entries ?? []).compactMap { input in
        input.value.text.map { Text(input: input.key, value: $0, line: input.value.line) }
      }
      return Node(key: entry.key, type: type, texts: texts)
    }
  }

  /// `{"nodes": [{"type": "KSampler", "widgets_values": […]}], "links": […]}`
  private static func saved(_ root: DocumentNode) -> [Node] {
    let items = root["nodes"]?.items ?? []
    guard items.contains(where: { $0["widgets_values"] != nil }),
      root["links"] != nil || root["last_node_id"] != nil
    else { return [] }
    return items.prefix(limit).compactMap { item in
      guard let type = item["type"]?.text, !idle.contains(item["mode"]?.integer ?? 0) else {
        return nil
      }
      let key = item["id"]?.scalar ?? "\(item.line)"
      return Node(key: key, type: type, texts: texts(of: item))
    }
  }

  private static func texts(of item: DocumentNode) -> [Text] {
    let linked = Set(
      (item["inputs"]?.items ?? []).filter { $0["widget"] != nil && $0["link"]?.isNull == false }
        .compactMap { ($0.at("widget.name") ?? $0["name"])?.text })
    guard let values = item["widgets_values"] else { return [] }
    let named = values.entries.compactMap { entry in
      entry.value.text.map { Text(input: entry.key, value: $0, line: entry.value.line) }
    }.filter { $0.input.map(linked.contains) != true }
    // Which value is of which input, only the class of the node knows; a linked one keeps its old value.
    let ordered = linked.isEmpty ? values.items : []
    return named
      + ordered.compactMap { value in
        value.text.map { Text(input: nil, value: $0, line: value.line) }
      }
  }
}
