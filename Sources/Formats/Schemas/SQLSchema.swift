/// The columns that statements of SQL declare: `CREATE TABLE`, `CREATE VIRTUAL TABLE … USING`,
/// `ALTER TABLE … ADD`; and the columns that an index of a method is made of, with the method as the type:
/// `CREATE INDEX … USING hnsw`; and the tables that functions search by what they are given, with the type of that.
/// Whatever the dialect; other statements are stepped over.
public struct SQLSchema: Sendable {
  public private(set) var columns: [TableColumn] = []

  /// Most columns that are read.
  private static let limit = 20_000
  /// Most words of a function that are read for the table that it searches.
  private static let bodyLimit = 2_000
  /// Types of what functions are given to search by.
  private let searchedBy: Set<String>

  /// - Parameter searchedBy: types, in lower case.
  public init(_ bytes: [UInt8], searchedBy: Set<String> = []) {
    self.searchedBy = searchedBy
    var words = SQLWords(bytes)
    while let word = words.next(), columns.count < Self.limit {
      switch word.plain {
      case "create": create(&words, line: word.line)
      case "alter": alter(&words)
      default: break
      }
    }
  }

  private mutating func create(_ words: inout SQLWords, line: Int) {
    var isVirtual = false
    for _ in 0..<6 {
      guard let word = words.next() else { return }
      switch word.plain {
      case "or", "replace", "temp", "temporary", "unlogged", "global", "local", "foreign",
        "external":
        continue
      case "virtual": isVirtual = true
      case "index": return index(&words)
      case "function", "procedure": return function(&words, line: line)
      case "table":
        guard let table = name(&words) else { return }
        if isVirtual { return module(of: table, &words) }
        guard words.peek()?.plain == "(" else { return }
        _ = words.next()
        declarations(of: table, madeAt: line, &words)
        return
      default: return
      }
    }
  }

  /// `CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_v ON notes USING hnsw (v vector_cosine_ops)`
  private mutating func index(_ words: inout SQLWords) {
    var line: Int?
    for _ in 0..<8 {
      guard let word = words.next(), word.plain != ";" else { return }
      line = line ?? word.line
      guard word.plain == "on" else { continue }
      guard let table = name(&words), words.next()?.plain == "using", let method = words.next(),
        method.identifier != nil, words.next()?.plain == "(", let column = words.next(),
        let label = column.identifier
      else { return }
      columns.append(
        TableColumn(table: table, name: label, type: method.plain, line: line ?? method.line))
      return
    }
  }

  /// `CREATE FUNCTION match_notes(query vector(384)) RETURNS SETOF notes AS $$ … FROM notes …`
  private mutating func function(_ words: inout SQLWords, line: Int) {
    guard let label = name(&words), words.next()?.plain == "(" else { return }
    var depth = 1
    var given: String?
    for _ in 0..<400 where depth > 0 {
      guard let word = words.next(), word.plain != ";" else { return }
      if word.plain == "(" { depth += 1 }
      if word.plain == ")" { depth -= 1 }
      if depth == 1, given == nil, searchedBy.contains(word.plain) { given = word.plain }
    }
    guard let given else { return }
    var quotes = 0
    for _ in 0..<Self.bodyLimit {
      guard let word = words.next() else { return }
      if word.plain.hasPrefix("$"), word.plain.hasSuffix("$") { quotes += 1 }
      if quotes == 2 || quotes == 0 && word.plain == ";" { return }
      guard word.plain == "from", words.peek()?.identifier != nil,
        let table = name(&words)
      else { continue }
      columns.append(TableColumn(table: table, name: label, type: given, line: line))
      return
    }
  }

  /// `USING vec0(embedding float[384])`: the module is the type of all columns.
  private mutating func module(of table: String, _ words: inout SQLWords) {
    guard words.next()?.plain == "using", let module = words.next() else { return }
    columns.append(
      TableColumn(table: table, name: module.text, type: module.plain, line: module.line))
  }

  private mutating func alter(_ words: inout SQLWords) {
    guard words.next()?.plain == "table", let table = name(&words) else { return }
    for _ in 0..<400 {
      guard let word = words.peek(), word.plain != ";" else { return }
      _ = words.next()
      guard word.plain == "add" else { continue }
      if words.peek()?.plain == "column" { _ = words.next() }
      skipCondition(&words)
      declaration(of: table, &words)
    }
  }

  /// The name of a table, without the schema that it is in.
  private func name(_ words: inout SQLWords) -> String? {
    if words.peek()?.plain == "only" { _ = words.next() }
    skipCondition(&words)
    guard var name = words.next()?.identifier else { return nil }
    while words.peek()?.plain == "." {
      _ = words.next()
      guard let next = words.next()?.identifier else { return nil }
      name = next
    }
    return name
  }

  /// `IF NOT EXISTS`, `IF EXISTS`
  private func skipCondition(_ words: inout SQLWords) {
    guard words.peek()?.plain == "if" else { return }
    _ = words.next()
    while ["not", "exists"].contains(words.peek()?.plain) { _ = words.next() }
  }

  /// All between the parentheses of a table.
  private mutating func declarations(
    of table: String, madeAt line: Int, _ words: inout SQLWords
  ) {
    while words.peek() != nil, columns.count < Self.limit {
      declaration(of: table, madeAt: line, &words)
      var depth = 0
      while let word = words.next() {
        if word.plain == "(" { depth += 1 }
        if word.plain == ")" { depth -= 1 }
        if depth < 0 || word.plain == ";" { return }
        if depth == 0, word.plain == "," { break }
      }
    }
  }

  /// One column: its name and type.
  private mutating func declaration(
    of table: String, madeAt line: Int? = nil, _ words: inout SQLWords
  ) {
    guard let name = words.peek(), let label = name.identifier else { return }
    _ = words.next()
    guard var type = words.peek(), type.identifier != nil else { return }
    _ = words.next()
    while words.peek()?.plain == "." {
      _ = words.next()
      guard let next = words.peek(), next.identifier != nil else { return }
      _ = words.next()
      type = next
    }
    columns.append(
      TableColumn(table: table, name: label, type: type.plain, line: name.line, tableLine: line))
  }
}

/// The words of SQL: names, quoted names, marks. Comments and strings are stepped over.
private struct SQLWords {
  struct Word {
    let text: String
    /// In lower case; a name between quotes is one that begins with its quote.
    let plain: String
    /// The name that it is; nil for marks.
    let identifier: String?
    let line: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var ahead: Word?

  /// Longest name, bytes.
  private static let nameLimit = 128

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func peek() -> Word? {
    if ahead == nil { ahead = scan() }
    return ahead
  }

  mutating func next() -> Word? {
    defer { ahead = nil }
    return ahead ?? scan()
  }

  private mutating func scan() -> Word? {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x0A:
        line += 1
        position += 1
      case 0...0x20: position += 1
      case UInt8(ascii: "-") where follows(UInt8(ascii: "-")):
        skip { $0 == 0x0A }
      case UInt8(ascii: "/") where follows(UInt8(ascii: "*")):
        position += 2
        while position < bytes.count,
          !(bytes[position] == UInt8(ascii: "*") && follows(UInt8(ascii: "/")))
        {
          step()
        }
        position = min(bytes.count, position + 2)
      case UInt8(ascii: "'"):
        position += 1
        skip { $0 == UInt8(ascii: "'") }
        position += 1
      case UInt8(ascii: "\""), UInt8(ascii: "`"): return quoted(byte)
      case UInt8(ascii: "["): return quoted(UInt8(ascii: "]"))
      default: return Self.isName(byte) ? named() : mark()
      }
    }
    return nil
  }

  private func follows(_ byte: UInt8) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == byte
  }

  private mutating func step() {
    if bytes[position] == 0x0A { line += 1 }
    position += 1
  }

  private mutating func skip(to isEnd: (UInt8) -> Bool) {
    while position < bytes.count, !isEnd(bytes[position]) { step() }
  }

  private mutating func quoted(_ end: UInt8) -> Word {
    let (start, first) = (position + 1, line)
    position += 1
    skip { $0 == end }
    let text = String(decoding: bytes[start..<position].prefix(Self.nameLimit), as: UTF8.self)
    position += 1
    return Word(text: text, plain: "\"" + text, identifier: text, line: first)
  }

  private mutating func named() -> Word {
    let start = position
    while position < bytes.count, Self.isName(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position].prefix(Self.nameLimit), as: UTF8.self)
    return Word(text: text, plain: text.lowercased(), identifier: text, line: line)
  }

  private mutating func mark() -> Word {
    let text = String(decoding: bytes[position...position], as: UTF8.self)
    position += 1
    return Word(text: text, plain: text, identifier: nil, line: line)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...: true
    default: false
    }
  }
}
