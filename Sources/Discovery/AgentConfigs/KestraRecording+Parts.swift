import Estate
import Formats

/// What tasks of flows of Kestra work with: sources, indexes, tools, and servers of the Model Context Protocol.
extension KestraRecording {
  /// What an index is filled with.
  func sources(of task: DocumentNode, _ place: Place, _ record: inout Recorder) {
    var found: [(id: AssetID, line: Int)] = []
    for item in facts.sourceURLs.flatMap({ task[$0]?.items ?? [] }).prefix(200) {
      guard let text = item.text, text.contains("://"), !text.contains("{{"),
        text.utf8.count <= 500
      else { continue }
      let address = String(text.prefix { $0 != "?" && $0 != "#" })
      found.append(
        (
          source(
            AssetID(.contentSource, "url", address), address, type: "web", line: item.line,
            &record), item.line
        ))
    }
    for node in facts.sourcePaths.compactMap({ task[$0] }) {
      guard let text = node.text, !text.contains("{{"), text.utf8.count <= 300,
        let path = WrittenPath(text)
      else { continue }
      let id = path.id(.contentSource, in: agents.native)
      found.append((source(id, path.text, type: "file", line: node.line, &record), node.line))
    }
    for node in facts.sourceTexts.compactMap({ task[$0] }) where !node.items.isEmpty {
      let id = AssetID(.contentSource, "repo", "\(agents.native)#\(place.symbol).documents")
      let name = "Documents of \(named(task) ?? "the flow")"
      found.append((source(id, name, type: "text", line: node.line, &record), node.line))
    }
    guard let store = task["embeddings"], let type = store["type"]?.text,
      let known = facts.type(type), known.meaning == .vectorIndex
    else { return }
    let filled = index(
      defaults.complete(store, type: type), known, line: store["type"]?.line ?? store.line, place,
      &record)
    for (id, line) in found { record.relation(.feeds, from: id, to: filled, line: line) }
  }

  func source(
    _ id: AssetID, _ name: String, type: String?, line: Int, _ record: inout Recorder
  ) -> AssetID {
    var properties: [String: Value] = ["scope": .text(agents.scope)]
    if let type { properties["type"] = .text(type) }
    if type == "web" || type == "search" { properties["trust"] = "untrusted" }
    record.asset(
      id, .contentSource, name: PlainLine.of(name), properties: properties, line: line,
      confidence: agents.confidence)
    record.relation(.contains, from: agents.entry.repository.id, to: id, line: line)
    return id
  }

  func index(
    _ store: DocumentNode, _ known: KestraFacts.TaskType, line: Int, _ place: Place,
    _ record: inout Recorder
  ) -> AssetID {
    let name = facts.indexKeys.lazy.compactMap { store[$0]?.text }.first { !$0.contains("{{") }
    let engine = known.engine ?? "other"
    let id = record.asset(
      AssetID(.vectorIndex, "repo", "\(agents.native)#\(engine).\(name ?? "")"), .vectorIndex,
      name: PlainLine.of(name ?? store["type"]?.text.map(Self.last) ?? engine),
      properties: ["engine": .text(engine), "scope": .text(agents.scope)], line: line,
      confidence: agents.confidence)
    if place.isIngestion {
      record.relation(.contains, from: agents.entry.repository.id, to: id, line: line)
    } else {
      record.relation(.retrievesFrom, from: place.user, to: id, line: line)
    }
    return id
  }

  func tool(
    _ name: String, _ type: String, line: Int, _ place: Place, _ record: inout Recorder
  ) {
    let id = record.asset(
      AssetID(.tool, "repo", "\(agents.native)#\(place.symbol)/\(type).\(name)"), .tool,
      name: PlainLine.of(name), properties: ["scope": .text(agents.scope)], line: line,
      confidence: agents.confidence)
    record.relation(.canCall, from: place.user, to: id, line: line)
  }

  /// A server of the Model Context Protocol that a task starts, or reaches by its address.
  func server(
    _ task: DocumentNode, line: Int, _ place: Place, _ record: inout Recorder
  ) {
    guard let node = Self.serverNode(task),
      let entry = try? McpServerEntry(node, name: nil, line: line, fields: mcp.fields)
    else { return }
    let id = McpServerRecord(
      facts: mcp, client: "kestra", repository: agents.entry.repository.native, folder: [],
      scope: agents.scope, confidence: agents.confidence
    ).record(entry, for: nil, &record)
    record.relation(.connectsTo, from: place.user, to: id, line: line)
  }

  /// The task in the words of clients of the protocol: an image is started by Docker.
  private static func serverNode(_ task: DocumentNode) -> DocumentNode? {
    var fields: [DocumentEntry] = []
    func add(_ key: String, _ value: DocumentNode, line: Int) {
      fields.append(DocumentEntry(key: key, line: line, value: value))
    }
    if let image = task["image"], let name = image.text {
      guard !name.contains("{{") else { return nil }
      func word(_ text: String) -> DocumentNode { DocumentNode(.text(text), line: image.line) }
      let binds = (task["binds"]?.items ?? []).prefix(32).flatMap { [word("-v"), $0] }
      let words =
        [word("run"), word("-i"), word("--rm")] + binds + [image] + (task["command"]?.items ?? [])
      add("command", word("docker"), line: image.line)
      add("args", DocumentNode(.sequence(words), line: image.line), line: image.line)
    } else if let command = task["command"] {
      add("command", command, line: command.line)
    } else if let url = task["sseUrl"] ?? task["url"], let text = url.text, !text.contains("{{") {
      add("url", url, line: url.line)
    } else {
      return nil
    }
    if let environment = task["env"] { add("env", environment, line: environment.line) }
    if let headers = task["headers"] { add("headers", headers, line: headers.line) }
    return DocumentNode(.mapping(fields), line: task.line)
  }
}
