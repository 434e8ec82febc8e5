import Catalog
import Estate
import Formats

/// Records the servers of the Model Context Protocol that a script hands to a client:
/// `claude mcp add notes -- npx -y notes-mcp`, by `commands` of `Catalog/mcp-clients.yaml`.
struct AddedServers {
  let mcp: McpClientFacts
  let entry: FileEntry
  let scope: String

  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }

  func record(_ words: [String], line: Int, _ record: inout Recorder) {
    guard let command = mcp.commands.first(where: { words.starts(with: $0.words) }),
      case let rest = words.dropFirst(command.words.count),
      let (name, node) = command.isJSON ? json(rest, line) : server(rest, line),
      let server = try? McpServerEntry(node, name: name, line: line, fields: mcp.fields)
    else { return }
    let repository = entry.repository
    record.asset(repository.id, .repository, name: repository.name)
    let id = McpServerRecord(
      facts: mcp, client: command.client, repository: repository.native,
      folder: Array(entry.pathInRepository.split(separator: "/").dropLast()), scope: scope,
      confidence: confidence
    ).record(server, for: nil, &record)
    record.relation(.contains, from: repository.id, to: id, line: line, confidence: confidence)
  }

  private typealias Added = (name: String, node: DocumentNode)

  /// `add-json notes '{"command": "npx"}'`
  private func json(_ words: ArraySlice<String>, _ line: Int) -> Added? {
    let operands = words.filter { !$0.hasPrefix("-") }
    guard let name = operands.first, let text = operands.last, text.hasPrefix("{"),
      text.utf8.count <= 65_536, let root = try? JSONDocument.parse(Array(text.utf8))
    else { return nil }
    // The lines of the text are not those of the script.
    return (name, root.moved(by: line - 1))
  }

  /// `LEVEL=2`
  private static func isAssignment(_ word: String) -> Bool {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
    return word[..<sign].utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
  }

  private func server(_ words: ArraySlice<String>, _ line: Int) -> Added? {
    var rest = words
    var name: String?
    var (environment, headers): ([String], [String]) = ([], [])
    var (transport, url): (String?, String?)
    while let word = rest.first {
      if word == "--" {
        rest = rest.dropFirst()
        break
      }
      guard word.hasPrefix("-") else {
        if name != nil { break }
        name = word
        rest = rest.dropFirst()
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      let option = mcp.commandOptions[parts[0]]
      rest = rest.dropFirst()
      guard let option else { continue }
      var value = parts.count > 1 ? parts[1] : nil
      if value == nil {
        value = rest.first
        rest = rest.dropFirst()
      }
      switch option {
      case .environment:
        environment.append(value ?? "")
        // One option may take several.
        while let next = rest.first, Self.isAssignment(next) {
          environment.append(next)
          rest = rest.dropFirst()
        }
      case .headers: headers.append(value ?? "")
      case .transport: transport = value
      case .url: url = value
      case .other: break
      }
    }
    guard let name, !name.contains("$") else { return nil }
    let operands = Array(rest)
    func text(_ text: String) -> DocumentNode { DocumentNode(.text(text), line: line) }
    func entry(_ key: String, _ value: DocumentNode) -> DocumentEntry {
      DocumentEntry(key: key, line: line, value: value)
    }
    var entries: [DocumentEntry] = []
    if let address = url ?? operands.first, address.contains("://") {
      entries.append(entry("url", text(address)))
    } else if let command = operands.first {
      entries.append(entry("command", text(command)))
      entries.append(
        entry("args", DocumentNode(.sequence(operands.dropFirst().map(text)), line: line)))
    } else {
      return nil
    }
    if let transport { entries.append(entry("type", text(transport))) }
    if !environment.isEmpty {
      entries.append(entry("env", DocumentNode(.sequence(environment.map(text)), line: line)))
    }
    if !headers.isEmpty {
      let named = headers.compactMap { header -> DocumentEntry? in
        let parts = header.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return entry(String(parts[0]), text(String(parts[1].drop { $0 == " " })))
      }
      entries.append(entry("headers", DocumentNode(.mapping(named), line: line)))
    }
    return (name, DocumentNode(.mapping(entries), line: line))
  }
}
