import Estate
import Formats

/// Tables with vectors, by the statement that makes them.
extension SourceLinker {
  /// Records the vector index that a text of code creates in a database.
  func vectorTable(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let statement = unit.outline.withBytes(of: node) { bytes in
      bytes.count > 65_536
        ? nil : facts.texts.vectorTables.statements.first { $0.isMade(in: bytes) }
    }
    if let statement, let text = unit.outline.text(node),
      let name = Self.word(after: statement.nameAfter, in: text)
    {
      vectorTable(name, statement, at: node, in: unit)
    }
  }

  /// The same of a statement into which values are put: `f"CREATE TABLE notes (v vector({DIMENSIONS}))"`.
  func vectorTable(ofTemplate node: SourceOutline.Expression, in unit: SourceUnit) {
    let parts = unit.outline.children(node).prefix(64)
    // Quick: most templates are no statements.
    let mayBe = parts.contains { part in
      unit.outline.kind(part) == .string
        && unit.outline.withBytes(of: part) { bytes in
          bytes.count <= 65_536
            && facts.texts.vectorTables.statements.contains { $0.begins(in: bytes) }
        }
    }
    guard mayBe, case .template(let pieces, let place) = reader.meaning(node, in: unit),
      place.node == node, place.unit == unit.index
    else { return }
    let text = Self.statement(pieces)
    guard text.utf8.count <= 65_536 else { return }
    let statement = Array(text.utf8).withUnsafeBufferPointer { bytes in
      facts.texts.vectorTables.statements.first { $0.isMade(in: bytes) }
    }
    if let statement, let name = Self.word(after: statement.nameAfter, in: text) {
      vectorTable(name, statement, at: node, in: unit)
    }
  }

  private func vectorTable(
    _ name: String, _ statement: VectorStatement, at node: SourceOutline.Expression,
    in unit: SourceUnit
  ) {
    let thing = index(named: name, of: statement.engine, in: unit)
    let line = unit.outline.line(node)
    asset(thing, ["engine": .text(statement.engine)], line: line, in: unit)
    contain(thing, line: line, in: unit)
  }

  /// A statement into which values are put; the name of a table is a word, whatever it is.
  private static func statement(_ pieces: [TemplatePiece]) -> String {
    pieces.prefix(64).map { piece in
      switch piece {
      case .text(let part): part
      case .hole(let name): name.split(separator: ".").last.map(String.init) ?? "_"
      }
    }.joined()
  }

  /// Columns of vectors that the migrations and the schema of a program add to its tables:
  /// `create_table :notes do |t| t.vector :embedding, limit: 1536 end`, `add_column :notes, :embedding, :vector`;
  /// and records that have vectors: `class Note < ApplicationRecord; has_neighbors :embedding`.
  func vectorColumns(in unit: SourceUnit) {
    let outline = unit.outline
    func word(_ call: SourceOutline.Expression, _ place: Int) -> String? {
      let arguments = outline.arguments(call)
      guard arguments.indices.contains(place) else { return nil }
      return reader.meaning(arguments[place], in: unit).literal
    }
    var table: String?
    for call in outline.calls.sorted() {
      guard let callee = outline.firstChild(call), let method = outline.text(callee) else {
        continue
      }
      if facts.texts.vectorTables.tables.contains(method) {
        table = word(call, 0)
      } else if let engine = facts.texts.vectorTables.records[method],
        outline.kind(callee) == .name,
        let owner = unit.enclosingClass(outline.scope(call))?.classDefinition
      {
        vectorIndex(outline.className(owner), engine, at: call, in: unit)
      } else if let engine = facts.texts.vectorTables.columns[method],
        let object = outline.firstChild(callee),
        outline.text(object).map(facts.texts.vectorTables.receivers.contains) == true
      {
        guard let table, word(call, 0) != nil else { continue }
        vectorIndex(table, engine, at: call, in: unit)
      } else if method == "add_column", let table = word(call, 0), let type = word(call, 2),
        let engine = facts.texts.vectorTables.columns[type]
      {
        vectorIndex(table, engine, at: call, in: unit)
      }
    }
  }

  /// Tables of a schema in code that have a column of vectors: `pgTable("notes", { v: vector("v", …) })`.
  func schemaVectors(in unit: SourceUnit) {
    let schema = facts.texts.vectorTables.schema
    guard unit.imports.contains(where: { $0.module.hasPrefix(schema.module) }) else { return }
    let outline = unit.outline
    func symbol(_ call: SourceOutline.Expression) -> SymbolName? {
      guard let callee = outline.firstChild(call),
        case .external(let symbol) = reader.meaning(callee, in: unit),
        symbol.module.hasPrefix(schema.module)
      else { return nil }
      return symbol
    }
    for column in outline.calls {
      guard let engine = symbol(column).flatMap({ schema.columns[$0.last] }) else { continue }
      var current = column
      for _ in 0..<8 {
        guard let parent = unit.parent(of: current) else { break }
        current = parent
        guard outline.kind(parent) == .call, let table = symbol(parent),
          schema.tables.contains(table.last), let name = outline.arguments(parent).first,
          let text = reader.meaning(name, in: unit).literal
        else { continue }
        vectorIndex(text, engine, at: parent, in: unit)
        break
      }
    }
  }

  private func vectorIndex(
    _ name: String, _ engine: String, at node: SourceOutline.Expression, in unit: SourceUnit
  ) {
    let native = "\(projectFolder(unit).native)#\(engine)/\(name.prefix(120))"
    let thing = Thing(
      AssetID(.vectorIndex, "repo", native), .vectorIndex, String(name.prefix(120)))
    let line = unit.outline.line(node)
    asset(thing, ["engine": .text(engine)], line: line, in: unit)
    contain(thing, line: line, in: unit)
  }

  /// The identifier that follows some words: `CREATE TABLE IF NOT EXISTS public."notes" (`.
  private static func word(after words: String, in text: String) -> String? {
    let plain = text.lowercased()
    guard plain.utf8.count == text.utf8.count, let found = plain.firstRange(of: words) else {
      return nil
    }
    let offset = plain.utf8.distance(from: plain.utf8.startIndex, to: found.upperBound)
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
    var rest = text[start...].drop(while: \.isWhitespace)
    let guardWords = "if not exists"
    if rest.prefix(guardWords.count).lowercased() == guardWords {
      rest = rest.dropFirst(guardWords.count).drop(while: \.isWhitespace)
    }
    let name = rest.prefix { !$0.isWhitespace && $0 != "(" }.split(separator: ".").last ?? ""
    let bare = name.filter { !"\"`[]".contains($0) }
    let isName =
      (1...63).contains(bare.utf8.count)
      && bare.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isName ? String(bare) : nil
  }
}
