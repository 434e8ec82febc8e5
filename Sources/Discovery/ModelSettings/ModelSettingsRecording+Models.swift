import Estate
import Formats

/// Models that settings name, by their keys and by what stands beside them.
extension ModelSettingsRecording {
  /// The model that a text names.
  func model(_ text: String, at place: Place) -> ModelName? {
    if let model = hubModel(text, key: place.entry.key, path: place.path, beside: place.beside) {
      return model
    }
    if place.namesModel || place.isIdentity,
      let model = model(text, key: place.key, path: place.path, provider: place.provider)
    {
      return model
    }
    if facts.texts.namesMaker(text), let model = facts.files.models.recognized(text) {
      return model
    }
    return connectedModel(text) ?? variableModel(text, key: place.key)
  }

  private func model(
    _ text: String, key: String, path: [String], provider: String?
  ) -> ModelName? {
    let names = facts.files.models
    let literal = VariableText.defaultValue(of: text)
    // `GPT-4o` is what people read.
    guard facts.identityKeys.contains(key) == false || names.isSpelled(literal) else { return nil }
    if let model = names.recognized(literal) {
      return names.model(literal, provider: provider) ?? model
    }
    guard let provider, facts.hasOwnNames(path), facts.namesOneModel(key) else { return nil }
    return names.model(literal, provider: provider)
  }

  /// Whether an entry names a model, or a list of them.
  func isModel(_ entry: DocumentEntry, path: [String]) -> Bool {
    func isName(_ text: String) -> Bool {
      (2...160).contains(text.utf8.count) && !text.contains { $0.isWhitespace || $0 == "=" }
    }
    guard names.namesModel(entry.key) else { return false }
    if let text = entry.value.text {
      guard facts.namesOneModel(entry.key), isName(text) else { return false }
      let literal = VariableText.defaultValue(of: text)
      return path.contains(where: facts.texts.isOfModels)
        || facts.files.models.recognized(literal) != nil
        || facts.files.models.hubModel(literal) != nil
    }
    return facts.namesSeveralModels(entry.key)
      && entry.value.items.contains { $0.text.map(isName) == true }
  }

  /// A model of a list whose key says that it is one of models: also under the name of a route, and a repository
  /// of a hub.
  func listedModel(
    _ text: String, key: String, beside entries: [DocumentEntry]
  ) -> ModelName? {
    let models = facts.files.models
    if let model = models.recognized(text) { return model }
    guard text.contains("/"),
      facts.namesSeveralModels(key)
        && (NameWords.texts(of: key).count > 1
          || entries.contains { facts.vectors.isServerAddress($0.key) })
    else { return nil }
    return models.routed(text) ?? models.hubModel(text)
  }

  /// The repository of a hub that a variable of the environment names: `WHISPER__MODEL: acme/whisper-house-1`.
  func variableModel(_ text: String, key: String) -> ModelName? {
    guard text.contains("/"), key.contains("_"), key == key.uppercased(), facts.namesOneModel(key)
    else { return nil }
    return facts.files.models.hubModel(VariableText.defaultValue(of: text))
  }

  /// The name of a variable of the environment that entries give a value.
  func variable(_ entries: [DocumentEntry]) -> String? {
    guard (2...4).contains(entries.count),
      let name = entries.first(where: { facts.variableKeys.contains($0.key) })?.value.text,
      name.utf8.count <= 80, name == name.uppercased()
    else { return nil }
    return name
  }

  /// Whether a node is one model, with what it is called among its keys.
  func isOne(_ node: DocumentNode) -> Bool {
    node.isMapping && node.entries.contains { names.namesModel($0.key) }
  }

  /// The model of a connection to a service: `Endpoint=https://…;Deployment=gpt-4o`.
  func connectedModel(_ text: String) -> ModelName? {
    guard text.contains(";"), text.contains("="), text.utf8.count <= 1000 else { return nil }
    for part in text.split(separator: ";") {
      guard let equals = part.firstIndex(of: "="),
        facts.namesConnectedModel(part[..<equals].trimmed)
      else { continue }
      return facts.files.models.recognized(String(part[part.index(after: equals)...].trimmed))
    }
    return nil
  }

  /// The folder that the file stands in.
  private var folder: String? {
    entry.pathInRepository.split(separator: "/").dropLast().last.map(String.init)
  }

  /// A repository of a hub, in settings of what loads or asks a model.
  func hubModel(
    _ text: String, key: String, path: [String], beside entries: [DocumentEntry]
  ) -> ModelName? {
    let isNamed =
      facts.namesOneModel(key)
      || facts.identityKeys.contains(key)
        && (path.last ?? folder).map(facts.namesOneModel) == true
    guard isNamed, text.contains("/"), entries.contains(where: { facts.hubSigns.contains($0.key) })
    else { return nil }
    let literal = VariableText.defaultValue(of: text)
    let known = facts.files.models.recognized(literal)
    // What is known is read elsewhere, where its key says so.
    if known != nil, names.namesModel(key) { return nil }
    return known ?? facts.files.models.hubModel(literal)
  }

  /// A model of one's own, beside the address at which a server is asked for it, or where its weights lie:
  /// `MODEL_NAME: clerk` beside `SERVER_URL: http://box:8000/v2/models/clerk/infer`.
  func servedModel(_ text: String, at place: Place) -> ModelName? {
    guard facts.namesOneModel(place.key) else { return nil }
    let servers = facts.containers.servers
    let name = VariableText.defaultValue(of: text)
    // One that is asked for by its name, and one that is kept by it.
    let isServed = place.beside.contains { entry in
      guard let value = entry.value.text else { return false }
      return servers.servedModel(at: value) == name
    }
    let isStored = place.beside.contains { entry in
      entry.value.text.map { servers.isStorage($0, named: entry.key) } == true
    }
    guard isServed || isStored else { return nil }
    return ModelName.own(name, in: facts.project(of: entry).native)
  }

  /// The file of weights that a key for one model holds: `model: house-8b.Q4_K_M.gguf`.
  func weights(_ text: String, key: String) -> WeightsFile? {
    guard facts.namesOneModel(key) || names.namesModel(key), !names.namesPrompt(key) else {
      return nil
    }
    return WeightsFile(
      VariableText.defaultValue(of: text), endings: facts.containers.weights)
  }
}
