import Formats

/// Values that a flow gives all its tasks of a type, which tasks leave out: `pluginDefaults` of Kestra.
struct TaskDefaults {
  private let values: [(type: String, node: DocumentNode)]

  private static let limit = 64

  init(_ root: DocumentNode) {
    values = (root["pluginDefaults"]?.items ?? root["taskDefaults"]?.items ?? [])
      .prefix(Self.limit).compactMap { item in
        guard let type = item["type"]?.text, let node = item["values"], !type.isEmpty else {
          return nil
        }
        return (type, node)
      }
  }

  /// A task, or a part of one, with what it is given beside what it says itself.
  func complete(_ node: DocumentNode, type: String) -> DocumentNode {
    var entries = node.entries
    for value in values where type.hasPrefix(value.type) {
      let known = Set(entries.map(\.key))
      entries += value.node.entries.filter { !known.contains($0.key) && $0.key != "type" }
    }
    return DocumentNode(.mapping(entries), line: node.line)
  }
}
