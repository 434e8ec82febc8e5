public import Catalog
public import Estate
import Formats

/// Reads which providers the variables in `.env` files are for, where their requests are sent instead, which
/// models and indexes of vectors are named, and prompts. Values of keys are never looked at.
public struct EnvFileDetector: Detector {
  public let name = "env-files"
  public let collects: Set<RelationKind> = [.usesModel, .sendsTo, .contains]
  private let catalog: ContainerCatalog
  private let names: EnvFileNames
  private let prompts: PromptNames

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    catalog = try ContainerCatalog(knowledge)
    names = try EnvFileNames(knowledge)
    prompts = PromptNames(try knowledge.required("Catalog/source-texts.yaml").root)
  }

  /// Most variables of a file that are read.
  private static let limit = 5000

  public func wants(_ entry: FileEntry) -> Bool {
    !entry.isBinary && names.match(entry)
  }

  /// Longest value that is read as a document, and most models of one.
  private static let documentLimit = 32 << 10
  private static let modelLimit = 50

  /// The models that a list of settings in one value names: `OAI_CONFIG_LIST='[{"model": "gpt-4", "api_key": "…"}]'`.
  /// Nothing else of it is looked at.
  private func listed(in value: String) -> [ModelName] {
    guard value.utf8.count <= Self.documentLimit, value.first == "[" || value.first == "{",
      value.contains("\"model\""), let root = try? JSONDocument.parse(Array(value.utf8))
    else { return [] }
    let items = root.isSequence ? root.items : [root]
    return items.prefix(Self.modelLimit).compactMap { item in
      item["model"]?.text.flatMap { catalog.models.recognized($0) }
    }
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = catalog.scopes.scope(of: file.entry.pathInRepository)
    guard scope != "vendored" else { return }
    let variables = EnvironmentFile.variables(try file.contents(limit: 4 << 20)).prefix(Self.limit)
    var project: AssetID?
    let confidence = scope == "product" ? 0.8 : 0.5
    func owner(_ line: Int, _ record: inout Recorder) -> AssetID {
      if let project { return project }
      let id = ProjectFolder(of: file.entry)
        .record(&record, scope: scope, line: line, confidence: confidence)
      project = id
      return id
    }
    // Models of one's own that servers are asked for, which variables name, too.
    let served = Set(variables.compactMap { catalog.servers.servedModel(at: $0.value) })
    let places = catalog.vectors.places(
      variables.map { (name: $0.name, value: $0.value, line: $0.line) })
    for variable in variables {
      let isNamed =
        catalog.providers.provider(variable: variable.name) != nil
        || catalog.images.isAI(variable: variable.name)
      let isOfServer =
        catalog.servers.isAddress(variable.value, named: variable.name)
        || catalog.servers.servedModel(at: variable.value) != nil
      if let endpoint = ModelEndpoint(
        variable.value, isNamed: isNamed, isOfServer: isOfServer, catalog.providers)
      {
        endpoint.record(
          &record, in: file.entry, scope: scope, line: variable.line, confidence: confidence)
      }
      if let provider = catalog.providers.provider(variable: variable.name),
        !ProviderCatalog.isSwitch(variable.name) || ProviderCatalog.isOn(variable.value)
      {
        let key = ProviderCatalog.holdsKey(variable.name) ? variable.name : nil
        let id = record.provider(
          provider, credential: key, line: variable.line, confidence: confidence)
        let application = owner(variable.line, &record)
        if provider.servesModels {
          record.relation(
            .usesModel, from: application, to: id, basis: .inferred, line: variable.line,
            confidence: confidence)
        } else if provider.keepsTraces, ProviderCatalog.isSwitch(variable.name) {
          record.relation(
            .sendsTo, from: application, to: id, basis: .inferred, line: variable.line,
            confidence: confidence)
        }
        if key == nil, let address = ServerAddress(variable.value),
          catalog.providers.provider(address: variable.value)?.slug != provider.slug,
          !provider.isLocal, address.isHostKnown
        {
          record.signal(
            "provider.base-url-override", on: application,
            detail: ["provider": .text(provider.slug), "host": .text(PlainLine.of(address.host))],
            line: variable.line)
        }
      }
      if let index = catalog.vectors.index(variable.value, key: variable.name)
        ?? places[variable.line]
      {
        index.record(
          &record, in: file.entry, scope: scope, line: variable.line, confidence: confidence)
      }
      if isPrompt(variable.value, named: variable.name) {
        recordPrompt(
          variable.value, named: variable.name, file.entry, scope, line: variable.line, &record)
        continue
      }
      if catalog.images.namesModel(variable.name),
        let weights = WeightsFile(variable.value, endings: catalog.weights)
      {
        let id = weights.record(
          &record, in: ProjectFolder(of: file.entry).native, scope: scope, line: variable.line,
          confidence: confidence)
        record.relation(
          .usesModel, from: owner(variable.line, &record), to: id, line: variable.line,
          confidence: confidence)
        continue
      }
      for model in listed(in: variable.value) {
        let id = record.model(model, scope: scope, line: variable.line, confidence: confidence)
        record.relation(
          .usesModel, from: owner(variable.line, &record), to: id, line: variable.line,
          confidence: confidence)
      }
      let own = served.contains(variable.value) ? variable.value : nil
      guard
        let model = catalog.model(ofVariable: variable.name, variable.value)
          ?? own.flatMap({ ModelName.own($0, in: ProjectFolder(of: file.entry).native) })
      else { continue }
      let id = record.model(model, scope: scope, line: variable.line, confidence: confidence)
      record.relation(
        .usesModel, from: owner(variable.line, &record), to: id, line: variable.line,
        confidence: confidence)
    }
  }

  /// `SHOP_SYSTEM_MESSAGE="You are an assistant that helps people find shoes."`
  private func isPrompt(_ value: String, named name: String) -> Bool {
    !prompts.sense(of: NameWords(name)).isDisjoint(with: [.prompt, .promptKey])
      && PromptText.isSentence(value)
  }

  private func recordPrompt(
    _ text: String, named name: String, _ entry: FileEntry, _ scope: String, line: Int,
    _ record: inout Recorder
  ) {
    let id = record.asset(
      AssetID(.prompt, "repo", "\(entry.repository.native)/\(entry.pathInRepository)#\(name)"),
      .prompt, name: PlainLine.of(name),
      properties: PromptText(text).properties(role: "system", scope: scope), line: line,
      confidence: scope == "product" ? 0.8 : 0.5)
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
  }
}
