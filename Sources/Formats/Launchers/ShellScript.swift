/// Splits a command line the way a shell would, without expanding anything.
public struct ShellScript: Sendable, Equatable {
  /// The words of each command, quotes removed.
  public private(set) var commands: [[String]] = []
  /// Whether anything but one plain command stands there.
  public private(set) var combinesCommands = false

  public init(_ text: some StringProtocol) {
    var words: [String] = []
    var word = ""
    var isWord = false
    var quote: Character?
    var rest = Array(String(text).unicodeScalars)[...]
    func flush() {
      if isWord { words.append(word) }
      word = ""
      isWord = false
    }
    while let scalar = rest.popFirst() {
      let character = Character(scalar)
      if let open = quote {
        if character == open {
          quote = nil
        } else if open == "\"", character == "\\", let next = rest.first,
          "\"\\$`".unicodeScalars.contains(next)
        {
          word.unicodeScalars.append(next)
          rest = rest.dropFirst()
        } else {
          if open == "\"", character == "`" || (character == "$" && rest.first == "(") {
            combinesCommands = true
          }
          word.unicodeScalars.append(scalar)
        }
        continue
      }
      switch character {
      case "\"", "'":
        quote = character
        isWord = true
      case "\\":
        // A backslash escapes what a shell would take apart; elsewhere it is part of a Windows path.
        if let next = rest.first, " \"'\\$&|;<>()`".unicodeScalars.contains(next) {
          word.unicodeScalars.append(next)
          rest = rest.dropFirst()
        } else {
          word.append("\\")
        }
        isWord = true
      case " ", "\t": flush()
      case ";", "&", "|", "\n", "\r":
        flush()
        combinesCommands = true
        if !words.isEmpty { commands.append(words) }
        words = []
      case "<", ">", "`", "(", ")":
        combinesCommands = true
        word.unicodeScalars.append(scalar)
        isWord = true
      default:
        word.unicodeScalars.append(scalar)
        isWord = true
      }
    }
    flush()
    if !words.isEmpty { commands.append(words) }
  }

  /// The words of a text that is one command line, operators included in the last word.
  public static func words(_ text: some StringProtocol) -> [String] {
    ShellScript(text).commands.flatMap { $0 }
  }
}
