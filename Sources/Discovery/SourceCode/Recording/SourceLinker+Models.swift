import Estate
import Formats

/// Models and providers.
extension SourceLinker {
  struct ModelUse {
    let model: ModelName
    /// Where the literal stands; nil for the default of a library.
    let place: CodePlace?
    let variable: String?
  }

  /// The models that a construct names, else its provider.
  func modelUses(_ occurrence: Occurrence) -> (things: [Thing], uses: [ModelUse]) {
    let slug = providerSlug(occurrence)
    let revision = literal(of: "revision", occurrence)
    var uses: [ModelUse] = []
    let unit = occurrence.unit
    for value in values(of: "model", occurrence) {
      collect(value, slug, revision, unit, variable: nil, into: &uses)
    }
    if uses.isEmpty, values(of: "model", occurrence).isEmpty,
      let text = defaultModel(occurrence, of: slug), let model = model(text, slug, nil)
    {
      uses.append(ModelUse(model: model, place: nil, variable: nil))
    }
    if !uses.isEmpty {
      var things: [Thing] = []
      for use in uses {
        let thing = Thing(use.model.id, .model, use.model.name)
        if !things.contains(thing) { things.append(thing) }
      }
      return (things, uses)
    }
    if let file = modelFile(occurrence) ?? modelFolder(occurrence) { return ([file], []) }
    // What else is given with a model, such as the memory of its client, is none.
    let inner = values(of: "model", occurrence).flatMap {
      things(of: $0, .model, in: unit, owner: "")
    }.filter { [.model, .modelArtifact, .provider, .agent].contains($0.kind) }
    if !inner.isEmpty { return (inner, []) }
    if let model = unnamedModel(occurrence) { return ([model], []) }
    let provider = self.provider(of: occurrence)
    return ([environmentModel(occurrence), provider].compactMap { $0 }, [])
  }

  /// A model of which the code says only what it calls its name, `from_pretrained(base_model)`, or that a class of
  /// one's own stands for: `class HarbourLLM(LLM)`.
  func unnamedModel(_ occurrence: Occurrence) -> Thing? {
    let unit = occurrence.unit
    let label: String
    switch occurrence.construct.facts["unnamed"] {
    case "variable":
      guard let name = argumentLabel("model", occurrence), names.namesModel(name) else {
        return nil
      }
      label = facts.texts.namesPlace(name) ? plainName(of: occurrence) : name
    case "class":
      guard case .definition(_, let index) = occurrence.key else { return nil }
      label = unit.outline.className(index)
    default: return nil
    }
    return Thing(
      AssetID(.model, "repo", "\(native(unit))#\(label.prefix(120))"), .model,
      String(label.prefix(120)))
  }

  /// What a library takes where no model is named; `*` is the model that the thing called is. Another provider, which
  /// an address chooses, has none of these, and what only a program spreads may name one: `ChatOpenAI(**options)`.
  private func defaultModel(_ occurrence: Occurrence, of provider: String?) -> String? {
    let text = occurrence.construct.facts["default"]
    if text == "*" { return occurrence.symbol.last }
    guard provider == occurrence.construct.facts["provider"],
      !occurrence.calls.contains(where: reader.hasOpenSpread)
    else { return nil }
    return text
  }

  /// The file that holds the model, where a path stands in the place of a name.
  private func modelFile(_ occurrence: Occurrence) -> Thing? {
    guard occurrence.construct.arguments["path"] != nil,
      values(of: "path", occurrence).contains(where: { $0.path != nil })
    else { return nil }
    return artifact(occurrence).first
  }

  /// The folder of a model of one's own, in the place of a name on a hub: `from_pretrained("./model")`.
  private func modelFolder(_ occurrence: Occurrence) -> Thing? {
    let unit = occurrence.unit
    guard let path = literal(of: "model", occurrence),
      ["./", "../", "/", "~/"].contains(where: path.hasPrefix)
    else { return nil }
    let parts = path.split(separator: "/").filter { ![".", "..", "~"].contains($0) }
    guard let name = parts.last else { return nil }
    let joined = String(parts.joined(separator: "/").prefix(300))
    return Thing(
      AssetID(.modelArtifact, "repo", "\(unit.repository.native)/\(joined)"), .modelArtifact,
      String(name))
  }

  private func collect(
    _ value: Meaning, _ provider: String?, _ revision: String?, _ unit: SourceUnit,
    variable: String?, into uses: inout [ModelUse]
  ) {
    guard uses.count < 32 else { return }
    switch value {
    case .text(let text, let place):
      if let model = model(text, provider, revision) {
        uses.append(ModelUse(model: model, place: place, variable: variable))
      }
    case .environment(let name, let value):
      if let value { collect(value, provider, revision, unit, variable: name, into: &uses) }
      for text in layout.environment.values(of: name, in: Substring(unit.folder)) {
        guard let model = model(text, provider, revision),
          !uses.contains(where: { $0.model.id == model.id })
        else { continue }
        uses.append(ModelUse(model: model, place: nil, variable: nil))
      }
    case .oneOf(let values), .list(let values, _):
      for value in values {
        collect(value, provider, revision, unit, variable: variable, into: &uses)
      }
    case .external(let symbol):
      if let text = facts.modelConstants.model(symbol, in: unit.family),
        let model = model(text, provider, revision)
      {
        uses.append(ModelUse(model: model, place: nil, variable: variable))
      }
    case .member(_, let symbol):
      if let text = facts.modelConstants.model(symbol, in: unit.family),
        let model = model(text, provider, revision)
      {
        uses.append(ModelUse(model: model, place: nil, variable: variable))
      }
    case .object(let entries, _):
      for entry in entries where ["model", "model_name", "modelId", "model_id"].contains(entry.key)
      {
        collect(entry.value, provider, revision, unit, variable: variable, into: &uses)
      }
    default: break
    }
  }

  /// The models that files of deployment name by a variable of the environment.
  func deployedModels(_ variable: String, _ unit: SourceUnit) -> [Thing] {
    layout.environment.values(of: variable, in: Substring(unit.folder)).compactMap { text in
      model(text, nil, nil).map { Thing($0.id, .model, $0.name) }
    }
  }

  /// The model of a literal in the place of one.
  func model(_ text: String, _ provider: String?, _ revision: String?) -> ModelName? {
    guard text.utf8.count <= 300 else { return nil }
    if let model = facts.models.model(address: text) { return model }
    if let model = facts.models.model(text, provider: provider, revision: revision) { return model }
    // Old models of Hugging Face have no owner: `bert-base-uncased`.
    guard provider == "huggingface", facts.models.isPlainName(text) else { return nil }
    return ModelName(
      authority: "huggingface", name: text, revision: revision, provider: nil, role: nil,
      isPinned: revision.map { $0.utf8.count >= 40 && $0.allSatisfy(\.isHexDigit) } ?? false)
  }

  /// The slug of who serves the model: by its address, else by its class, else by the client it is asked of.
  func providerSlug(_ occurrence: Occurrence) -> String? {
    if let url = literal(of: "url", occurrence) ?? addressWithHoles(occurrence) {
      if let provider = facts.providers.provider(address: url) { return provider.slug }
      if let address = ServerAddress(url), address.isHostKnown { return nil }
    }
    for value in values(of: "client", occurrence) {
      if case .instance(let instance) = value, let slug = providerSlug(of: instance, depth: 0) {
        return slug
      }
    }
    // A client of another address: `OpenAI(base_url="https://api.groq.com/openai/v1")`.
    for call in occurrence.calls {
      if case .instance(let instance)? = call.receiver, let slug = redirected(instance) {
        return slug
      }
    }
    if let slug = occurrence.construct.facts["provider"] { return slug }
    let service = values(of: "service", occurrence).lazy.compactMap(\.scalar).first
    if let literal = literal(of: "provider", occurrence) ?? service {
      return facts.models.provider(prefix: literal)
        ?? facts.providers.provider(named: literal)?.slug
    }
    for call in occurrence.calls {
      if case .instance(let instance)? = call.receiver,
        let slug = providerSlug(of: instance, depth: 0)
      {
        return slug
      }
    }
    return nil
  }

  /// An address of which the code tells the beginning: `f"https://api.cohere.com/v1/{path}"`.
  private func addressWithHoles(_ occurrence: Occurrence) -> String? {
    guard occurrence.construct.product == .call else { return nil }
    return values(of: "url", occurrence).lazy.flatMap(\.texts).first { $0.hasPrefix("http") }
  }

  /// The slug of a provider that a client was given the address of.
  private func redirected(_ instance: CodeInstance) -> String? {
    var current = instance
    for _ in 0..<6 {
      if let place = current.place, let client = occurrence(for: key(of: place)),
        client.construct.product == .client
      {
        return literal(of: "url", client).flatMap { facts.providers.provider(address: $0)?.slug }
          ?? client.construct.facts["provider"]
      }
      guard case .instance(let inner)? = current.origin else { return nil }
      current = inner
    }
    return nil
  }

  private func providerSlug(of instance: CodeInstance, depth: Int) -> String? {
    guard depth < 6 else { return nil }
    if let place = instance.place, let occurrence = occurrence(for: key(of: place)),
      [.client, .model].contains(occurrence.construct.product)
    {
      return providerSlug(occurrence)
    }
    if case .external(let symbol) = instance.type {
      for family in SourceFamily.allCases {
        if let construct = reader.constructs(for: symbol, .call, in: family)
          .first(where: { $0.product == .client }), let slug = construct.facts["provider"]
        {
          return slug
        }
      }
    }
    if case .instance(let inner)? = instance.origin {
      return providerSlug(of: inner, depth: depth + 1)
    }
    return nil
  }

  func provider(of occurrence: Occurrence) -> Thing? {
    providerSlug(occurrence).flatMap { facts.providers[$0] }.map {
      Thing($0)
    }
  }
}

extension ModelNames {
  /// Whether a text could be a name without an owner.
  func isPlainName(_ text: String) -> Bool {
    (2...96).contains(text.utf8.count) && text.first?.isLetter == true
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-._".utf8.contains(byte)
        }
      }
  }
}
