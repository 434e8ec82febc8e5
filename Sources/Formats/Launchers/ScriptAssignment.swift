/// A variable that a statement of a shell gives a value.
public struct ScriptAssignment: Sendable {
  public let name: String
  /// As written, with its quotes.
  public let raw: String
  /// What stands in the quotes, in what it is fed by `cat`, or the first word.
  public let text: String
  public let line: Int

  /// Nil where the statement is no assignment.
  public init?(_ statement: ScriptStatement) {
    var rest = statement.text.drop(while: \.isWhitespace)
    guard rest.utf8.count <= 65_536 else { return nil }
    for word in ["export ", "local ", "readonly ", "declare ", "typeset "]
    where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count).drop(while: \.isWhitespace)
      if rest.hasPrefix("-") { rest = rest.drop { !$0.isWhitespace }.drop(while: \.isWhitespace) }
    }
    line = statement.line
    // `read -r -d '' PROMPT <<EOF`
    if rest.hasPrefix("read "), !statement.fed.isEmpty,
      let name = rest.prefix(while: { $0 != "<" }).split(whereSeparator: \.isWhitespace).last,
      Self.isName(name)
    {
      self.name = String(name)
      raw = statement.fed.map(\.text).joined(separator: "\n")
      text = raw
      return
    }
    guard let sign = rest.firstIndex(of: "=") else { return nil }
    var name = rest[..<sign]
    if name.last == "+" { name = name.dropLast() }
    guard Self.isName(name) else { return nil }
    self.name = String(name)
    let value = rest[rest.index(after: sign)...]
    if !statement.fed.isEmpty, value.contains("<<") {
      raw = statement.fed.map(\.text).joined(separator: "\n")
      text = raw
    } else {
      raw = String(value)
      text = Self.unquoted(value)
    }
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 80 else {
      return false
    }
    return text.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
        || $0 == 0x5F
    }
  }

  private static func unquoted(_ value: Substring) -> String {
    var value = value
    if value.hasPrefix("$'") { value = value.dropFirst() }
    guard let quote = value.first, quote == "\"" || quote == "'" else {
      return String(value.prefix { !$0.isWhitespace && $0 != ";" })
    }
    var text = ""
    var isEscaped = false
    for character in value.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if character == "\\", quote == "\"" {
        isEscaped = true
        continue
      } else if character == quote {
        break
      }
      text.append(character)
    }
    return text
  }

  /// The names of the variables that a text mentions: `$name`, `${name:-x}`.
  public static func mentioned(in text: String) -> Set<String> {
    var names: Set<String> = []
    var rest = text.utf8.prefix(65_536)[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = rest[rest.index(after: dollar)...]
      if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst() }
      let name = rest.prefix {
        (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
          || $0 == 0x5F
      }
      if !name.isEmpty { names.insert(String(Substring(name))) }
    }
    return names
  }
}
