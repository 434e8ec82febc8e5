import Formats

/// What names of variables, keys, methods and files say of prompts, and how their texts begin.
struct PromptNames: Sendable {
  private let names: NamePatterns
  /// Instructions that people are given.
  private let others: NamePatterns
  private let keys: NamePatterns
  private let methods: Set<String>
  private let files: [String]
  private let fileWords: Set<String>
  private let beginnings: [String]
  /// What follows the name that a text gives a model: `You are Mia, an expert …`.
  private let namings: [String]
  /// Keys that hold what an entry is called, the most telling first.
  let titleKeys: [String]
  /// Keys of a prompt's text, where others say what it is called.
  let bodyKeys: Set<String>
  /// Keys that say no more than that a prompt is given, in lower case and without `_`.
  private let plainKeys: Set<String>
  /// Variables that say no more, likewise.
  private let plainVariables: Set<String>
  private let failures: Set<String>

  init(_ root: DocumentNode) {
    func list(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    names = NamePatterns(list("prompt_names"))
    others = NamePatterns(list("not_prompt_names"))
    keys = NamePatterns(list("prompt_keys"))
    methods = Set(list("prompt_methods"))
    files = list("prompt_files")
    fileWords = Set(list("prompt_file_words"))
    beginnings = list("prompt_beginnings")
    namings = list("prompt_namings")
    titleKeys = list("title_keys")
    bodyKeys = Set(list("prompt_body_keys"))
    plainKeys = Set(list("plain_prompt_keys"))
    failures = Set(list("failure_words"))
    plainVariables = plainKeys.union(list("plain_prompt_variables"))
  }

  /// What a name says, by its words.
  func sense(of words: NameWords) -> NameSense {
    var sense: NameSense = []
    if names.match(words), !others.match(words) { sense.insert(.prompt) }
    if keys.match(words) { sense.insert(.promptKey) }
    return sense
  }

  /// Whether what is called a prompt is one, and not several.
  func namesOne(_ name: String) -> Bool {
    NameWords.texts(of: name).last.map { !["prompts", "examples", "messages"].contains($0) }
      ?? false
  }

  /// Whether a key says less than who its text is given to: `system: "…"`.
  func isPlain(key: String) -> Bool { plainKeys.contains(key.lowercased().filter { $0 != "_" }) }

  /// Whether a variable says no more than that it holds a prompt: `user_prompt`, `messages`.
  func isPlain(variable: String) -> Bool {
    plainVariables.contains(variable.lowercased().filter { $0 != "_" })
  }

  /// Whether a short text says first of all that something went wrong: `Error: no such user`.
  func reportsFailure(_ text: String) -> Bool {
    guard text.utf8.count <= Self.longestReport, !text.contains(where: \.isNewline) else {
      return false
    }
    let words: [Substring] = text.split { !$0.isLetter }
    guard let first = words.first(where: { $0.count > 1 }) else { return false }
    return failures.contains(first.lowercased())
  }

  /// In bytes.
  private static let longestReport = 200

  /// Whether a method of what is called a prompt gives its text.
  func gives(_ method: String) -> Bool { methods.contains(method) }

  /// Whether a text speaks to a model as only prompts do.
  func addressesModel(_ text: String) -> Bool {
    let start = text.drop { $0.isWhitespace || "#*<>-\"'".contains($0) }.prefix(64).lowercased()
    return beginnings.contains { start.hasPrefix($0) }
      || start.hasPrefix("you are ") && namings.contains(where: start.contains)
  }

  /// Whether a file or folder holds prompts and little else, by its name without the ending.
  func fill(file stem: Substring) -> Bool {
    NameWords.texts(of: String(stem)).last.map(fileWords.contains) ?? false
  }

  /// Whether a text is the name of a file that holds a prompt, for those who load one.
  func isFile(_ text: String) -> Bool {
    text.utf8.count < 200 && !text.contains(where: \.isWhitespace)
      && files.contains { text.hasSuffix($0) }
  }
}
