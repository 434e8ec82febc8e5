import Estate
import Formats

/// Records evaluations of promptfoo, and the files that they take providers and prompts from.
extension AgentFileRecording {
  /// `promptfooconfig.yaml`
  func recordPromptfoo(_ root: DocumentNode, _ record: inout Recorder) {
    guard root["providers"] ?? root["targets"] ?? root["prompts"] ?? root["tests"] != nil else {
      return
    }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let isRedTeam = root["redteam"] != nil
    let evaluation = record.asset(
      AssetID(.evaluation, "repo", native), .evaluation,
      name: PlainLine.of(root["description"]?.text ?? String(entry.name)),
      properties: ["type": isRedTeam ? "red-team" : "promptfoo", "scope": .text(scope)],
      line: root["description"]?.line ?? 1, confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: evaluation)
    for (number, item) in (root["prompts"]?.items ?? []).enumerated() {
      if let address = item.text ?? item["id"]?.text ?? item["raw"]?.text {
        promptFile(address, line: item.line, of: evaluation, &record)
      }
      guard let text = item.text ?? item["raw"]?.text, !text.contains("://"),
        text.contains(" ") || text.contains("{{")
      else { continue }
      prompt(
        text, "prompts/\(number)", name: item["label"]?.text ?? String(text.prefix(60)),
        role: "user", line: item.line, of: nil, &record)
      record.relation(
        .contains, from: evaluation, to: AssetID(.prompt, "repo", "\(native)#prompts/\(number)"),
        line: item.line)
    }
    recordProviders(root["providers"] ?? root["targets"], of: evaluation, &record)
    // The models that grade answers.
    let tests = (root["tests"]?.items ?? []) + [root["defaultTest"]].compactMap { $0 }
    for test in tests.prefix(1000) {
      let given =
        [test.at("options.provider")]
        + (test["assert"]?.items ?? []).map { $0["provider"] }
      // `provider: {text: …, embedding: …}` names one for each use.
      let graders = given.compactMap { $0 }.flatMap { grader in
        grader["id"] == nil && grader.isMapping
          ? grader.entries.map(\.value).filter { $0.isMapping || $0.text != nil } : [grader]
      }
      for grader in graders {
        guard let (model, line) = promptfooModel(grader) else { continue }
        let id = record.model(model, scope: scope, line: line)
        record.relation(.contains, from: evaluation, to: id, line: line)
      }
    }
  }

  /// The model of a provider as promptfoo names it: `openai:chat:gpt-4o`, `bedrock:anthropic.claude…`
  private func promptfooModel(_ item: DocumentNode) -> (ModelName, Int)? {
    let node = item["id"] ?? item
    guard let text = node.text ?? item.entries.first?.key else { return nil }
    let parts = text.split(separator: ":").map(String.init)
    guard parts.count > 1, let provider = promptfooProvider(parts[0]) else { return nil }
    let modes: Set<String> = [
      "chat", "completion", "responses", "messages", "embeddings", "embedding", "realtime",
      "text-generation", "converse",
    ]
    let name = parts.dropFirst().drop { modes.contains($0) }.joined(separator: ":")
    return facts.models.model(name, provider: provider).map { ($0, node.line) }
  }

  /// A prompt that an evaluation takes from a file of the repository.
  private func promptFile(
    _ address: String, line: Int, of evaluation: AssetID, _ record: inout Recorder
  ) {
    let scheme = "file://"
    guard address.hasPrefix(scheme),
      let ending = address.split(separator: ".").last?.lowercased(),
      ["txt", "md", "j2", "jinja", "jinja2", "prompt", "yaml", "yml", "json"].contains(ending),
      !address.contains("*")
    else { return }
    let path = String(address.dropFirst(scheme.count))
    let file = ProjectFolder(of: entry, relative: path).native
    let name = file.dropFirst(entry.repository.native.count).drop { $0 == "/" }
    let id = record.asset(
      AssetID(.prompt, "repo", file), .prompt, name: PlainLine.of(String(name)),
      properties: ["scope": .text(scope)], line: line, confidence: 0.9 * confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    record.relation(.contains, from: evaluation, to: id, line: line)
  }

  private func promptfooProvider(_ prefix: String) -> String? {
    switch prefix {
    case "vertex": "google-vertex"
    case "azure", "azureopenai": "azure-openai"
    default: facts.models.provider(prefix: prefix) ?? facts.providers.provider(named: prefix)?.slug
    }
  }

  /// Those who are asked: models, and programs at an address.
  private func recordProviders(
    _ list: DocumentNode?, of evaluation: AssetID?, _ record: inout Recorder
  ) {
    for item in list.map({ $0.isSequence ? $0.items : [$0] }) ?? [] {
      if let (model, line) = promptfooModel(item) {
        let id = record.model(model, scope: scope, line: line)
        if let evaluation {
          record.relation(.evaluatedBy, from: id, to: evaluation, line: line)
        }
      } else if let id = promptfooTarget(item, &record), let evaluation {
        record.relation(.contains, from: evaluation, to: id, line: item.line)
      }
    }
  }

  /// A program that is asked over HTTP: `{id: https, config: {url: …}}`, `https://shop.test/chat`.
  private func promptfooTarget(_ item: DocumentNode, _ record: inout Recorder) -> AssetID? {
    guard let id = (item["id"] ?? item).text else { return nil }
    let isHTTP = ["http", "https"].contains(id)
    let node = isHTTP ? item.at("config.url") : item["id"] ?? item
    guard let node, let text = node.text,
      isHTTP || id.hasPrefix("http://") || id.hasPrefix("https://"),
      let endpoint = ModelEndpoint(text, isNamed: true, isOfServer: true, facts.providers)
    else { return nil }
    return endpoint.record(&record, in: entry, scope: scope, line: node.line, confidence: 0.9)
  }

  /// A file that holds the providers or the prompts of evaluations alone.
  func recordPromptfooPart(_ root: DocumentNode, _ record: inout Recorder) {
    let items = root.isSequence ? root.items : [root]
    let asked = items.filter { $0["raw"] == nil }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    for item in asked { recordProviders(item, of: nil, &record) }
    for (number, item) in items.enumerated() {
      guard let text = item["raw"]?.text else { continue }
      prompt(
        text, "prompts/\(number)", name: (item["label"] ?? item["id"])?.text ?? "prompt",
        role: "user", line: item.line, of: nil, &record)
    }
  }
}
