import Formats

/// The servers of one configuration file, read, and the entries that are none.
struct McpServerList {
  struct Unclear {
    let name: String
    let line: Int
    let reason: String
  }

  private(set) var servers: [McpServerEntry] = []
  private(set) var unclear: [Unclear] = []
  private let fields: McpServerFields

  init(_ root: DocumentNode, _ file: McpClientFile, _ fields: McpServerFields) {
    self.fields = fields
    var isFound = false
    for path in file.servers {
      for entry in path.entries(in: root) {
        isFound = true
        read(entry, listNeedsNames: !file.pathIsProof)
      }
    }
    if !isFound, file.isFlat { flat(root) }
  }

  /// - Parameter listNeedsNames: where the file may be something else, such as a description of an
  ///   interface with a list of its addresses, only items with a name are servers.
  private mutating func read(_ map: DocumentEntry, listNeedsNames: Bool) {
    switch map.value.content {
    case .mapping(let entries):
      // Of a name that stands twice, clients take the last.
      var last: [String: Int] = [:]
      for (index, entry) in entries.enumerated() { last[entry.key] = index }
      for (index, entry) in entries.enumerated() where last[entry.key] == index {
        read(entry.value, name: entry.key, line: entry.line)
      }
    case .sequence(let items):
      for item in items where !listNeedsNames || item["name"]?.text != nil {
        read(item, name: nil, line: item.line)
      }
    case .null: break
    case .text(let text) where text.hasSuffix(".json"):
      // A plugin may name the file that holds its servers: that file is read by itself.
      break
    default:
      unclear.append(
        Unclear(name: PlainLine.of(map.key), line: map.line, reason: "not a map of servers"))
    }
  }

  private mutating func read(_ node: DocumentNode, name: String?, line: Int) {
    do throws(McpServerEntry.Unclear) {
      let entry = try McpServerEntry(node, name: name, line: line, fields: fields)
      if let entry { servers.append(entry) }
    } catch {
      unclear.append(
        Unclear(name: PlainLine.of(name ?? ""), line: line, reason: error.reason))
    }
  }

  /// A file that is the map of servers itself: every value must read as a server.
  private mutating func flat(_ root: DocumentNode) {
    let entries = root.entries.filter { !$0.key.hasPrefix("$") }
    let areServers = entries.allSatisfy { entry in
      let named = Set(entry.value.entries.compactMap { fields.field(named: $0.key) })
      return named.contains(.command) || named.isSuperset(of: [.url, .transport])
    }
    guard !entries.isEmpty, areServers else { return }
    for entry in entries { read(entry.value, name: entry.key, line: entry.line) }
    if !unclear.isEmpty { (servers, unclear) = ([], []) }
  }
}
