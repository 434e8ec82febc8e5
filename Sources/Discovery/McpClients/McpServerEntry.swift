import Formats

/// What one entry of a map of servers says, whatever the client calls it.
struct McpServerEntry {
  struct Variable {
    let name: String
    let value: String?
    let line: Int
  }

  /// Why an entry could not be understood.
  struct Unclear: Error, Equatable {
    let reason: String
  }

  let name: String
  let line: Int
  private(set) var words: [String] = []
  private(set) var argumentsLine: Int
  /// Arguments that stand on lines of their own.
  private var argumentLines: [(word: String, line: Int)] = []
  private(set) var url: String?
  private(set) var urlLine: Int
  private(set) var environment: [Variable] = []
  private(set) var headers: [Variable] = []
  private(set) var hasAuthentication = false
  private(set) var transport: String?
  private(set) var isDisabled = false
  private(set) var autoApproved: [String] = []
  private(set) var approvalLine: Int
  private(set) var isExtension = false

  /// Most items of a list or map that are read.
  private static let itemLimit = 4096
  /// Most bytes of a word that is kept.
  private static let wordLimit = 65_536

  /// Reads an entry; nil where it is part of the client, neither a process nor an address.
  init?(
    _ node: DocumentNode, name: String?, line: Int, fields: McpServerFields
  ) throws(Unclear) {
    guard node.isMapping else { throw Unclear(reason: "not a map") }
    var own: [McpServerFields.Field: DocumentEntry] = [:]
    Self.collect(node, fields, depth: 0, into: &own)
    self.name = PlainLine.of(name ?? own[.name]?.value.text ?? "")
    self.line = line
    argumentsLine = own[.arguments]?.line ?? own[.command]?.line ?? line
    argumentLines = (own[.arguments]?.value.items ?? []).prefix(Self.itemLimit).compactMap { item in
      item.text.map { ($0, item.line) }
    }
    urlLine = own[.url]?.line ?? line
    approvalLine = own[.autoApprove]?.line ?? own[.trust]?.line ?? line
    transport = own[.transport]?.value.text.flatMap(fields.transport)
    if transport == "inside" { return nil }
    isDisabled = own[.disabled]?.value.boolean ?? !(own[.enabled]?.value.boolean ?? true)
    url = own[.url]?.value.text.flatMap { $0.isEmpty ? nil : $0 }
    words = try Self.words(own[.command]?.value, own[.arguments]?.value, hasURL: url != nil)
    isExtension = own[.extension] != nil && words.isEmpty && url == nil
    guard isExtension || !words.isEmpty || url != nil else {
      throw Unclear(reason: "neither a command nor an address")
    }
    environment = Self.variables(own[.environment]?.value)
    environment += Self.names(own[.environmentNames]?.value)
    headers = Self.variables(own[.headers]?.value)
    let hasCredentialNames = own[.credentialNames].map { !$0.value.isNull } ?? false
    let hasScheme = own[.authentication].map { !$0.value.isNull && $0.value.boolean != false }
    hasAuthentication = hasCredentialNames || hasScheme ?? false
    autoApproved =
      own[.autoApprove]?.value.items.prefix(Self.itemLimit)
      .compactMap { $0.text.map { PlainLine.of($0, limit: 128) } } ?? []
    if own[.autoApprove]?.value.boolean == true || own[.trust]?.value.boolean == true {
      autoApproved = ["*"]
    }
  }

  /// The line of the argument that holds a text; that of all arguments where none does.
  func line(ofArgument text: String) -> Int {
    argumentLines.first { $0.word.contains(text) }?.line ?? argumentsLine
  }

  /// Takes a command that is a map, or a transport that is one, as part of the entry.
  private static func collect(
    _ node: DocumentNode, _ fields: McpServerFields, depth: Int,
    into own: inout [McpServerFields.Field: DocumentEntry]
  ) {
    for entry in node.entries {
      guard let field = fields.field(named: entry.key) else { continue }
      if entry.value.isMapping, field == .command || field == .transport {
        if depth == 0 { collect(entry.value, fields, depth: 1, into: &own) }
      } else if field == .nestedCommand {
        if depth == 1 { own[.command] = entry }
      } else {
        own[field] = entry
      }
    }
  }

  /// A command is a text, a text with its arguments, or the list of all words.
  private static func words(
    _ command: DocumentNode?, _ arguments: DocumentNode?, hasURL: Bool
  ) throws(Unclear) -> [String] {
    guard let command, !command.isNull else { return [] }
    var words: [String]
    if command.isSequence {
      words = command.items.prefix(itemLimit).compactMap(\.scalar)
    } else if let text = command.text {
      words = [text]
    } else if hasURL {
      return []
    } else {
      throw Unclear(reason: "the command is not text")
    }
    guard words.first?.isEmpty == false else { return [] }
    if let arguments {
      if arguments.isSequence {
        words += arguments.items.prefix(itemLimit).compactMap(\.scalar)
      } else if let text = arguments.text {
        words += ShellScript.words(text)
      } else if !arguments.isNull, !arguments.isMapping {
        throw Unclear(reason: "the arguments are not a list")
      }
    }
    // A whole command line in one text; a path with spaces starts like a path and is left alone.
    if words.count == 1, words[0].contains(" "), !words[0].hasPrefix("/"), !words[0].contains(":\\")
    {
      words = ShellScript.words(words[0])
    }
    // Settings of Java write a list with commas.
    if words.count == 1, words[0].contains(","), !words[0].contains(" ") {
      words = words[0].split(separator: ",").map(String.init)
    }
    return words.map { $0.utf8.count > wordLimit ? Redaction.mark : $0 }
  }

  private static func variables(_ node: DocumentNode?) -> [Variable] {
    guard let node else { return [] }
    if node.isMapping {
      return node.entries.prefix(itemLimit).map {
        Variable(name: PlainLine.of($0.key, limit: 128), value: $0.value.scalar, line: $0.line)
      }
    }
    // A list of `NAME=value` or of {name, value}.
    return node.items.prefix(itemLimit).compactMap { item in
      if let name = (item["name"] ?? item["key"])?.text {
        let value = item["value"]?.scalar
        return Variable(name: PlainLine.of(name, limit: 128), value: value, line: item.line)
      }
      guard let text = item.text else { return nil }
      let parts = text.split(separator: "=", maxSplits: 1)
      guard let name = parts.first else { return nil }
      return Variable(
        name: PlainLine.of(name, limit: 128), value: parts.count > 1 ? String(parts[1]) : nil,
        line: item.line)
    }
  }

  private static func names(_ node: DocumentNode?) -> [Variable] {
    (node?.items ?? []).prefix(itemLimit).compactMap { item in
      item.text.map { Variable(name: PlainLine.of($0, limit: 128), value: nil, line: item.line) }
    }
  }
}
