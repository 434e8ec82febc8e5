/// Pulls a TOML file apart statement by statement, so that a lock file of any length can be read in
/// little memory.
public struct TOMLReader {
  /// Inline values are read by recursion, which this bounds whatever the caller allows.
  private static let deepest = 128

  var scanner: TOMLScanner
  private let limits: DocumentLimits
  private var nodes = 0

  public init(_ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()) {
    scanner = TOMLScanner(TextDecoding.utf8(bytes))
    self.limits = limits
  }

  /// The next statement; nil at the end.
  public mutating func next() throws(DocumentError) -> TOMLStatement? {
    try scanner.skipLines()
    let line = scanner.line
    guard let byte = scanner.peek else { return nil }
    guard byte == Byte.openBracket else {
      let path = try keyPath()
      try scanner.expect(Byte.equals)
      nodes = 0
      let value = try value(depth: path.count)
      try scanner.endLine()
      return .assignment(path, value: value, line: line)
    }
    scanner.index += 1
    let isArray = scanner.peek == Byte.openBracket
    if isArray { scanner.index += 1 }
    let path = try keyPath()
    try scanner.expect(Byte.closeBracket)
    if isArray {
      guard scanner.peek == Byte.closeBracket else {
        throw scanner.unexpected("where ']]' belongs")
      }
      scanner.index += 1
    }
    try scanner.endLine()
    return isArray ? .arrayOfTables(path, line: line) : .table(path, line: line)
  }

  private mutating func keyPath() throws(DocumentError) -> [String] {
    var path: [String] = []
    repeat {
      if !path.isEmpty { scanner.index += 1 }
      scanner.skipSpace()
      path.append(try scanner.key())
      scanner.skipSpace()
      guard path.count <= min(limits.depth, Self.deepest) else { throw tooDeep }
    } while scanner.peek == Byte.dot
    return path
  }

  private mutating func value(depth: Int) throws(DocumentError) -> DocumentNode {
    scanner.skipSpace()
    nodes += 1
    guard nodes <= limits.nodes else { throw .tooLarge(limit: limits.nodes) }
    let line = scanner.line
    switch scanner.peek {
    case Byte.quote, Byte.apostrophe:
      return DocumentNode(.text(try scanner.string(allowsLines: true)), line: line)
    case Byte.openBracket: return try array(depth: depth + 1)
    case Byte.openBrace: return try inlineTable(depth: depth + 1)
    default: return DocumentNode(try scanner.bareValue(), line: line)
    }
  }

  private mutating func array(depth: Int) throws(DocumentError) -> DocumentNode {
    guard depth <= min(limits.depth, Self.deepest) else { throw tooDeep }
    let line = scanner.line
    var items: [DocumentNode] = []
    scanner.index += 1
    while true {
      try scanner.skipLines()
      if scanner.peek == Byte.closeBracket { break }
      items.append(try value(depth: depth))
      try scanner.skipLines()
      if scanner.peek == Byte.closeBracket { break }
      try scanner.expect(Byte.comma)
    }
    scanner.index += 1
    return DocumentNode(.sequence(items), line: line)
  }

  private mutating func inlineTable(depth: Int) throws(DocumentError) -> DocumentNode {
    guard depth <= min(limits.depth, Self.deepest) else { throw tooDeep }
    let table = TOMLTable(line: scanner.line)
    scanner.index += 1
    try scanner.skipLines()
    while scanner.peek != Byte.closeBrace {
      let line = scanner.line
      let path = try keyPath()
      try scanner.expect(Byte.equals)
      let value = try value(depth: depth + path.count)
      try table.assign(path, value, line: line)
      try scanner.skipLines()
      if scanner.peek == Byte.closeBrace { break }
      try scanner.expect(Byte.comma)
      try scanner.skipLines()
    }
    scanner.index += 1
    return table.node
  }

  private var tooDeep: DocumentError {
    .tooDeep(line: scanner.line, limit: min(limits.depth, Self.deepest))
  }
}
