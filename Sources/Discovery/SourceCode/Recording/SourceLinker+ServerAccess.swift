import Estate
import Formats

/// Whether servers of the Model Context Protocol that listen on the network ask who calls.
extension SourceLinker {
  /// What the code says, in one place or several, of who gets into a server.
  struct ServerAccess {
    let name: String
    /// Where it is told to listen.
    var listening: (unit: SourceUnit, line: Int)?
    /// What makes it takes a check of callers, so that none given means none made.
    var takesCheck = false
    /// A check is given, or a layer that may be one.
    var mayCheck = false
  }

  /// `host="0.0.0.0", auth=verifier`
  func access(of occurrence: Occurrence) -> [String: Value] {
    var properties: [String: Value] = [:]
    if let host = literal(of: "host", occurrence) { properties["bind_address"] = .text(host) }
    if !values(of: "auth", occurrence).isEmpty { properties["authenticated"] = true }
    return properties
  }

  func noteAccess(of server: Thing, _ occurrence: Occurrence) {
    let construct = occurrence.construct
    var access = serverAccess[server.id] ?? ServerAccess(name: server.name)
    if access.listening == nil, literal(of: "host", occurrence) != nil {
      access.listening = (occurrence.unit, occurrence.line)
    }
    if construct.product == .mcpServer, construct.arguments["auth"] != nil {
      access.takesCheck = true
    }
    access.mayCheck =
      access.mayCheck
      || ["auth", "layers"].contains { role in
        guard let selectors = construct.arguments[role] else { return false }
        return occurrence.calls.contains {
          reader.expression(selectors, of: $0) != nil || hasHiddenArguments($0)
        }
      }
    serverAccess[server.id] = access
  }

  /// `FastMCP(**options)`
  private func hasHiddenArguments(_ call: CodeCall) -> Bool {
    call.node == nil || reader.hasOpenSpread(call)
  }

  /// Says of servers that listen, and could have been given a check of callers, that they have none.
  func recordOpenServers() {
    for (id, access) in serverAccess.sorted(by: { $0.key < $1.key })
    where access.takesCheck && !access.mayCheck {
      guard let place = access.listening else { continue }
      asset(
        Thing(id, .mcpServer, access.name), ["authenticated": false], line: place.line,
        in: place.unit)
    }
  }
}
