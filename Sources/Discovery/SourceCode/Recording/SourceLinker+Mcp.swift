import Estate
import Formats

/// Servers that code is a client of.
extension SourceLinker {
  /// The servers that a client starts or reaches.
  func mcpServers(_ occurrence: Occurrence) -> [Thing] {
    if let known = known(occurrence.key), !known.isEmpty { return known }
    var found: [Thing] = []
    for value in values(of: "server", occurrence) {
      if case .object(let entries, let place) = value {
        found += mcpServers(entries, at: place)
      } else {
        found += things(of: value, .mcp, in: occurrence.unit, owner: "")
      }
    }
    if found.isEmpty,
      let thing = mcpServer(
        command: values(of: "command", occurrence), arguments: values(of: "args", occurrence),
        url: values(of: "url", occurrence), environment: values(of: "env", occurrence),
        name: name(of: occurrence), line: occurrence.line, in: occurrence.unit)
    {
      found = [thing]
    }
    if found.isEmpty, let thing = namedServer(occurrence) { found = [thing] }
    remember(found, for: occurrence.key)
    for thing in found {
      contain(thing, line: occurrence.line, in: occurrence.unit)
      applySignals(occurrence, on: thing)
    }
    return found
  }

  /// A server that has a name, and whose command or address is not known from the code.
  private func namedServer(_ occurrence: Occurrence) -> Thing? {
    guard let name = literal(of: "name", occurrence) else { return nil }
    let unit = occurrence.unit
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .mcpServer, unit)
    let thing = Thing(AssetID(.mcpServer, "repo", "\(native(unit))#\(symbol)"), .mcpServer, name)
    asset(thing, properties(of: occurrence), line: occurrence.line, in: unit, confidence: 0.7)
    return thing
  }

  /// Servers by name, as a map of clients' settings has them.
  func mcpServers(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace
  ) -> [Thing] {
    let unit = project.units[place.unit]
    func server(_ fields: [(key: String, value: Meaning)], _ name: String?) -> Thing? {
      func values(_ keys: [String]) -> [Meaning] {
        fields.filter { keys.contains($0.key) }.map(\.value)
      }
      return mcpServer(
        command: values(["command"]), arguments: values(["args", "arguments"]),
        url: values(["url", "server_url", "serverUrl"]), environment: values(["env"]), name: name,
        line: unit.outline.line(place.node), in: unit)
    }
    let label = entries.last { $0.key == "server_label" || $0.key == "name" }?.value.literal
    if let thing = server(entries, label) { return [thing] }
    return entries.flatMap { entry -> [Thing] in
      guard case .object(let fields, _) = entry.value else {
        return things(of: entry.value, .mcp, in: unit, owner: entry.key)
      }
      if let inner = fields.first(where: { $0.key == "mcpServers" }),
        case .object(let servers, let place) = inner.value
      {
        return mcpServers(servers, at: place)
      }
      return server(fields, entry.key).map { [$0] } ?? []
    }
  }

  private func mcpServer(
    command: [Meaning], arguments: [Meaning], url: [Meaning], environment: [Meaning],
    name: String?, line: Int, in unit: SourceUnit
  ) -> Thing? {
    func node(_ content: DocumentNode.Content) -> DocumentNode { DocumentNode(content, line: line) }
    var fields: [DocumentEntry] = []
    func add(_ key: String, _ value: DocumentNode) {
      fields.append(DocumentEntry(key: key, line: line, value: value))
    }
    if let text = command.lazy.compactMap(\.literal).first {
      add("command", node(.text(text)))
      let words = arguments.flatMap { Self.words($0) }
      add("args", node(.sequence(words.map { node(.text($0)) })))
    } else if let text = url.lazy.compactMap(\.literal).first, text.contains("://") {
      add("url", node(.text(text)))
    } else {
      return nil
    }
    let names = environment.flatMap { value -> [String] in
      guard case .object(let entries, _) = value else { return [] }
      return entries.map(\.key)
    }
    if !names.isEmpty {
      add(
        "env",
        node(.mapping(names.map { DocumentEntry(key: $0, line: line, value: node(.null)) })))
    }
    let spot = unit.spot(line)
    if let local = localServer(
      started: command.flatMap(\.literalWords) + arguments.flatMap { Self.words($0) }, from: unit)
    {
      asset(local, line: line, in: unit)
      return local
    }
    guard
      let entry = try? McpServerEntry(
        node(.mapping(fields)), name: name, line: spot.line, fields: facts.mcp.fields)
    else { return nil }
    var thing: Thing?
    withRecorder(unit) {
      let id = McpServerRecord(
        facts: facts.mcp, client: "code", repository: unit.repository.native, scope: unit.scope,
        confidence: self.confidence(unit)
      ).record(entry, for: nil, &$0)
      thing = Thing(id, .mcpServer, name ?? id.text)
    }
    return thing
  }

  /// The server of the repository whose file a command starts, where there is just one in it.
  private func localServer(started words: [String], from unit: SourceUnit) -> Thing? {
    for word in words where !word.contains("://") {
      let name = word.split(separator: "/").last.map(String.init) ?? word
      guard let dot = name.lastIndex(of: "."),
        SourceLanguage(fileExtension: name[name.index(after: dot)...].lowercased()) != nil
      else { continue }
      let parts = word.split(separator: "/").filter { $0 != "." && !$0.hasPrefix("$") }
      let folder = unit.folder.split(separator: "/")
      for path in [folder + parts, parts].map({ $0.joined(separator: "/") }) {
        guard let home = project.units.first(where: { $0.pathInRepository == path }) else {
          continue
        }
        let servers = occurrences.filter {
          $0.unit.index == home.index && $0.construct.product == .mcpServer
        }.flatMap { things(for: $0.key) }
        if servers.count == 1 { return servers[0] }
      }
    }
    return nil
  }

  /// The words of a command line, as far as they are known.
  private static func words(_ value: Meaning) -> [String] {
    switch value {
    case .list(let items, _): items.flatMap { words($0) }
    case .template(let pieces, _):
      [
        pieces.map { piece in
          switch piece {
          case .text(let text): text
          case .hole(let name): "${\(name)}"
          }
        }.joined()
      ]
    default: value.literal.map { [$0] } ?? []
    }
  }
}
