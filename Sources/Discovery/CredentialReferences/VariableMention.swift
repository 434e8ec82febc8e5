/// A word in a line, and whether the line reads or sets the variable of that name there.
struct VariableMention {
  let line: ArraySlice<UInt8>
  let word: Range<Int>
  let manner: FileManner
  /// Words of what objects are called that keep the variables of a program's environment.
  let holders: Set<String>

  private var before: ArraySlice<UInt8> { line[line.startIndex..<word.lowerBound] }
  private var after: ArraySlice<UInt8> { line[word.upperBound..<line.endIndex] }

  var isReference: Bool {
    guard manner != .prose, !isComment else { return false }
    if isQuoted { return true }
    let head = String(decoding: before, as: UTF8.self)
    let tail = String(decoding: after, as: UTF8.self)
    if isMember(head) || head.hasSuffix("environ/") { return true }
    return manner.isCode ? isInCode(head, tail) : isInSettings(head, tail)
  }

  /// The whole of a quoted text; not a quotation within one.
  private var isQuoted: Bool {
    guard let open = before.last, open == 0x22 || open == 0x27 else { return false }
    let isClosed =
      after.first == open || after.first == 0x5C && after.dropFirst().first == open
    guard isClosed else { return false }
    guard manner.isCode else { return true }
    let other: UInt8 = open == 0x22 ? 0x27 : 0x22
    return before.count { $0 == other }.isMultiple(of: 2) || isInterpolated(other)
  }

  /// Whether the quotation is an argument or index within braces of the text around it: `"#{ENV['NAME']}"`.
  private func isInterpolated(_ quote: UInt8) -> Bool {
    guard let owner = before.dropLast().last, owner == 0x5B || owner == 0x28,
      let start = before.lastIndex(of: quote)
    else { return false }
    return before[start...].contains(0x7B)
  }

  /// `process.env.NAME`, `env.NAME`, `secrets.NAME`, `settings.NAME`, `serverEnv.NAME`, `ENV_KEYS.NAME`
  private func isMember(_ head: String) -> Bool {
    guard head.hasSuffix(".") else { return false }
    let owner = head.dropLast().drop { $0 == "?" || $0 == "!" }.reversed()
      .drop { $0 == "?" || $0 == "!" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let name = String(owner.reversed())
    return name.lowercased().hasSuffix("env")
      || NameWords.texts(of: name).contains(where: holders.contains)
  }

  private func isInCode(_ head: String, _ tail: String) -> Bool {
    // "${NAME}" as the whole of a text is for a framework that puts its value there.
    if head.hasSuffix("\"${") || head.hasSuffix("'${") { return true }
    let start = head.trimmingSpaces
    let rest = tail.trimmingSpaces
    let isAssigned = rest.hasPrefix("=") && !rest.hasPrefix("==") && !rest.hasPrefix("=>")
    if isKeyGiven(start, rest) { return true }
    if manner == .hash {
      guard start.isEmpty, !isOfCommand(tail) else { return false }
      // A field of a class of settings; in a text of many lines a word follows.
      return isAssigned
        || rest.hasPrefix(":")
          && ["str", "Optional[", "SecretStr", "Annotated[", "bytes", "Union["].contains {
            rest.dropFirst().trimmingSpaces.hasPrefix($0)
          }
    }
    let isDestructured = (start.contains("{") || start.isEmpty) && rest.contains("} = process.env")
    if isDestructured || start.hasSuffix("{") && rest.contains("= process.env") { return true }
    let declarations = ["", "const", "let", "var", "export const", "val"]
    if isAssigned { return declarations.contains(start) }
    return start.isEmpty && (rest.hasPrefix(":") || rest.hasPrefix("?:"))
  }

  /// Whether a text shows how a program is started: `OPENAI_API_KEY=… python chat.py`.
  private func isOfCommand(_ tail: String) -> Bool {
    guard tail.hasPrefix("="), let value = tail.dropFirst().first, !value.isWhitespace,
      value != "\"", value != "'"
    else { return false }
    let words = tail.dropFirst().split(separator: " ", maxSplits: 2)
    return words.count > 1
      && !["or", "and", "if", "else", "for", "+", "#"].contains(String(words[1]))
  }

  /// Whether the variable is what an argument for keys is given: `OpenAI(api_key=NAME)`, `{ apiKey: NAME }`.
  private func isKeyGiven(_ start: String, _ rest: String) -> Bool {
    guard rest.isEmpty || rest.first.map({ ",)}".contains($0) }) == true,
      let sign = start.last, sign == "=" || sign == ":"
    else { return false }
    let key = start.dropLast().trimmingSpaces.reversed()
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return NameWords.texts(of: String(key.reversed())).suffix(2) == ["api", "key"]
  }

  private func isInSettings(_ head: String, _ tail: String) -> Bool {
    for mark in ["$", "${", "$(", "env:", "ENV:", "env(", "%"] where head.hasSuffix(mark) {
      return true
    }
    let start = head.trimmingSpaces
    let rest = tail.trimmingSpaces
    let isSet = rest.hasPrefix("=") || rest.hasPrefix(":")
    if start.isEmpty { return isSet }
    if ["export", "set", "setx", "declare -x", "-"].contains(start) {
      return isSet || rest.isEmpty
    }
    if start.hasPrefix("ENV") || start.hasPrefix("ARG") { return head.last == " " }
    if start.hasSuffix("-e") || start.hasSuffix("--env") || start.hasSuffix("--build-arg") {
      return true
    }
    guard manner == .settings, let last = start.last else { return false }
    if rest.hasPrefix(":") { return ",{".contains(last) }
    if rest.isEmpty || rest.hasPrefix("#") { return ":=".contains(last) }
    // An entry of a list in brackets.
    return start.contains("[") && "[,".contains(last)
      && (rest.hasPrefix(",") || rest.hasPrefix("]"))
  }

  /// Whether the line is a comment before the word.
  private var isComment: Bool {
    guard let first = before.first(where: { $0 > 0x20 }) else { return false }
    let start = before.drop { $0 <= 0x20 }
    func begins(_ text: String) -> Bool { start.starts(with: text.utf8) }
    if begins("<!--") || begins("//") { return true }
    if manner == .slash { return begins("*") || begins("/*") || begins("{/*") || hasMark("//") }
    if first == 0x23 { return true }
    if manner != .hash, first == 0x3B || begins("--") && !begins("--env") { return true }
    return hasMark("#")
  }

  /// Whether a mark stands before the word, behind white space and outside quotes.
  private func hasMark(_ mark: String) -> Bool {
    let wanted = Array(mark.utf8)
    var quote: UInt8?
    var previous: UInt8 = 0x20
    var index = before.startIndex
    while index < before.endIndex {
      let byte = before[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
        quote = byte
      } else if previous <= 0x20, before[index...].starts(with: wanted) {
        return true
      }
      previous = byte
      index += 1
    }
    return false
  }
}

extension StringProtocol {
  /// The text without spaces and tabs around it.
  fileprivate var trimmingSpaces: String {
    var view = self[...]
    while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\t" || last == "\r" { view.removeLast() }
    return String(view)
  }
}
