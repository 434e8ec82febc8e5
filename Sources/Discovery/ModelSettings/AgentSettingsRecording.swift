import Estate
import Formats

/// Records the agents that settings define: resources of clouds, and descriptions with instructions, a model
/// and tools.
struct AgentSettingsRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String

  /// What a node says of an agent.
  private struct Definition {
    let name: String
    /// Nil where what the agent is told stands elsewhere.
    let prompt: DocumentNode?
    let model: DocumentNode?
    var provider: String?
    var tools: [DocumentNode] = []
    let path: [String]
    let line: Int
  }

  /// Most agents of a file.
  private static let limit = 100
  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    var found: [Definition] = []
    visit(root, path: [], &found)
    for definition in found { self.record(definition, &record) }
  }

  private func visit(_ node: DocumentNode, path: [String], _ found: inout [Definition]) {
    guard path.count < 16, found.count < Self.limit else { return }
    for (number, item) in node.items.enumerated() where item.isMapping {
      visit(item, path: path + ["\(number)"], &found)
    }
    guard node.isMapping else { return }
    if let definition = resource(node, path) ?? described(node, path) {
      found.append(definition)
      return
    }
    for entry in node.entries where entry.value.isMapping || entry.value.isSequence {
      visit(entry.value, path: path + [entry.key], &found)
    }
  }

  /// `Type: AWS::Bedrock::Agent`, `resource "aws_bedrockagent_agent" "support"`
  private func resource(_ node: DocumentNode, _ path: [String]) -> Definition? {
    let type = node["Type"]?.text ?? path.dropLast().last
    guard let type, let resource = facts.resources[type], resource.kind == .agent,
      let (settings, part) = resource.settings(of: node)
    else { return nil }
    let name = resource.name.flatMap { settings[$0] }
    return Definition(
      name: name?.text ?? path.last ?? type, prompt: resource.prompt.flatMap { settings[$0] },
      model: resource.model.flatMap { settings.at($0) }, provider: resource.provider,
      path: path + part + [resource.prompt ?? ""], line: name?.line ?? node.line)
  }

  /// Instructions beside a model and tools.
  private func described(_ node: DocumentNode, _ path: [String]) -> Definition? {
    guard let key = facts.agentPromptKeys.first(where: { node[$0]?.text != nil }),
      let prompt = node[key], (prompt.text?.utf8.count ?? 0) >= 20, let model = node["model"],
      facts.agentSigns.contains(where: { node[$0] != nil })
    else { return nil }
    let given = path.last.flatMap { Int($0) == nil ? $0 : nil }
    let file = String(entry.name.prefix { $0 != "." })
    let literal = model.text == nil ? model["name"] ?? model["id"] ?? model["model"] : model
    return Definition(
      name: node["name"]?.text ?? node["id"]?.text ?? given ?? file, prompt: prompt,
      model: literal, provider: (model["provider"] ?? node["provider"])?.text,
      tools: node["tools"]?.items ?? [], path: path + [key],
      line: node["name"]?.line ?? node.line)
  }

  private func record(_ definition: Definition, _ record: inout Recorder) {
    let native = "\(entry.repository.native)/\(entry.pathInRepository)"
    let line = definition.line
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let agent = record.asset(
      AssetID(.agent, "repo", "\(native)#\(definition.name.prefix(120))"), .agent,
      name: PlainLine.of(definition.name),
      properties: ["type": "assistant", "scope": .text(scope)], line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: agent, line: line)
    if let node = definition.prompt, let text = node.text {
      let prompt = record.asset(
        AssetID(.prompt, "repo", "\(native)#\(definition.path.joined(separator: "."))"), .prompt,
        name: PlainLine.of(definition.name),
        properties: PromptText(text).properties(role: "system", scope: scope),
        line: node.line, confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: prompt, line: node.line)
      record.relation(.hasPrompt, from: agent, to: prompt, line: node.line)
    }
    let provider = definition.provider.flatMap { name in
      facts.files.models.provider(prefix: name) ?? facts.files.providers.provider(named: name)?.slug
    }
    if let node = definition.model, let literal = node.text,
      let model = facts.files.models.model(
        VariableText.defaultValue(of: literal), provider: provider)
    {
      let id = record.model(model, scope: scope, line: node.line, confidence: confidence)
      record.relation(.usesModel, from: agent, to: id, line: node.line)
    }
    for node in definition.tools.prefix(100) {
      guard let name = node.text ?? node["name"]?.text ?? node["type"]?.text else { continue }
      let tool = record.asset(
        AssetID(.tool, "repo", "\(native)#tool.\(name.prefix(120))"), .tool,
        name: PlainLine.of(name), properties: ["scope": .text(scope)], line: node.line,
        confidence: confidence)
      record.relation(.canCall, from: agent, to: tool, line: node.line)
    }
  }
}
