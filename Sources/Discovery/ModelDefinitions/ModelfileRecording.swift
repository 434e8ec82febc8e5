import Estate
import Formats

/// Records what a Modelfile of Ollama makes: the model, what it was made of, and what it is told.
struct ModelfileRecording {
  let files: MachineLearningFiles
  let models: ModelNames
  let entry: FileEntry
  let scope: String

  private var native: String { "\(entry.repository.native)/\(entry.pathInRepository)" }

  func record(_ file: Modelfile, _ record: inout Recorder) {
    guard let from = file.first("FROM") else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let model = record.asset(
      AssetID(.model, "repo", native), .model,
      name: "\(ProjectFolder(of: entry).name) (\(entry.name))",
      properties: ["provider": "ollama", "scope": .text(scope), "role": "chat"])
    record.relation(.contains, from: entry.repository.id, to: model)
    recordBase(from, of: model, &record)
    if let adapter = file.first("ADAPTER") { recordWeights(adapter, of: model, &record) }
    if let system = file.first("SYSTEM") {
      prompt(
        system.text, "system", name: "System message of \(entry.name)", role: "system",
        lines: [system.line], of: model, &record)
    }
    let messages = file.instructions.filter { $0.keyword == "MESSAGE" }
    guard !messages.isEmpty else { return }
    // A conversation that each chat begins with: one prompt, seen at each of its messages.
    prompt(
      messages.map(\.text).joined(separator: "\n"), "messages",
      name: "Messages of \(entry.name)", role: nil, lines: messages.map(\.line), of: model, &record)
  }

  private func recordBase(
    _ from: Modelfile.Instruction, of model: AssetID, _ record: inout Recorder
  ) {
    let isOnHub = from.text.hasPrefix("hf.co/")
    let literal = isOnHub ? String(from.text.dropFirst(6)) : from.text
    guard files.settings.kind(of: literal) != .weights,
      let base = models.model(literal, provider: isOnHub ? "huggingface" : "ollama")
    else { return recordWeights(from, of: model, &record) }
    let id = record.model(base, scope: scope, line: from.line)
    record.relation(.derivedFrom, from: model, to: id, line: from.line)
  }

  /// A file of weights beside the Modelfile: `FROM ./house.gguf`.
  private func recordWeights(
    _ instruction: Modelfile.Instruction, of model: AssetID, _ record: inout Recorder
  ) {
    let kind = files.settings.kind(of: instruction.text)
    guard kind == .weights || kind == .maybeWeights, let file = WrittenPath(instruction.text)
    else { return }
    let id = record.asset(
      file.id(.modelArtifact, in: ProjectFolder(of: entry).native),
      .modelArtifact, name: PlainLine.of(file.name), properties: ["scope": .text(scope)],
      line: instruction.line)
    record.relation(.materialisedAs, from: model, to: id, line: instruction.line)
  }

  private func prompt(
    _ text: String, _ symbol: String, name: String, role: String?, lines: [Int],
    of model: AssetID, _ record: inout Recorder
  ) {
    guard let line = lines.first else { return }
    let id = record.asset(
      AssetID(.prompt, "repo", "\(native)#\(symbol)"), .prompt, name: name,
      properties: PromptText(text).properties(role: role, scope: scope), line: line)
    record.relation(.contains, from: model, to: id, line: line)
    for part in PromptText.apart(lines, from: line).prefix(200) {
      record.asset(id, .prompt, name: name, line: part)
    }
  }
}
