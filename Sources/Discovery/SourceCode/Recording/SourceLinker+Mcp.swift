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
      } else if let path = value.literal, Self.isScript(path) {
        found.append(scriptServer(path, occurrence))
      } else {
        found += things(of: value, .mcp, in: occurrence.unit, owner: "")
      }
    }
    // Each of several command lines or addresses starts or names one.
    for role in ["commands", "urls"] {
      let lines = values(of: role, occurrence).flatMap { value in
        if case .list(let items, _) = value { items } else { [value] }
      }
      for line in lines {
        guard case .text(_, let place) = line else { continue }
        let home = project.units[place.unit]
        let thing = mcpServer(
          command: role == "commands" ? [line] : [], arguments: [],
          url: role == "urls" ? [line] : [], environment: values(of: "env", occurrence), name: nil,
          line: home.outline.line(place.node), in: home)
        guard let thing else { continue }
        found.append(thing)
        // The client of several is seen where it is made, too.
        asset(thing, line: occurrence.line, in: occurrence.unit)
      }
    }
    if found.isEmpty,
      let thing = mcpServer(
        command: values(of: "command", occurrence), arguments: values(of: "args", occurrence),
        url: values(of: "url", occurrence), environment: values(of: "env", occurrence),
        name: literal(of: "name", occurrence), line: occurrence.line, in: occurrence.unit)
    {
      found = [thing]
    }
    if found.isEmpty, occurrence.construct.arguments["session"] != nil {
      let opened = values(of: "session", occurrence).flatMap {
        things(of: $0, .mcp, in: occurrence.unit, owner: "")
      }
      found = opened.isEmpty ? serversBeside(occurrence) : opened
    } else if found.isEmpty, let thing = unknownServer(occurrence) ?? settingsServer(occurrence) {
      found = [thing]
    }
    remember(found, for: occurrence.key)
    for thing in found {
      // A client of parameters that are made elsewhere is seen in both places.
      let arguments = occurrence.construct.arguments
      if arguments["server"] != nil || arguments["session"] != nil {
        asset(thing, line: occurrence.line, in: occurrence.unit)
      }
      // A client that connects is seen where it is made.
      for case .instance(let client)? in occurrence.calls.map(\.receiver) {
        guard let place = client.place else { continue }
        let home = project.units[place.unit]
        asset(thing, line: home.outline.line(place.node), in: home)
      }
      contain(thing, line: occurrence.line, in: occurrence.unit)
      applySignals(occurrence, on: thing)
    }
    return found
  }

  /// The server that a client starts by its file alone: `Client("servers/clock.py")`.
  private func scriptServer(_ path: String, _ occurrence: Occurrence) -> Thing {
    localServer(started: [path], from: occurrence.unit)
      ?? unknownServer(
        path.split(separator: "/").last.map(String.init) ?? path, at: occurrence.key,
        line: occurrence.line, in: occurrence.unit)
  }

  private static func isScript(_ path: String) -> Bool {
    guard !path.contains("://"), let dot = path.lastIndex(of: ".") else { return false }
    return SourceLanguage(fileExtension: path[path.index(after: dot)...].lowercased()) != nil
  }

  /// The tool that a client of a server is to those who are given it: `tools=[HostedMCPTool(…)]`.
  func hostedTool(_ occurrence: Occurrence) -> [Thing] {
    guard occurrence.construct.facts["as"] == "tool" else { return [] }
    let unit = occurrence.unit
    let name = occurrence.symbol.typeName
    let symbol = symbol(
      symbolBase(occurrence, name), for: occurrence.key, .tool, unit)
    let tool = Thing(AssetID(.tool, "repo", "\(native(unit))#\(symbol)"), .tool, name)
    guard !hasRecorded(tool) else { return [tool] }
    asset(tool, toolProperties(occurrence.construct.effects), line: occurrence.line, in: unit)
    contain(tool, line: occurrence.line, in: unit)
    for server in mcpServers(occurrence) {
      relate(server, tool, role: "tools", line: occurrence.line, in: unit)
    }
    return [tool]
  }

  /// Servers by name, as a map of clients' settings has them.
  func mcpServers(
    _ entries: [(key: String, value: Meaning)], at place: CodePlace
  ) -> [Thing] {
    let unit = project.units[place.unit]
    func server(
      _ fields: [(key: String, value: Meaning)], _ name: String?, at place: CodePlace
    ) -> Thing? {
      func values(_ keys: [String]) -> [Meaning] {
        fields.filter { keys.contains($0.key) }.map(\.value)
      }
      let home = project.units[place.unit]
      let line = home.outline.line(place.node)
      let command = values(["command"])
      let url = values(["url", "server_url", "serverUrl", "connector_id", "connectorId", "httpUrl"])
      let known = mcpServer(
        command: command, arguments: values(["args", "arguments"]), url: url,
        environment: values(["env"]), name: name, line: line, in: home)
      var thing = known
      if thing == nil, let name, !(command + url).isEmpty {
        thing = unknownServer(name, at: .place(place), line: line, in: home)
      }
      if let thing { allowedTools(fields, of: thing) }
      return thing
    }
    let label =
      entries.last { ["server_label", "serverLabel", "name"].contains($0.key) }?.value.literal
      ?? entries.last { $0.key == "type" }.flatMap { $0.value.literal == "mcp" ? "mcp" : nil }
    if let thing = server(entries, label, at: place) { return [thing] }
    return entries.flatMap { entry -> [Thing] in
      guard case .object(let fields, let inside) = entry.value else {
        return things(of: entry.value, .mcp, in: unit, owner: entry.key)
      }
      if let inner = fields.first(where: { $0.key == "mcpServers" }),
        case .object(let servers, let place) = inner.value
      {
        return mcpServers(servers, at: place)
      }
      return server(fields, entry.key, at: inside).map { [$0] } ?? []
    }
  }

  /// The tools of a server that a request allows: `"tool_configuration": {"allowed_tools": ["search"]}`.
  private func allowedTools(
    _ fields: [(key: String, value: Meaning)], of server: Thing
  ) {
    var lists: [Meaning] = []
    for field in fields {
      if field.key == "allowed_tools" { lists.append(field.value) }
      guard field.key == "tool_configuration", case .object(let inner, _) = field.value else {
        continue
      }
      lists += inner.filter { $0.key == "allowed_tools" }.map(\.value)
    }
    for case .list(let items, _) in lists {
      for case .text(let name, let place) in items.prefix(Self.mostAllowed) {
        guard !name.isEmpty, name.utf8.count <= 120 else { continue }
        let unit = project.units[place.unit]
        let line = unit.outline.line(place.node)
        let tool = Thing(
          AssetID(.tool, "repo", "\(native(unit))#\(server.name)/\(name)"), .tool, name)
        asset(tool, line: line, in: unit)
        relate(server, tool, role: "tools", line: line, in: unit)
      }
    }
  }

  /// Tools of a request that are recorded.
  private static let mostAllowed = 64

  /// A server whose command or address comes from elsewhere: an argument, a setting.
  private func unknownServer(_ occurrence: Occurrence) -> Thing? {
    let arguments = occurrence.construct.arguments
    // What takes a server as it is may be given one of any kind.
    guard arguments["server"] == nil || arguments["url"] == nil && arguments["command"] == nil
    else { return nil }
    let role = ["command", "url", "server"].first { role in
      occurrence.calls.contains { reader.expression(arguments[role] ?? [], of: $0) != nil }
    }
    // A service of the provider goes by its label alone.
    let isHosted =
      occurrence.construct.facts["transport"] == "http" && literal(of: "name", occurrence) != nil
    guard role != nil || isHosted else { return nil }
    // The variable of a connection is not what the server is called, if anything says more.
    let names = [
      environmentVariable("url", occurrence), name(of: occurrence),
      role.flatMap { argumentLabel($0, occurrence) },
    ].compactMap { $0 }
    let name =
      names.first { !facts.texts.isPlain($0) } ?? holderName(of: occurrence) ?? names.first
      ?? occurrence.symbol.last
    return unknownServer(name, at: occurrence.key, line: occurrence.line, in: occurrence.unit)
  }

  /// The class in which a client is made, else the file.
  private func holderName(of occurrence: Occurrence) -> String? {
    guard case .place(let place) = occurrence.key else { return nil }
    let unit = project.units[place.unit]
    if let owner = unit.enclosingClass(unit.outline.scope(place.node))?.classDefinition {
      return unit.outline.className(owner)
    }
    return tellingFile(unit)
  }

  /// The one server of settings that say how it is reached by what comes from elsewhere: `MCPClient({"url": url})`.
  private func settingsServer(_ occurrence: Occurrence) -> Thing? {
    let isServer = values(of: "server", occurrence).contains { value in
      guard case .object(let entries, _) = value else { return false }
      return entries.contains { ["url", "command", "serverUrl", "httpUrl"].contains($0.key) }
    }
    guard isServer else { return nil }
    return unknownServer(
      name(of: occurrence) ?? occurrence.symbol.last, at: occurrence.key, line: occurrence.line,
      in: occurrence.unit)
  }

  private func unknownServer(
    _ name: String, at key: ThingKey, line: Int, in unit: SourceUnit
  ) -> Thing {
    var base = name
    if case .place(let place) = key {
      base = unit.qualified(name, at: unit.outline.scope(place.node))
    }
    let symbol = symbol(base, for: key, .mcpServer, unit)
    let thing = Thing(AssetID(.mcpServer, "repo", "\(native(unit))#\(symbol)"), .mcpServer, name)
    asset(thing, line: line, in: unit, confidence: 0.7 * confidence(unit))
    return thing
  }

  /// An address, also one of which a program fills in what stands behind the host:
  /// `https://example.org/mcp?key={key}`.
  private static func address(_ value: Meaning) -> String? {
    if let text = value.literal { return text.contains("://") ? text : nil }
    guard case .template(let pieces, _) = value, case .text(let text)? = pieces.first,
      let scheme = text.firstRange(of: "://"),
      let end = text[scheme.upperBound...].firstIndex(where: { $0 == "/" || $0 == "?" }),
      end > scheme.upperBound
    else { return nil }
    return String(text.prefix { $0 != "?" })
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
    if let text = command.lazy.compactMap(\.literal).first, !text.contains("://") {
      add("command", node(.text(text)))
      let words = arguments.flatMap { Self.words($0) }
      add("args", node(.sequence(words.map { node(.text($0)) })))
    } else if let text = url.lazy.compactMap(Self.address).first {
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
        facts: facts.mcp, client: "code", repository: unit.repository.native,
        folder: unit.folder.split(separator: "/"), scope: unit.scope,
        confidence: self.confidence(unit)
      ).record(entry, for: nil, &$0)
      let recorded = $0.observations.assets.last { $0.id == id }?.name
      thing = Thing(id, .mcpServer, recorded ?? name ?? id.text)
    }
    if let thing { recordArgument(of: thing, arguments, line: line, in: unit) }
    return thing
  }

  /// A server is seen where the word of its command line stands that names it, too.
  private func recordArgument(
    of server: Thing, _ arguments: [Meaning], line: Int, in unit: SourceUnit
  ) {
    for case .list(let items, _) in arguments {
      for case .text(let text, let place) in items.prefix(32)
      where place.unit == unit.index && text.utf8.count > 5 && text.contains(server.name) {
        let named = unit.outline.line(place.node)
        if named != line { asset(server, line: named, in: unit) }
        return
      }
    }
  }

  /// The server of the repository whose file a command starts, where there is just one in it.
  private func localServer(started words: [String], from unit: SourceUnit) -> Thing? {
    for word in words where !word.contains("://") {
      let name = word.split(separator: "/").last.map(String.init) ?? word
      guard Self.isScript(name) else { continue }
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
