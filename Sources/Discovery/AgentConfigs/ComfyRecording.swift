import Estate
import Formats

/// Records a workflow of ComfyUI: the models that its nodes load by the files of their weights, and what these
/// are told to make.
struct ComfyRecording {
  let agents: AgentFileRecording

  private var facts: ComfyFacts { agents.facts.comfy }
  private static let modelLimit = 200

  private enum Model {
    case file(WeightsFile)
    case named(ModelName)
  }

  func record(_ flow: ComfyNodes, name: DocumentNode?, _ record: inout Recorder) {
    let models = flow.nodes.flatMap { node in
      node.texts.compactMap { text in model(text).map { (model: $0, line: text.line) } }
    }
    let prompts = flow.nodes.filter { facts.asks($0.type) }.flatMap { node in
      node.texts.enumerated().filter { _, text in
        facts.isPrompt(text.input) && isSaid(text.value)
      }.map { (node: node, number: $0.offset, text: $0.element) }
    }
    // What only moves pictures about has no model in it.
    guard !models.isEmpty || !prompts.isEmpty else { return }
    let workflow = agents.agent(
      "flow", name: name?.text ?? String(agents.entry.name),
      ["framework": "comfyui", "type": "workflow"], line: name?.line ?? 1, &record)
    for (model, line) in models.prefix(Self.modelLimit) {
      record.relation(
        .usesModel, from: workflow, to: self.record(model, line: line, &record), line: line)
    }
    for (node, number, text) in prompts {
      agents.prompt(
        text.value, "\(node.key).\(text.input ?? "\(number)")", name: "\(node.type) \(node.key)",
        role: "user", line: text.line, of: workflow, &record)
    }
  }

  private func model(_ text: ComfyNodes.Text) -> Model? {
    if let file = WeightsFile(text.value, endings: facts.weights) { return .file(file) }
    // Choices have words such as `auto`; names of models have a version or a size.
    guard facts.choosesModel(text.input), text.value.contains(where: \.isNumber) else { return nil }
    let known = agents.facts.models.recognized(text.value)
    return (known ?? ModelName.own(text.value, in: agents.entry.repository.native)).map {
      .named($0)
    }
  }

  /// ComfyUI keeps its models in folders of its own, whichever workflow asks for them.
  private func record(_ model: Model, line: Int, _ record: inout Recorder) -> AssetID {
    switch model {
    case .file(let file):
      file.record(
        &record, in: agents.entry.repository.native, scope: agents.scope, line: line,
        confidence: 0.9 * agents.confidence)
    case .named(let model):
      record.model(
        model, scope: agents.scope, line: line, confidence: 0.8 * agents.confidence)
    }
  }

  /// Whether a text says anything: such prompts are short, and no more than a few words.
  private func isSaid(_ text: String) -> Bool {
    text.utf8.count < 65_536 && text.contains(where: \.isLetter)
      && WeightsFile(text, endings: facts.weights) == nil
  }
}
