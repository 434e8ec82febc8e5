import Estate
import Formats

/// Where code is a client of servers that it is told of elsewhere.
extension SourceLinker {
  /// An entry of a client's settings that stands by itself:
  /// `{"name": "files", "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem"]}`.
  func serverEntry(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.family == .python || unit.family == .script else { return }
    let keys = outline.children(node).compactMap { outline.key(ofPair: $0) }
    guard keys.contains("command"), keys.contains("args"),
      case .object(let entries, let place) = reader.meaning(node, in: unit),
      place == CodePlace(unit: unit.index, node: node),
      case .list(let arguments, _)? = entries.last(where: { $0.key == "args" })?.value,
      arguments.contains(where: { $0.literal.map(Self.speaksOfServer) == true })
    else { return }
    // An entry without a name goes by its key.
    guard !entries.contains(where: { $0.key == "name" }), let parent = unit.parent(of: node),
      outline.kind(parent) == .pair, let key = outline.key(ofPair: parent)
    else {
      _ = mcpServers(entries, at: place)
      return
    }
    _ = mcpServers([(key, .object(entries, place))], at: place)
  }

  /// Whether an argument of a command names a server: `@modelcontextprotocol/server-github`, `mcp-server-fetch`.
  private static func speaksOfServer(_ argument: String) -> Bool {
    argument.utf8.count < 200
      && (argument.hasPrefix("@modelcontextprotocol/")
        || NameWords.texts(of: argument).contains("mcp"))
  }

  /// The address of a server that a variable is called after: `MCP_SERVER_URL = "https://example.org/mcp"`.
  func serverAddress(_ text: String, named name: String, at place: CodePlace) {
    let unit = project.units[place.unit]
    let words = NameWords.texts(of: name)
    guard unit.scope != "test", words.contains("mcp"),
      !words.contains(where: ["docs", "documentation", "help", "homepage", "repo"].contains),
      text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count < 300,
      !facts.texts.namesLink(name)
    else { return }
    let entries = [(key: "url", value: Meaning.text(text, place))]
    for thing in mcpServers(entries, at: place) {
      contain(thing, line: unit.outline.line(place.node), in: unit)
    }
  }

  /// The servers that clients of the same function, else of the same class, reach: a session works on what has
  /// been opened before it.
  func serversBeside(_ occurrence: Occurrence) -> [Thing] {
    guard case .place(let place) = occurrence.key else { return [] }
    let unit = project.units[place.unit]
    let scope = unit.outline.scope(place.node)
    func servers(in scope: Scope) -> [Thing] {
      var things: [Thing] = []
      for client in (openedClients[unit.index]?[scope] ?? []).prefix(Self.mostClients) {
        for thing in mcpServers(client) where !things.contains(thing) { things.append(thing) }
      }
      return things
    }
    let near = servers(in: scope)
    guard near.isEmpty, let owner = unit.enclosingClass(scope) else { return near }
    return servers(in: owner)
  }

  /// Notes the clients that open what sessions work on, by the function and the class that they stand in.
  func noteOpenedClients() {
    for occurrence in occurrences {
      guard occurrence.construct.product == .mcpClient,
        occurrence.construct.arguments["session"] == nil, case .place(let place) = occurrence.key
      else { continue }
      let unit = project.units[place.unit]
      let scope = unit.outline.scope(place.node)
      openedClients[unit.index, default: [:]][scope, default: []].append(occurrence)
      guard let owner = unit.enclosingClass(scope), owner != scope else { continue }
      openedClients[unit.index, default: [:]][owner, default: []].append(occurrence)
    }
  }

  /// Clients of a function, or of a file, that are looked at.
  private static let mostClients = 64
  private static let mostInstances = 16

  /// A class of the repository that is called a client of servers is seen where it is made:
  /// `client = MCPClient()`.
  func recordOwnClients(in unit: SourceUnit) {
    let outline = unit.outline
    for index in 0..<outline.classCount {
      let words = NameWords.texts(of: outline.className(index))
      guard words.contains("mcp"), words.contains("client") else { continue }
      let key = ThingKey.definition(unit: unit.index, index: index)
      let places = callers[key].prefix(Self.mostInstances)
      guard !places.isEmpty, occurrence(for: key) == nil else { continue }
      // What a class of the file connects to, which this one may only manage.
      let clients = occurrences.filter {
        $0.unit.index == unit.index && $0.construct.product == .mcpClient
      }
      var servers: [Thing] = []
      for client in clients.prefix(Self.mostClients) {
        for thing in mcpServers(client) where !servers.contains(thing) { servers.append(thing) }
      }
      for place in places {
        let home = project.units[place.unit]
        guard home.scope != "test", home.scope != "vendored" else { continue }
        for server in servers.prefix(Self.mostServers) {
          asset(server, line: home.outline.line(place.node), in: home, confidence: 0.6)
        }
      }
    }
  }

  /// A class that reaches more is the client of no one of them.
  private static let mostServers = 4
}
