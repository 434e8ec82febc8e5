import Estate
import Formats

/// Records a flow of Kestra: a workflow with the agents among its tasks, and the models, prompts, tools, servers,
/// indexes and sources of each.
struct KestraRecording {
  let agents: AgentFileRecording
  let mcp: McpClientFacts
  let defaults: TaskDefaults

  var facts: KestraFacts { agents.facts.kestra }
  /// Values that stand for many tasks are read with each: what a hostile file could make of that is bounded.
  private static let nodeLimit = 20_000
  private static let depthLimit = 24
  /// The key of agents that belong to another.
  private static let members = "agents"

  /// What a part of a flow belongs to.
  struct Place {
    /// The agent or workflow that uses it.
    let user: AssetID
    /// What tells its parts from those of others.
    let symbol: String
    /// Where the task is named that asks a model.
    let line: Int
    var isEmbedding = false
    /// Whether an index is filled here, and nothing is looked up.
    var isIngestion = false
  }

  private final class Count {
    var nodes = 0
    /// Agents without a name so far.
    var nameless = 0
  }
  private let count = Count()

  init(agents: AgentFileRecording, mcp: McpClientFacts, root: DocumentNode) {
    (self.agents, self.mcp) = (agents, mcp)
    defaults = TaskDefaults(root)
  }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    guard let id = root["id"], let name = id.text, root["namespace"] != nil,
      uses(root, depth: 0)
    else { return }
    let workflow = agents.agent(
      "flow", name: name, ["framework": "kestra", "type": "workflow"], line: id.line, &record)
    let place = Place(user: workflow, symbol: "flow", line: id.line)
    for entry in root.entries where !["pluginDefaults", "taskDefaults"].contains(entry.key) {
      visit(entry.value, place, depth: 0, &record)
    }
  }

  /// Whether any task is one of AI.
  private func uses(_ node: DocumentNode, depth: Int) -> Bool {
    guard depth < Self.depthLimit else { return false }
    if let type = node["type"]?.text, facts.type(type) != nil { return true }
    return node.items.contains { uses($0, depth: depth + 1) }
      || node.entries.contains { uses($0.value, depth: depth + 1) }
  }

  private func visit(
    _ node: DocumentNode, _ place: Place, depth: Int, _ record: inout Recorder
  ) {
    count.nodes += 1
    guard depth < Self.depthLimit, count.nodes < Self.nodeLimit else { return }
    for item in node.items { visit(item, place, depth: depth + 1, &record) }
    guard node.isMapping else { return }
    guard let type = node["type"], let name = type.text, let known = facts.type(name) else {
      for entry in node.entries { visit(entry.value, place, depth: depth + 1, &record) }
      return
    }
    let task = defaults.complete(node, type: name)
    switch known.meaning {
    case .agent:
      agent(task, known, line: type.line, place, depth: depth, &record)
    case .call, .ingestion:
      call(task, known, line: type.line, place, depth: depth, &record)
    case .provider:
      model(of: task, known, line: type.line, place, &record)
    case .vectorIndex:
      _ = index(task, known, line: type.line, place, &record)
    case .memory:
      let last = Self.last(name)
      let id = record.asset(
        AssetID(.memory, "repo", "\(agents.native)#\(place.symbol)/\(last)"), .memory, name: last,
        properties: ["scope": .text(agents.scope)], line: type.line,
        confidence: agents.confidence)
      record.relation(.remembersIn, from: place.user, to: id, line: type.line)
    case .source:
      let source = source(
        AssetID(.contentSource, "repo", "\(agents.native)#\(Self.last(name))"), Self.last(name),
        type: known.content, line: type.line, &record)
      record.relation(.ingestedBy, from: source, to: place.user, line: type.line)
      parts(of: task, place, depth: depth, &record)
    case .tool:
      tool(named(task) ?? Self.last(name), Self.last(name), line: type.line, place, &record)
      if let signal = known.signal { record.signal(signal, on: place.user, line: type.line) }
    case .mcp:
      server(task, line: type.line, place, &record)
    }
  }

  private func parts(
    of task: DocumentNode, _ place: Place, depth: Int, _ record: inout Recorder
  ) {
    for entry in task.entries
    where entry.key != Self.members && (entry.value.isMapping || entry.value.isSequence) {
      var place = place
      place.isEmbedding = place.isEmbedding || facts.embeddingKeys.contains(entry.key)
      visit(entry.value, place, depth: depth + 1, &record)
    }
  }

  private func agent(
    _ task: DocumentNode, _ known: KestraFacts.TaskType, line: Int, _ place: Place, depth: Int,
    _ record: inout Recorder
  ) {
    let (name, key) = title(of: task)
    let symbol = "\(place.symbol)/\(key)"
    let line = task["id"]?.line ?? line
    let id = agents.agent(
      symbol, name: name, ["framework": "kestra", "type": "assistant"], line: line, &record)
    record.relation(.delegatesTo, from: place.user, to: id, line: line)
    if known.isTool { tool(name, key, line: line, place, &record) }
    let inner = Place(user: id, symbol: symbol, line: line)
    prompts(of: task, named: name, inner, &record)
    parts(of: task, inner, depth: depth, &record)
    for member in (task[Self.members]?.items ?? []).prefix(100) {
      // Those that a task has work one after another have no type of their own.
      guard member["type"] == nil else {
        visit(member, inner, depth: depth + 1, &record)
        continue
      }
      let (name, key) = title(of: member)
      let own = agents.agent(
        "\(symbol)/\(key)", name: name, ["framework": "kestra", "type": "assistant"],
        line: member.line, &record)
      record.relation(.delegatesTo, from: id, to: own, line: member.line)
      let inner = Place(user: own, symbol: "\(symbol)/\(key)", line: member.line)
      prompts(of: member, named: name, inner, &record)
      parts(of: member, inner, depth: depth, &record)
    }
  }

  private func call(
    _ task: DocumentNode, _ known: KestraFacts.TaskType, line: Int, _ place: Place, depth: Int,
    _ record: inout Recorder
  ) {
    let name = named(task) ?? Self.last(known.pattern)
    var inner = Place(user: place.user, symbol: "\(place.symbol)/\(name)", line: line)
    inner.isIngestion = known.meaning == .ingestion
    inner.isEmbedding = inner.isIngestion
    if known.provider != nil { model(of: task, known, line: line, inner, &record) }
    prompts(of: task, named: name, inner, &record)
    if inner.isIngestion { sources(of: task, inner, &record) }
    parts(of: task, inner, depth: depth, &record)
  }

  /// The model that a provider is set to, used where the task stands that asks it.
  private func model(
    of node: DocumentNode, _ known: KestraFacts.TaskType, line: Int, _ place: Place,
    _ record: inout Recorder
  ) {
    let provider = known.provider
    let literal = facts.modelKeys.lazy.compactMap { key in
      node[key].flatMap { value in value.text.map { (text: $0, line: value.line) } }
    }.first { !$0.text.contains("{{") }
    if let literal, let model = agents.facts.models.model(literal.text, provider: provider) {
      let id = record.model(
        model, scope: agents.scope, properties: place.isEmbedding ? ["role": "embedding"] : [:],
        line: literal.line, confidence: agents.confidence)
      record.relation(.usesModel, from: place.user, to: id, line: place.line)
    } else {
      agents.use(nil, provider: provider, by: place.user, line: place.line, &record)
    }
    for key in facts.addressKeys {
      guard let value = node[key], let text = value.text,
        let endpoint = ModelEndpoint(
          text, isNamed: true, isOfServer: true, agents.facts.providers)
      else { continue }
      endpoint.record(
        &record, in: agents.entry, scope: agents.scope, line: value.line,
        confidence: agents.confidence)
    }
  }

  private func prompts(
    of task: DocumentNode, named name: String, _ place: Place, _ record: inout Recorder
  ) {
    func prompt(_ node: DocumentNode, _ key: String, _ role: String, _ record: inout Recorder) {
      guard let text = node.text, Self.isWritten(text) else { return }
      agents.prompt(
        text, "\(place.symbol).\(key)", name: "\(name): \(key)", role: role, line: node.line,
        of: place.user, &record)
    }
    for (keys, role) in [(facts.systemKeys, "system"), (facts.userKeys, "user")] {
      for key in keys {
        if let node = task[key] { prompt(node, key, role, &record) }
      }
    }
    for (number, message) in (task["messages"]?.items ?? []).prefix(64).enumerated() {
      guard let content = message["content"] else { continue }
      let role = (message["type"] ?? message["role"])?.text?.lowercased() ?? "user"
      guard role == "system" || role == "user" else { continue }
      prompt(content, "messages.\(number)", role, &record)
    }
  }

  /// What an agent is called, and what tells it from others: those that are handed to others need no name.
  private func title(of task: DocumentNode) -> (name: String, key: String) {
    if let name = named(task) { return (name, name) }
    count.nameless += 1
    let described = task["description"]?.text.map { String($0.prefix(80)) }
    return (described ?? "agent \(count.nameless)", "agent-\(count.nameless)")
  }

  func named(_ task: DocumentNode) -> String? {
    [task["id"], task["name"]].lazy.compactMap { $0?.text }
      .first { !$0.isEmpty && !$0.contains("{{") && $0.utf8.count <= 200 }
  }

  static func last(_ type: String) -> String {
    type.split(separator: ".").last.map(String.init) ?? type
  }

  /// Whether a text says anything but what it is given: `{{ inputs.question }}` does not.
  private static func isWritten(_ text: String) -> Bool {
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      if rest[..<open.lowerBound].contains(where: \.isLetter) { return true }
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return false }
      rest = rest[close.upperBound...]
    }
    return rest.contains(where: \.isLetter)
  }
}
