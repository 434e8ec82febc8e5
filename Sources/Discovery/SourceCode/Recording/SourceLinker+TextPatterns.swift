import Estate
import Formats

/// Tables with vectors, by the statement that makes them.
extension SourceLinker {
  /// Records the vector index that a text of code creates in a database.
  func vectorTable(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let statement = unit.outline.withBytes(of: node) { bytes in
      bytes.count > 65_536 ? nil : facts.texts.statements.first { $0.isMade(in: bytes) }
    }
    if let statement, let text = unit.outline.text(node),
      let name = Self.word(after: statement.nameAfter, in: text)
    {
      let key = ThingKey.place(CodePlace(unit: unit.index, node: node))
      let symbol = symbol(
        unit.qualified(name, at: unit.outline.scope(node)), for: key, .vectorIndex, unit)
      let thing = Thing(
        AssetID(.vectorIndex, "repo", "\(native(unit))#\(symbol)"), .vectorIndex, name)
      let line = unit.outline.line(node)
      asset(thing, ["engine": .text(statement.engine)], line: line, in: unit)
      contain(thing, line: line, in: unit)
    }
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
