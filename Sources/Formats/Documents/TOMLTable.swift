/// A table while its file is read.
final class TOMLTable {
  enum Item {
    case value(DocumentNode)
    case table(TOMLTable)
    case tables([TOMLTable])
  }

  let line: Int
  /// Whether a header of its own has named it.
  var isDefined = false
  private var keys: [(key: String, line: Int)] = []
  private var items: [String: Item] = [:]

  init(line: Int) { self.line = line }

  /// The table at a path, made where it is missing; of an array of tables, the last.
  func table(at path: some Sequence<String>, line: Int) throws(DocumentError) -> TOMLTable {
    var table = self
    for key in path {
      switch table.items[key] {
      case nil:
        let new = TOMLTable(line: line)
        table.add(key, .table(new), line: line)
        table = new
      case .table(let next): table = next
      case .tables(let all):
        guard let last = all.last else { throw Self.twice(key, line) }
        table = last
      case .value: throw Self.twice(key, line)
      }
    }
    return table
  }

  func assign(_ path: [String], _ value: DocumentNode, line: Int) throws(DocumentError) {
    guard let key = path.last else { return }
    let table = path.count == 1 ? self : try table(at: path.dropLast(), line: line)
    guard table.items[key] == nil else { throw Self.twice(key, line) }
    table.add(key, .value(value), line: line)
  }

  /// Adds a table to the array of tables of that name.
  func append(_ key: String, line: Int) throws(DocumentError) -> TOMLTable {
    let new = TOMLTable(line: line)
    switch items[key] {
    case nil: add(key, .tables([new]), line: line)
    case .tables(var all):
      items[key] = nil
      all.append(new)
      items[key] = .tables(all)
    default: throw Self.twice(key, line)
    }
    return new
  }

  private func add(_ key: String, _ item: Item, line: Int) {
    keys.append((key, line))
    items[key] = item
  }

  static func twice(_ key: String, _ line: Int) -> DocumentError {
    .syntax(line: line, "'\(key)' is defined twice")
  }

  /// The table as a tree.
  var node: DocumentNode {
    let entries = keys.compactMap { key, line -> DocumentEntry? in
      switch items[key] {
      case .value(let node): DocumentEntry(key: key, line: line, value: node)
      case .table(let table): DocumentEntry(key: key, line: line, value: table.node)
      case .tables(let all):
        DocumentEntry(
          key: key, line: line, value: DocumentNode(.sequence(all.map(\.node)), line: line))
      case nil: nil
      }
    }
    return DocumentNode(.mapping(entries), line: line)
  }
}
