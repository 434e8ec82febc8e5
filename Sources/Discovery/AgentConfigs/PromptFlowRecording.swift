import Estate
import Formats

/// Records a flow of Azure Prompt Flow, `flow.dag.yaml`: a workflow whose nodes ask models with templates that stand
/// in files beside it.
struct PromptFlowRecording {
  let agents: AgentFileRecording

  private static let nodeLimit = 500
  private static let modelKeys = ["deployment_name", "model"]

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    let nodes = (root["nodes"]?.items ?? []).prefix(Self.nodeLimit).flatMap { node in
      [node] + variants(of: node, root)
    }
    let asking = nodes.filter { $0["type"]?.text == "llm" }
    guard root["outputs"] != nil || root["inputs"] != nil, !asking.isEmpty else { return }
    let folder = ProjectFolder(of: agents.entry).name
    let line = root["nodes"]?.line ?? 1
    let workflow = agents.agent(
      "flow", name: folder, ["framework": "promptflow", "type": "workflow"], line: line, &record)
    for node in asking {
      model(of: node, workflow, &record)
      prompt(of: node, workflow, &record)
    }
    for node in nodes where node["type"]?.text == "prompt" { prompt(of: node, workflow, &record) }
  }

  /// Forms of a node that are tried against each other.
  private func variants(of node: DocumentNode, _ root: DocumentNode) -> [DocumentNode] {
    guard node["use_variants"]?.boolean == true, let name = node["name"]?.text,
      let variants = root["node_variants"]?[name]?["variants"]
    else { return [] }
    return variants.entries.prefix(50).compactMap { $0.value["node"] }
  }

  private func model(
    of node: DocumentNode, _ workflow: AssetID, _ record: inout Recorder
  ) {
    let name = Self.modelKeys.lazy.compactMap { node["inputs"]?[$0] }
      .first { $0.text.map { !$0.isEmpty && !$0.hasPrefix("$") } ?? false }
    let provider = node["provider"]?.text.flatMap {
      agents.facts.provider(ofComponent: $0)
    }
    agents.use(
      name?.text, provider: provider, by: workflow, line: name?.line ?? node.line, &record)
  }

  /// The template that a node fills in: the prompt is the file.
  private func prompt(
    of node: DocumentNode, _ workflow: AssetID, _ record: inout Recorder
  ) {
    guard let path = node.at("source.path"), let text = path.text, text.utf8.count <= 300,
      let file = WrittenPath(text), !text.contains(".."), !text.hasSuffix(".py")
    else { return }
    let id = record.asset(
      AssetID(
        .prompt, "repo", ProjectFolder(of: agents.entry, relative: file.text).native),
      .prompt, name: PlainLine.of(file.text), properties: ["scope": .text(agents.scope)],
      line: path.line, confidence: 0.9 * agents.confidence)
    record.relation(.hasPrompt, from: workflow, to: id, line: path.line)
  }
}
