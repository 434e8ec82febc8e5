import Estate
import Formats

/// Records what a file of the MCP Toolbox for Databases declares.
struct ToolboxRecording {
  let facts: ToolboxFacts
  let models: ModelNames
  let entry: FileEntry
  let scope: String

  private var native: String { "\(entry.repository.native)/\(entry.pathInRepository)" }
  private var confidence: Double { scope == "product" ? 1 : 0.8 }
  private var properties: [String: Value] { ["scope": .text(scope)] }

  func record(_ file: ToolboxFile, _ record: inout Recorder) {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let line = file.tools.map(\.line).min()
    let server = record.asset(
      AssetID(.mcpServer, "repo", native), .mcpServer,
      name: PlainLine.of("MCP Toolbox (\(ProjectFolder(of: entry).name))"), properties: properties,
      line: line, confidence: 0.9 * confidence)
    record.relation(.contains, from: entry.repository.id, to: server, line: line)
    var stores: [String: AssetID] = [:]
    for source in file.sources {
      guard let engine = facts.engine(source.kind) else { continue }
      stores[source.name] = record.asset(
        AssetID(.dataStore, "repo", "\(native)#\(source.name)"), .dataStore,
        name: PlainLine.of(source.name),
        properties: ["type": "database", "engine": .text(engine)], line: source.line,
        confidence: confidence)
    }
    for tool in file.tools { recordTool(tool, of: server, stores, &record) }
    for part in file.models {
      guard let node = part.node["model"], let literal = node.text,
        let model = models.model(literal, provider: models.provider(prefix: part.kind))
      else { continue }
      let id = record.model(
        model, scope: scope, properties: ["role": "embedding"], line: node.line,
        confidence: confidence)
      record.relation(.contains, from: server, to: id, line: node.line)
    }
    for part in file.prompts { recordPrompt(part, of: server, &record) }
  }

  private func recordTool(
    _ tool: ToolboxFile.Part, of server: AssetID, _ stores: [String: AssetID],
    _ record: inout Recorder
  ) {
    let statement = tool.node["statement"]
    let actions = facts.actions(tool.kind, statement: statement?.text)
    let effects = Set(actions.map { $0.hasPrefix("database") ? "database" : "network" })
    var properties = properties
    if !effects.isEmpty { properties["effects"] = .texts(effects.sorted()) }
    let id = record.asset(
      AssetID(.tool, "repo", "\(native)#\(tool.name)"), .tool, name: PlainLine.of(tool.name),
      properties: properties, line: tool.line, confidence: confidence)
    record.relation(.provides, from: server, to: id, line: tool.line)
    for type in actions {
      let action = record.asset(
        AssetID(.action, "repo", "\(native)#\(tool.name)/\(type)"), .action, name: type,
        properties: ["type": .text(type)], line: tool.line, confidence: confidence)
      record.relation(.performs, from: id, to: action, line: tool.line)
    }
    if let store = tool.node["source"]?.text.flatMap({ stores[$0] }) {
      if actions.isEmpty || actions.contains("database-read") {
        record.relation(.reads, from: id, to: store, line: tool.line)
      }
      if actions.contains("database-write") {
        record.relation(.writes, from: id, to: store, line: tool.line)
      }
    }
    if let statement { recordModels(in: statement, of: server, &record) }
  }

  /// The models that a statement asks by name: `embedding('text-embedding-005', $1)`.
  private func recordModels(
    in statement: DocumentNode, of server: AssetID, _ record: inout Recorder
  ) {
    guard let text = statement.text, text.utf8.count <= 65_536 else { return }
    let lines = text.split(whereSeparator: \.isNewline)
    // A text of several lines begins below its key.
    let first = statement.line + (text.contains("\n") ? 1 : 0)
    for (number, line) in lines.enumerated() {
      for literal in QuotedLiterals.of(line, comment: "--") {
        guard let model = models.recognized(literal) else { continue }
        let id = record.model(
          model, scope: scope, line: first + number, confidence: 0.9 * confidence)
        record.relation(.contains, from: server, to: id, line: first + number)
      }
    }
  }

  private func recordPrompt(
    _ part: ToolboxFile.Part, of server: AssetID, _ record: inout Recorder
  ) {
    let texts = (part.node["messages"]?.items ?? []).compactMap { $0["content"]?.text }
    guard !texts.isEmpty else { return }
    let id = record.asset(
      AssetID(.prompt, "repo", "\(native)#prompts.\(part.name)"), .prompt,
      name: PlainLine.of(part.name),
      properties: PromptText(texts.joined(separator: "\n")).properties(
        role: "template", scope: scope), line: part.line, confidence: confidence)
    record.relation(.contains, from: server, to: id, line: part.line)
  }
}
