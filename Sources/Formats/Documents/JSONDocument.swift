/// Reads a whole JSON document into a tree.
public enum JSONDocument {
  private struct Container {
    let isObject: Bool
    let line: Int
    var key = ""
    var keyLine = 0
    var entries: [DocumentEntry] = []
    var items: [DocumentNode] = []

    mutating func add(_ node: DocumentNode) {
      if isObject {
        entries.append(DocumentEntry(key: key, line: keyLine, value: node))
      } else {
        items.append(node)
      }
    }

    var node: DocumentNode {
      DocumentNode(isObject ? .mapping(entries) : .sequence(items), line: line)
    }
  }

  public static func parse(
    _ bytes: [UInt8], dialect: JSONDialect = .strict, limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentError) -> DocumentNode {
    var reader = JSONReader(bytes, dialect: dialect, depthLimit: limits.depth)
    var open: [Container] = []
    var root: DocumentNode?
    var nodes = 0
    while true {
      let token = try reader.next()
      let node: DocumentNode
      switch token {
      case .end:
        guard let root else { throw .syntax(line: reader.line, "ends too early") }
        return root
      case .beginObject, .beginArray:
        open.append(Container(isObject: token == .beginObject, line: reader.line))
        nodes += 1
        guard nodes <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
        continue
      case .key(let key):
        open[open.count - 1].key = key
        open[open.count - 1].keyLine = reader.line
        continue
      case .endObject, .endArray:
        node = open.removeLast().node
        nodes -= 1
      case .text(let value): node = DocumentNode(.text(value), line: reader.line)
      case .integer(let value): node = DocumentNode(.integer(value), line: reader.line)
      case .number(let value): node = DocumentNode(.number(value), line: reader.line)
      case .boolean(let value): node = DocumentNode(.boolean(value), line: reader.line)
      case .null: node = DocumentNode(.null, line: reader.line)
      }
      nodes += 1
      guard nodes <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
      if open.isEmpty { root = node } else { open[open.count - 1].add(node) }
    }
  }
}
