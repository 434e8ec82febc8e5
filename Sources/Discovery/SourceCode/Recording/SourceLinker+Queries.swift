import Estate
import Formats

/// Tables of databases that queries and other statements name.
extension SourceLinker {
  /// The table that a query reads first: `SELECT * FROM sales.orders`. None where the code does not say.
  func queriedTable(_ occurrence: Occurrence) -> [Thing] {
    guard
      let table = values(of: "query", occurrence).lazy
        .compactMap({ Self.table($0, behind: ["from"]) }).first
    else { return [] }
    let unit = occurrence.unit
    if table.contains("/") || facts.texts.dataFiles.mayEnd(table) {
      return datasetFile(table, unit)
    }
    // What a database within the program is asked for may be a variable of it, or a table that it made.
    guard occurrence.construct.facts["type"] != "in-process" else { return [] }
    let native = "\(projectFolder(occurrence.unit).native)#table/\(table.prefix(160))"
    let name = table.split(separator: ".").last.map(String.init) ?? table
    return [Thing(AssetID(.dataset, "repo", native), .dataset, name)]
  }

  /// The table of vectors that a statement makes, fills or asks.
  func statedTable(_ occurrence: Occurrence) -> String? {
    let table = values(of: "query", occurrence).lazy
      .compactMap { Self.table($0, behind: ["from", "into", "table", "exists"]) }.first
    return table?.split(separator: ".").last.map(String.init)
  }

  private static func table(_ query: Meaning, behind words: Set<String>) -> String? {
    switch query {
    case .text(let text, _): return table(in: text, behind: words)
    case .template(let pieces, _):
      let text = pieces.prefix(64).map { piece in
        switch piece {
        case .text(let text): text
        case .hole: "?"
        }
      }.joined()
      return table(in: text, behind: words)
    case .instance(let instance): return instance.origin.flatMap { table($0, behind: words) }
    case .oneOf(let values):
      return values.prefix(4).lazy.compactMap { table($0, behind: words) }.first
    default: return nil
    }
  }

  /// The name behind one of the words, as `FROM`, or all of a text that is one name.
  private static func table(in text: String, behind marks: Set<String>) -> String? {
    let words = text.prefix(8192).split(whereSeparator: \.isWhitespace).prefix(400)
    guard words.count > 1 else { return words.first.flatMap { name(String($0)) } }
    for index in words.indices.dropLast() where marks.contains(words[index].lowercased()) {
      // `CREATE TABLE IF NOT EXISTS notes (…)`
      guard words[index + 1].lowercased() != "if" else { continue }
      let word = words[index + 1]
      return name(String(word.hasPrefix("read_") ? word : word.prefix { $0 != "(" }))
    }
    return nil
  }

  private static func name(_ word: String) -> String? {
    // `read_csv_auto('rows.csv')`
    if let open = word.firstIndex(of: "("), word.hasPrefix("read_"),
      case let inner = word[word.index(after: open)...].drop(while: { "'\"".contains($0) })
        .prefix(while: { !"'\",)".contains($0) }), inner.count < word.count
    {
      return name(String(inner))
    }
    let plain = word.filter { !"`\"'[];()".contains($0) }
    guard (2...120).contains(plain.utf8.count), plain.first?.isLetter == true,
      plain.utf8.allSatisfy({ byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "_.-$/".utf8.contains(byte)
        }
      })
    else { return nil }
    return plain
  }
}
