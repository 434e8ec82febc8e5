import Estate
import Formats

/// Records the containers that scripts start by hand: `docker run vllm/vllm-openai --model acme/house-7b`.
struct ScriptContainers {
  let catalog: ContainerCatalog
  let entry: FileEntry
  let scope: String

  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }

  /// An image of an AI product that a command names, and where among its words.
  struct Started {
    let known: (image: ImageReference, product: AIImages.Product)
    let place: Int
  }

  /// `docker run IMAGE`, `podman pull IMAGE`, of an AI product: what follows is for the container.
  static func started(by words: [String], _ images: AIImages) -> Started? {
    guard let program = words.first, ["docker", "podman", "nerdctl"].contains(program) else {
      return nil
    }
    let actions = words.dropFirst().first == "container" ? words.dropFirst(2) : words.dropFirst()
    guard let action = actions.first, ["run", "pull", "create"].contains(action) else {
      return nil
    }
    for (number, word) in words.enumerated().dropFirst(2) where !word.hasPrefix("-") {
      guard let known = images.known(in: VariableText.expand(word, [:])), !known.product.isWeak
      else { continue }
      return Started(known: known, place: number)
    }
    return nil
  }

  func record(_ words: [String], _ statement: ScriptStatement, _ record: inout Recorder) {
    let words = Array(words.drop { $0 == "sudo" || $0 == "exec" })
    guard let started = Self.started(by: words, catalog.images) else { return }
    let (image, product) = started.known
    let line = statement.line(naming: image.name)
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = ContainerRecording.image(
      image, scope: scope, line: line, confidence: confidence, &record)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    guard !words.prefix(3).contains("pull") else { return }
    let use = ContainerUse(
      name: product.slug, image: image, words: Array(words[(started.place + 1)...]),
      environment: Self.environment(words[..<started.place], statement), hasOtherEnvironment: true,
      line: line, folder: ProjectFolder(of: entry).native)
    recordModels(ContainerFacts(use, catalog), product, statement, &record)
  }

  /// `-e NAME=value`, `--env=NAME=value`
  private static func environment(
    _ words: ArraySlice<String>, _ statement: ScriptStatement
  ) -> [ContainerUse.Variable] {
    CommandUse.values(of: ["-e", "--env"], in: Array(words)).compactMap { text in
      guard let sign = text.firstIndex(of: "=") else { return nil }
      return ContainerUse.Variable(
        name: String(text[..<sign]), value: String(text[text.index(after: sign)...]),
        line: statement.line(naming: text))
    }
  }

  private func recordModels(
    _ facts: ContainerFacts, _ product: AIImages.Product, _ statement: ScriptStatement,
    _ record: inout Recorder
  ) {
    guard !facts.models.isEmpty else { return }
    let models = facts.models.map { model in
      let line = statement.line(naming: model.label)
      return (id: record.model(model, scope: scope, line: line, confidence: confidence), line: line)
    }
    guard product.runs == .endpoint else {
      for model in models {
        record.relation(.contains, from: entry.repository.id, to: model.id, line: model.line)
      }
      return
    }
    var properties: [String: Value] = ["scope": .text(scope)]
    if let isAuthenticated = facts.isAuthenticated {
      properties["authenticated"] = .boolean(isAuthenticated)
    }
    let line = facts.container.line
    let endpoint = record.asset(
      AssetID(
        .endpoint, "repo",
        "\(entry.repository.native)/\(entry.pathInRepository)#\(product.slug).\(facts.models[0].label)"
      ),
      .endpoint, name: PlainLine.of("\(product.name) (\(entry.name))"), properties: properties,
      line: line, confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: endpoint, line: line)
    for model in models { record.relation(.serves, from: endpoint, to: model.id, line: model.line) }
  }
}
