import Estate
import Formats

/// Turns one server entry into the asset, its relations and its signals.
struct McpServerRecord {
  let facts: McpClientFacts
  /// Slug of the client.
  let client: String
  let repository: String
  /// Folder of the repository in which commands are run.
  let folder: [Substring]
  let scope: String
  let confidence: Double

  /// Records the server and gives its id.
  ///
  /// - Parameter agent: the client, where it is known.
  @discardableResult
  func record(
    _ entry: McpServerEntry, for agent: AssetID?, _ record: inout Recorder
  ) -> AssetID {
    var urls = Redaction(facts.secrets)
    let identity = McpServerIdentity(
      entry, clientSlug: client, repository: repository, facts, &urls)
    var arguments = Redaction(facts.secrets)
    let words = arguments.arguments(entry.words)
    var signals = McpServerSignals(entry, identity, facts)
    if identity.isBridge {
      // The address is one of the arguments.
      signals.secrets(arguments.found, in: "argument", line: entry.argumentsLine)
    } else {
      signals.secrets(urls.found, in: "url", line: entry.urlLine)
      signals.secrets(arguments.found, in: "argument", line: entry.argumentsLine)
    }
    for variable in entry.environment { secret(variable, in: "env", &signals) }
    for header in entry.headers { secret(header, in: "header", &signals) }

    let properties = properties(entry, identity, words, signals)
    let name =
      entry.name.isEmpty
      ? PlainLine.of(identity.label(words) ?? words.first ?? "?", limit: 120) : entry.name
    record.asset(
      identity.id, .mcpServer, name: name, properties: properties, line: entry.line,
      confidence: confidence)
    if let agent {
      record.relation(
        .connectsTo, from: agent, to: identity.id, line: entry.line, confidence: confidence)
    }
    for signal in signals.all {
      record.signal(
        signal.name, on: identity.id, detail: signal.detail, line: signal.line,
        confidence: confidence)
    }
    dependencies(entry, identity, &record)
    recordReferences(entry, of: identity.id, &record)
    return identity.id
  }

  /// The variables with secrets that the server is handed: `"X-API-Key": "$NOTES_API_KEY"`. Those that are known wherever they
  /// stand have a detector of their own.
  private func recordReferences(
    _ entry: McpServerEntry, of server: AssetID, _ record: inout Recorder
  ) {
    var seen: Set<String> = []
    for variable in entry.environment + entry.headers {
      let named = variable.value.map(ScriptAssignment.mentioned) ?? []
      let own = variable.name.hasSuffix("_API_KEY") ? [variable.name] : []
      for name in named.sorted() + own {
        guard facts.secretNames.secret(named: name) == nil,
          facts.secretNames.isSecret(heldBy: name), name == name.uppercased(),
          seen.insert(name).inserted
        else { continue }
        let id = record.asset(
          AssetID(.credential, "env", "\(repository)#\(name)"), .credential, name: name,
          properties: [
            "type": "environment-variable", "leaked": false, "state": "unknown",
            "scope": .text(scope),
          ], line: variable.line, confidence: 0.9 * confidence)
        record.relation(
          .contains, from: server, to: id, line: variable.line, confidence: 0.9 * confidence)
      }
    }
  }

  private func secret(
    _ variable: McpServerEntry.Variable, in place: String, _ signals: inout McpServerSignals
  ) {
    guard let value = variable.value else { return }
    var redaction = Redaction(facts.secrets)
    _ = redaction.value(value, named: variable.name)
    // A secret within the value, such as the password of an address, goes by the name of the variable.
    let found = redaction.found.map { Redaction.Found(name: variable.name, value: $0.value) }
    signals.secrets(found, in: place, line: variable.line)
  }

  private func properties(
    _ entry: McpServerEntry, _ identity: McpServerIdentity, _ words: [String],
    _ signals: McpServerSignals
  ) -> [String: Value] {
    let address = identity.address.flatMap { ServerAddress($0) }
    var properties: [String: Value] = [
      "transport": .text(transport(entry, identity)), "disabled": .boolean(entry.isDisabled),
      "shell": .boolean(signals.has("mcp.shell-wrapper")),
      "privileged": .boolean(signals.has("mcp.privileged-container")),
      "inline_secret": .boolean(signals.has("mcp.inline-secret")), "scope": .text(scope),
    ]
    if let command = words.first {
      properties["command"] = .text(command)
      properties["arguments"] = .texts(words.dropFirst())
    }
    if let text = identity.address { properties["url"] = .text(text) }
    if let address, address.isHostKnown || address.isEncrypted {
      properties["loopback"] = .boolean(address.isLoopback)
      properties["encrypted"] = .boolean(address.isEncrypted || address.isLoopback)
    }
    let names = Set(entry.environment.map(\.name)).sorted()
    if !names.isEmpty { properties["environment_names"] = .texts(names) }
    if !entry.autoApproved.isEmpty { properties["auto_approve"] = .texts(entry.autoApproved) }
    if !signals.broadPaths.isEmpty { properties["broad_paths"] = .texts(signals.broadPaths) }
    let hasHeader = entry.headers.contains { facts.secrets.isSecretName($0.name) }
    let hasQuery = address?.query.contains { facts.secrets.isSecretQuery($0.name) } ?? false
    if entry.hasAuthentication || hasHeader || hasQuery
      || (identity.isBridge && hasHeaderArgument(entry))
    {
      properties["authenticated"] = true
    }
    if let package = identity.package { properties["package"] = .text(package.purl) }
    if let program = identity.program {
      properties["pin"] = .text(program.pin.rawValue)
      if let version = program.version { properties["version"] = .text(PlainLine.of(version)) }
      if case .image(let image) = program.origin { properties["image"] = .text(image) }
      if let bind = bindAddress(program) { properties["bind_address"] = .text(bind) }
    }
    if let start = identity.start,
      let script = facts.scripts.key(repository, folder: folder, path: start)
    {
      properties["script"] = .text(script)
    }
    if let id = identity.startedID {
      if facts.known[id]?.isArchived == true { properties["archived"] = true }
      let program = identity.program
      if facts.known.isMalicious(id, version: program?.version, pin: program?.pin ?? .unpinned) {
        properties["malicious"] = true
      }
    }
    return properties
  }

  private func transport(_ entry: McpServerEntry, _ identity: McpServerIdentity) -> String {
    guard let address = identity.address else { return "stdio" }
    if !identity.isBridge, let transport = entry.transport, transport != "stdio" {
      return transport
    }
    if address.hasPrefix("ws") { return "websocket" }
    return ServerAddress(address)?.path.hasSuffix("/sse") == true ? "sse" : "http"
  }

  private func hasHeaderArgument(_ entry: McpServerEntry) -> Bool {
    entry.words.contains { $0.lowercased().hasPrefix("authorization:") }
  }

  private func bindAddress(_ program: LaunchedProgram) -> String? {
    var previous = ""
    for word in program.operands {
      if facts.bindArguments.contains(previous) { return PlainLine.of(word, limit: 128) }
      let parts = word.split(separator: "=", maxSplits: 1)
      if parts.count == 2, facts.bindArguments.contains(String(parts[0])) {
        return PlainLine.of(parts[1], limit: 128)
      }
      previous = word
    }
    return nil
  }

  private func dependencies(
    _ entry: McpServerEntry, _ identity: McpServerIdentity, _ record: inout Recorder
  ) {
    if let package = identity.package {
      record.asset(
        package.id, .package, name: package.name,
        properties: ["ecosystem": .text(package.ecosystem)],
        line: entry.argumentsLine, confidence: confidence)
      record.relation(
        .dependsOn, from: identity.id, to: package.id, line: entry.argumentsLine,
        confidence: confidence)
    }
    if case .image(let name) = identity.program?.origin, let image = ImageReference(name) {
      let line = entry.line(ofArgument: name)
      let id = ContainerRecording.image(
        image, scope: scope, line: line, confidence: confidence, &record)
      record.relation(.contains, from: identity.id, to: id, line: line, confidence: confidence)
    }
    guard let id = identity.startedID, let program = identity.program else { return }
    for advisory in facts.known.advisories(for: id, version: program.version, pin: program.pin) {
      let vulnerability = record.asset(
        AssetID(.vulnerability, "cve", advisory), .vulnerability, name: advisory,
        line: entry.argumentsLine, confidence: confidence)
      record.relation(
        .affectedBy, from: identity.id, to: vulnerability, line: entry.argumentsLine,
        confidence: confidence)
    }
  }
}
