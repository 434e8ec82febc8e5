/// A Dockerfile (or Containerfile): its stages and what they run.
public struct Dockerfile: Sendable {
  /// `FROM image AS name` and all up to the next one.
  public struct Stage: Sendable {
    /// As written, with the defaults of `ARG` filled in.
    public let image: String
    public let name: String?
    public let line: Int
    public internal(set) var commands: [Command] = []
    /// Variables set by `ENV`.
    public internal(set) var environment: [String: String] = [:]
    public internal(set) var ports: [Int] = []
    public internal(set) var copies: [Copy] = []
  }

  public struct Command: Sendable {
    public enum Purpose: String, Sendable {
      case build = "RUN", start = "CMD", entry = "ENTRYPOINT"
    }

    public let purpose: Purpose
    /// The words of each command line, without shell operators.
    public let lines: [[String]]
    public let line: Int
    /// The lines that continue it.
    fileprivate let rest: [(line: Int, text: String)]

    /// The line that holds a text; the first where no other has it.
    public func line(naming text: String) -> Int {
      rest.first { $0.text.contains(text) }?.line ?? line
    }
  }

  /// `COPY` or `ADD` of files that come from outside of the file's stages.
  public struct Copy: Sendable, Hashable {
    /// Paths and addresses as written, with the values of `ARG` and `ENV` filled in.
    public let sources: [String]
    public let target: String
    public let line: Int
  }

  /// What `ENV` or `ARG` gives a value.
  public struct Variable: Sendable, Hashable {
    public let name: String
    public let value: String
    public let line: Int
  }

  public private(set) var stages: [Stage] = []
  /// Those of all stages, and those before them.
  public private(set) var variables: [Variable] = []
  private var arguments: [String: String] = [:]

  /// Most instructions that are read.
  private static let limit = 20_000

  public init(_ bytes: [UInt8]) {
    var count = 0
    var reader = Instructions(TextDecoding.utf8(bytes))
    while let instruction = reader.next(), count < Self.limit {
      count += 1
      take(instruction)
    }
  }

  /// The image of a stage: that of the stage that it builds on, where it does.
  public func baseImage(of stage: Stage) -> String {
    var image = stage.image
    var seen: Set<String> = []
    while seen.insert(image).inserted,
      let below = stages.last(where: { $0.name == image.lowercased() && $0.line < stage.line })
    {
      image = below.image
    }
    return image
  }

  /// Whether the stage builds on another one of the file.
  public func isInternal(_ stage: Stage) -> Bool {
    stages.contains { $0.name == stage.image.lowercased() && $0.line < stage.line }
  }

  private mutating func take(_ instruction: Instructions.Item) {
    let text = instruction.arguments
    switch instruction.keyword {
    case "ARG":
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let name = parts.first.map({ String($0).trimmed }) else { return }
      let value = VariableText.expand(Self.unquoted(String(parts[1]).trimmed), arguments)
      if arguments[name] == nil || stages.isEmpty { arguments[name] = value }
      variables.append(Variable(name: name, value: value, line: instruction.line))
    case "FROM":
      let words = text.split(whereSeparator: \.isWhitespace).filter { !$0.hasPrefix("--") }
      guard let image = words.first else { return }
      let isNamed = words.count >= 3 && words[1].lowercased() == "as"
      stages.append(
        Stage(
          image: VariableText.expand(String(image), arguments),
          name: isNamed ? words[2].lowercased() : nil, line: instruction.line))
    case "RUN", "CMD", "ENTRYPOINT":
      guard let purpose = Command.Purpose(rawValue: instruction.keyword), !stages.isEmpty else {
        return
      }
      stages[stages.count - 1].commands.append(
        Command(
          purpose: purpose, lines: commandLines(text), line: instruction.line,
          rest: instruction.rest))
    case "ENV":
      guard let last = stages.indices.last else { return }
      for (name, value) in Self.assignments(text) {
        let value = VariableText.expand(value, arguments)
        stages[last].environment[name] = value
        variables.append(
          Variable(name: name, value: value, line: instruction.line(of: name + "=")))
      }
    case "COPY", "ADD":
      guard let last = stages.indices.last, let copy = copy(instruction) else { return }
      stages[last].copies.append(copy)
    case "EXPOSE":
      guard let last = stages.indices.last else { return }
      stages[last].ports += text.split(whereSeparator: \.isWhitespace).compactMap { word in
        Int(VariableText.expand(String(word), arguments).prefix { $0 != "/" })
      }
    default: break
    }
  }

  private func copy(_ instruction: Instructions.Item) -> Copy? {
    var text = VariableText.expand(instruction.arguments, environmentOfLast)
    while text.hasPrefix("--") {
      if text.hasPrefix("--from=") { return nil }
      text = String(text.drop { !$0.isWhitespace }).trimmed
    }
    let words =
      text.hasPrefix("[")
      ? (try? JSONDocument.parse(Array(text.utf8)))?.items.compactMap(\.scalar) ?? []
      : ShellScript.words(text)
    guard words.count >= 2, let target = words.last, !target.hasPrefix("<<") else { return nil }
    return Copy(
      sources: Array(words.dropLast().prefix(200)), target: target, line: instruction.line)
  }

  private func commandLines(_ text: String) -> [[String]] {
    if text.hasPrefix("["), let node = try? JSONDocument.parse(Array(text.utf8)) {
      return [node.items.compactMap(\.scalar)]
    }
    var rest = text
    while rest.hasPrefix("--") {
      rest = String(rest.drop { !$0.isWhitespace }).trimmed
    }
    return ShellScript(VariableText.expand(rest, environmentOfLast)).commands
  }

  private var environmentOfLast: [String: String] {
    arguments.merging(stages.last?.environment ?? [:]) { $1 }
  }

  private static func assignments(_ text: String) -> [(String, String)] {
    let words = ShellScript.words(text)
    guard let first = words.first else { return [] }
    if !first.contains("=") {
      return [(first, String(text.dropFirst(first.count)).trimmed)]
    }
    return words.compactMap { word in
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }

  private static func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.first, first == text.last,
      first == "\"" || first == "'"
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}

/// The instructions of a Dockerfile: continuation lines joined, comments and here-documents left out.
private struct Instructions {
  struct Item {
    let keyword: String
    let arguments: String
    let line: Int
    /// The lines that were joined to the first.
    var rest: [(line: Int, text: String)] = []

    /// The line that a word begins with a text on; the first where no other has it.
    func line(of text: String) -> Int {
      rest.first { part in
        part.text.split(whereSeparator: \.isWhitespace).contains { $0.hasPrefix(text) }
      }?.line ?? line
    }
  }

  private var lines: TextLines
  private static let lengthLimit = 1 << 20

  init(_ bytes: [UInt8]) { lines = TextLines(bytes) }

  mutating func next() -> Item? {
    while let (number, text) = lines.next() {
      let first = text.trimmed
      if first.isEmpty || first.hasPrefix("#") { continue }
      var joined = first
      var rest: [(line: Int, text: String)] = []
      while joined.hasSuffix("\\") || joined.hasSuffix("`"), joined.utf8.count < Self.lengthLimit {
        joined.removeLast()
        guard let (place, more) = nextContent() else { break }
        rest.append((place, more))
        joined += " " + more
      }
      let keyword = joined.prefix { !$0.isWhitespace }
      let arguments = String(joined.dropFirst(keyword.count)).trimmed
      let script = hereDocument(arguments)
      return Item(
        keyword: keyword.uppercased(), arguments: script ?? arguments, line: number, rest: rest)
    }
    return nil
  }

  private mutating func nextContent() -> (Int, String)? {
    while let (number, text) = lines.next() {
      let trimmed = text.trimmed
      if trimmed.hasPrefix("#") { continue }
      return (number, trimmed)
    }
    return nil
  }

  /// The lines of `RUN <<EOF`, one command a line; nil where there is none.
  private mutating func hereDocument(_ arguments: String) -> String? {
    guard let mark = arguments.firstRange(of: "<<") else { return nil }
    let word = arguments[mark.upperBound...].drop { $0 == "-" || $0 == "\"" || $0 == "'" }
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let first = word.first, first.isLetter else { return nil }
    var script = ""
    while let (_, text) = lines.next(), text.trimmed != word {
      if script.utf8.count < Self.lengthLimit { script += text + "\n" }
    }
    return script
  }
}
