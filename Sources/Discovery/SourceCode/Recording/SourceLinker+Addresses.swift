import Estate
import Formats

/// By what others know a server or an agent that the code defines.
extension SourceLinker {
  /// The file and the package that a server is started from, where there is no other server in them.
  func startOfServer(_ occurrence: Occurrence) -> [String: Value] {
    let unit = occurrence.unit
    var properties: [String: Value] = [:]
    guard let script = script(unit) else { return [:] }
    if serversByScript[script]?.count == 1 { properties["script"] = .text(script) }
    let project = projectFolder(unit).native
    if unit.scope == "product", serversByProject[project]?.count == 1,
      let package = layout.packages[project]
    {
      properties["package"] = .text(package)
    }
    return properties
  }

  /// The address of an agent of another program, or of the card that an agent has of itself.
  func agentAddress(_ occurrence: Occurrence) -> String? {
    guard let url = literal(of: "url", occurrence), let address = ServerAddress(url),
      address.isHostKnown
    else { return nil }
    var redaction = Redaction(facts.mcp.secrets)
    var text = redaction.address(url)[...]
    if let card = text.firstRange(of: "/.well-known/") { text = text[..<card.lowerBound] }
    while text.hasSuffix("/") { text = text.dropLast() }
    return PlainLine.of(text)
  }

  func script(_ unit: SourceUnit) -> String? {
    facts.mcp.scripts.key(unit.repository.native, folder: [], path: unit.pathInRepository)
  }

  /// Notes where servers are defined, before any is recorded.
  func countServers() {
    for occurrence in occurrences where occurrence.construct.product == .mcpServer {
      guard let script = script(occurrence.unit) else { continue }
      serversByScript[script, default: []].insert(occurrence.key)
      if occurrence.unit.scope == "product" {
        serversByProject[projectFolder(occurrence.unit).native, default: []].insert(occurrence.key)
      }
    }
  }
}
