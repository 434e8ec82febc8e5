import Estate
import Formats

/// Records a pipeline of Haystack that is kept as YAML: its components by their classes, and what flows from
/// one to another.
struct HaystackRecording {
  let agents: AgentFileRecording

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    let components = (root["components"]?.entries ?? []).prefix(500).filter { entry in
      entry.value["type"]?.text.map { $0.hasPrefix("haystack") || $0.contains("haystack_") }
        ?? false
    }
    guard !components.isEmpty else { return }
    let pipeline = agents.agent(
      "pipeline", name: String(agents.entry.name.prefix { $0 != "." }),
      ["framework": "haystack", "type": "workflow"], line: root["components"]?.line ?? 1, &record)
    for component in components {
      let type = component.value["type"]?.text ?? ""
      let parameters = component.value["init_parameters"] ?? component.value
      recordStores(in: parameters, pipeline, depth: 0, &record)
      if let store = parameters["document_store"], type.hasSuffix("Retriever"),
        let kind = store["type"]?.text
      {
        // What looks things up is where the store is used.
        self.store(
          component.key, kind, store["init_parameters"] ?? store, pipeline, component.line, &record)
      }
      guard let meaning = agents.facts.component(type) else { continue }
      switch meaning {
      case .model, .embedding:
        guard let node = parameters["model"] ?? parameters["azure_deployment"],
          let literal = node.text
        else { continue }
        agents.use(
          literal, provider: agents.facts.provider(ofComponent: type), by: pipeline,
          line: node.line, role: meaning == .embedding ? "embedding" : nil, &record)
      case .vectorIndex: store(component.key, type, parameters, pipeline, component.line, &record)
      case .prompt: prompt(component.key, parameters, pipeline, &record)
      case .tool, .memory, .agent, .source, .trigger: break
      }
    }
  }

  /// Stores are written within what looks things up in them.
  private func recordStores(
    in node: DocumentNode, _ pipeline: AssetID, depth: Int, _ record: inout Recorder
  ) {
    guard depth < 4 else { return }
    for entry in node.entries where entry.value.isMapping {
      if let type = entry.value["type"]?.text, agents.facts.component(type) == .vectorIndex {
        store(
          entry.key, type, entry.value["init_parameters"] ?? entry.value, pipeline, entry.line,
          &record)
      } else {
        recordStores(in: entry.value, pipeline, depth: depth + 1, &record)
      }
    }
  }

  private func store(
    _ key: String, _ type: String, _ parameters: DocumentNode, _ pipeline: AssetID, _ line: Int,
    _ record: inout Recorder
  ) {
    let name = String(type.split(separator: ".").last ?? "")
    let index = ["index", "collection_name", "table_name"].lazy
      .compactMap { parameters[$0]?.text }.first
    let id = record.asset(
      AssetID(.vectorIndex, "repo", "\(agents.native)#\(index ?? name)"), .vectorIndex,
      name: PlainLine.of(name),
      properties: [
        "engine": .text(agents.facts.engine(ofComponent: type)), "scope": .text(agents.scope),
      ], line: line, confidence: agents.confidence)
    record.relation(.retrievesFrom, from: pipeline, to: id, line: line)
  }

  private func prompt(
    _ key: String, _ parameters: DocumentNode, _ pipeline: AssetID, _ record: inout Recorder
  ) {
    let template = parameters["template"]
    let messages = template?.items.compactMap { message -> String? in
      let parts = message["content"]?.items.compactMap { $0["text"]?.text } ?? []
      return parts.isEmpty ? message["content"]?.text ?? message["_content"]?.text : parts.joined()
    }
    guard let text = template?.text ?? messages?.joined(separator: "\n"), !text.isEmpty else {
      return
    }
    agents.prompt(
      text, key, name: key, role: "user", line: template?.line, of: pipeline, &record)
  }
}
