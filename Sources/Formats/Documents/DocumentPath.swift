/// A place in a document, such as `projects.*.mcpServers`: `*` is any key, or item of a list. A key that holds
/// dots itself, as editors write their settings, is found both as one key and nested.
public struct DocumentPath: Sendable, Hashable {
  public let segments: [String]

  public init(_ text: String) { segments = text.split(separator: ".").map(String.init) }

  /// The entries at that place, in the order written; of a key that stands twice, the last.
  public func entries(in root: DocumentNode) -> [DocumentEntry] {
    var found: [DocumentEntry] = []
    collect(root, from: 0, into: &found)
    return found
  }

  private func collect(_ node: DocumentNode, from start: Int, into found: inout [DocumentEntry]) {
    guard start < segments.count else { return }
    if segments[start] == "*", node.isSequence {
      for item in node.items {
        follow(DocumentEntry(key: "*", line: item.line, value: item), to: start + 1, into: &found)
      }
      return
    }
    guard node.isMapping else { return }
    if segments[start] == "*" {
      for entry in node.entries { follow(entry, to: start + 1, into: &found) }
      return
    }
    for end in (start + 1)...segments.count {
      let key = segments[start..<end].joined(separator: ".")
      guard let entry = node.entries.last(where: { $0.key == key }) else { continue }
      follow(entry, to: end, into: &found)
    }
  }

  private func follow(_ entry: DocumentEntry, to next: Int, into found: inout [DocumentEntry]) {
    if next == segments.count {
      found.append(entry)
    } else {
      collect(entry.value, from: next, into: &found)
    }
  }
}
