/// Reads a whole TOML 1.0 file into a tree. Dates and times become text.
public enum TOMLDocument {
  public static func parse(
    _ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentError) -> DocumentNode {
    var reader = TOMLReader(bytes, limits: limits)
    let root = TOMLTable(line: 1)
    var current = root
    var prefix = 0
    var nodes = 0
    while let statement = try reader.next() {
      switch statement {
      case .table(let path, let line):
        current = try root.table(at: path, line: line)
        guard !current.isDefined else { throw TOMLTable.twice(path.last ?? "", line) }
        current.isDefined = true
        prefix = path.count
        nodes += path.count
      case .arrayOfTables(let path, let line):
        current = try root.table(at: path.dropLast(), line: line).append(
          path.last ?? "", line: line)
        prefix = path.count + 1
        nodes += path.count
      case .assignment(let path, let value, let line):
        guard prefix + path.count <= limits.depth else {
          throw .tooDeep(line: line, limit: limits.depth)
        }
        try current.assign(path, value, line: line)
        nodes += path.count + value.items.count + value.entries.count
      }
      guard nodes <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
    }
    return root.node
  }
}
