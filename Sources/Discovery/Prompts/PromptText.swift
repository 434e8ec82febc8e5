import Estate
import Formats

/// The text of a prompt: what is kept of it is its digest and the names of its variables.
struct PromptText: Sendable {
  let digest: String
  let variables: [String]

  private static let lengthLimit = 1 << 20

  init(_ text: String) {
    // Space that editors add or take away makes no other prompt.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while let last = line.last, last.isWhitespace { line.removeLast() }
      return String(line)
    }
    let normalized = lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
    digest = ByteDigest.sha256(Array(normalized.joined(separator: "\n").utf8))
    variables = Self.variables(in: text)
  }

  func properties(role: String?, scope: String) -> [String: Value] {
    var properties: [String: Value] = [
      "digest": .text(digest), "variables": .texts(variables), "scope": .text(scope),
    ]
    if let role { properties["role"] = .text(role) }
    return properties
  }

  /// Lines that are worth a sighting of their own: none is so near to the one before that a reader sees both.
  static func apart(_ lines: [Int], from first: Int) -> [Int] {
    var last = first
    return lines.filter { line in
      guard line - last > nearby else { return false }
      last = line
      return true
    }
  }

  private static let nearby = 2

  /// Whether a template holds sentences between its tags, and not only tags, tables or code.
  static func holdsSentences(_ text: String) -> Bool {
    var words = 0
    var rest = text.prefix(20_000)
    while !rest.isEmpty, words < fewestWords {
      let end = rest.firstIndex(of: "{") ?? rest.endIndex
      words += rest[..<end].split(whereSeparator: \.isWhitespace)
        .count { $0.count > 1 && $0.allSatisfy { $0.isLetter || ",.;:!?'".contains($0) } }
      rest = rest[end...].dropFirst()
      guard let mark = rest.first, mark == "{" || mark == "%" || mark == "#" else { continue }
      let close = mark == "{" ? "}}" : "\(mark)}"
      guard let tag = rest.firstRange(of: close) else { break }
      rest = rest[tag.upperBound...]
    }
    return words >= fewestWords
  }

  /// Whether a text is a sentence, and asks nobody anything.
  static func isSentence(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count { $0.contains(where: \.isLetter) } >= fewestWordsOfSentence
      && words.last?.hasSuffix("?") != true && words.last?.hasSuffix(":") != true
  }

  private static let fewestWordsOfSentence = 5
  private static let fewestWords = 8

  /// Names in `{{ name }}`, `{name}`, `${name}` and `{{$name}}`, sorted.
  static func variables(in text: String) -> [String] {
    var found: Set<String> = []
    var rest = Array(text.utf8.prefix(lengthLimit))[...]
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    while let start = rest.firstIndex(of: open), found.count < 200 {
      rest = rest[(start + 1)...]
      while rest.first == open { rest = rest.dropFirst() }
      let inner = rest.prefix(100).prefix { $0 != close && $0 != 0x0A }
      guard rest.dropFirst(inner.count).first == close else { continue }
      var name = String(decoding: inner, as: UTF8.self).filter { !$0.isWhitespace }[...]
      while let first = name.first, "$#^/@".contains(first) { name = name.dropFirst() }
      name = name.prefix { $0 != "|" && $0 != ":" && $0 != "!" }
      guard let first = name.first, first.isLetter || first == "_",
        name.allSatisfy({ $0.isLetter || $0.isNumber || "_.".contains($0) }), name.count <= 60
      else { continue }
      found.insert(String(name))
    }
    return found.sorted()
  }
}
