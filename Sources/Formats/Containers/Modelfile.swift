/// A Modelfile of Ollama: its instructions, each with the text that follows it.
public struct Modelfile: Sendable {
  public struct Instruction: Sendable, Equatable {
    /// In capitals: `FROM`, `SYSTEM`, `MESSAGE`.
    public let keyword: String
    /// Without the quotes around it.
    public let text: String
    public let line: Int
  }

  public private(set) var instructions: [Instruction] = []

  private static let keywords: Set<String> = [
    "FROM", "PARAMETER", "TEMPLATE", "SYSTEM", "ADAPTER", "LICENSE", "MESSAGE",
  ]
  /// Most instructions that are read.
  private static let limit = 10_000

  public init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count, instructions.count < Self.limit {
      let line = index + 1
      let words = lines[index].split(maxSplits: 1, whereSeparator: \.isWhitespace)
      index += 1
      guard let keyword = words.first?.uppercased(), Self.keywords.contains(keyword),
        words.count == 2
      else { continue }
      var rest = words[1]
      // `MESSAGE user """…"""`
      var start = ""
      if keyword == "MESSAGE" {
        let parts = rest.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard parts.count == 2 else { continue }
        start = parts[0] + " "
        rest = parts[1]
      }
      instructions.append(
        Instruction(
          keyword: keyword, text: start + Self.text(rest, lines, &index), line: line))
    }
  }

  /// What the quotes hold, which may end lines below; the rest of the line without quotes.
  private static func text(
    _ first: Substring, _ lines: [Substring], _ index: inout Int
  ) -> String {
    guard first.hasPrefix("\"\"\"") else {
      var plain = String(first).trimmed
      if plain.utf8.count >= 2, plain.first == "\"", plain.last == "\"" {
        plain = String(plain.dropFirst().dropLast())
      }
      return plain
    }
    var body = first.dropFirst(3)
    var held: [Substring] = []
    while true {
      if let end = body.firstRange(of: "\"\"\"") {
        held.append(body[..<end.lowerBound])
        break
      }
      held.append(body)
      guard index < lines.count else { break }
      body = lines[index]
      index += 1
    }
    return held.joined(separator: "\n")
  }

  /// The first instruction of a kind.
  public func first(_ keyword: String) -> Instruction? {
    instructions.first { $0.keyword == keyword }
  }
}
