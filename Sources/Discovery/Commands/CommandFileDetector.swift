public import Catalog
public import Estate
import Formats

/// Reads scripts of shells, and those of packages, for what they do with models: `ollama pull`, `vllm serve`,
/// `docker run` of an image, requests that `curl` sends to them, coding agents that they start.
public struct CommandFileDetector: Detector {
  public let name = "command-files"
  public let collects: Set<RelationKind> = [.serves, .storedIn, .usesModel, .hasPrompt]
  private let catalog: ContainerCatalog
  private let lazyFacts: LazyFacts<ScriptFacts>

  /// Larger scripts are programs with data in them: 1 MiB.
  private static let sizeLimit = 1 << 20
  /// The manifest of packages whose scripts are command lines, and most of these that are read.
  private static let manifest = "package.json"
  private static let scriptLimit = 500

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    catalog = try ContainerCatalog(knowledge)
    lazyFacts = try LazyFacts(knowledge) { facts throws(KnowledgeError) in try ScriptFacts(facts) }
  }

  public func wants(_ entry: FileEntry) -> Bool {
    guard !entry.isBinary, entry.size <= Self.sizeLimit else { return false }
    let name = entry.lowercasedName
    return ["sh", "bash", "zsh", "ps1", "bat", "cmd", "mk"].contains(entry.fileExtension)
      || ["makefile", "justfile", "procfile", Self.manifest].contains(name)
      || !name.contains(".") && entry.head.starts(with: Array("#!".utf8))
        && entry.head.prefix(64).split(separator: 0x0A).first.map {
          String(decoding: $0, as: UTF8.self).hasSuffix("sh")
        } == true
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = catalog.scopes.scope(of: file.entry.pathInRepository)
    guard scope != "vendored" else { return }
    let facts = try lazyFacts.needed()
    if file.entry.name == Self.manifest {
      // Whoever the manifest is meant for tells what is wrong with it.
      guard let root = try? file.json() else { return }
      for script in (root["scripts"]?.entries ?? []).prefix(Self.scriptLimit) {
        guard let text = script.value.text, text.utf8.count <= 16_384 else { continue }
        let statements = ScriptStatement.all(
          in: text.replacing("\n", with: " "), isShell: true, from: script.value.line)
        inspect(statements, of: file.entry, scope, facts, &record)
      }
      return
    }
    let isProcfile = file.entry.lowercasedName == "procfile"
    let isShell =
      ["sh", "bash", "zsh", ""].contains(file.entry.fileExtension) && !isProcfile
      && !["makefile", "justfile"].contains(file.entry.lowercasedName)
    let statements = ScriptStatement.all(
      in: try file.text(limit: Self.sizeLimit), isShell: isShell)
    ScriptCallRecording(
      catalog: catalog, facts: facts, entry: file.entry, scope: scope
    ).record(statements, isShell: isShell, &record)
    inspect(statements, of: file.entry, scope, facts, &record)
  }

  private func inspect(
    _ statements: [ScriptStatement], of entry: FileEntry, _ scope: String, _ facts: ScriptFacts,
    _ record: inout Recorder
  ) {
    let isProcfile = entry.lowercasedName == "procfile"
    let containers = ScriptContainers(catalog: catalog, entry: entry, scope: scope)
    let servers = AddedServers(mcp: facts.mcp, entry: entry, scope: scope)
    for statement in statements {
      let line = statement.line
      // `web: vllm serve acme/house-7b`
      let name = isProcfile ? statement.text.firstIndex(of: ":") : nil
      let text =
        name.map { String(statement.text[statement.text.index(after: $0)...]) } ?? statement.text
      recordNamed(text, entry, scope, statement, &record)
      for words in AICommands.commands(of: text) {
        if let use = catalog.commands.use(in: words) {
          self.record(use, entry, scope, line, &record)
          recordSets(use, statement, entry, scope, &record)
        }
        containers.record(words, statement, &record)
        servers.record(words, line: line, &record)
        let copies = CommandCopies(entry: entry, scope: scope, line: line)
        copies.record(catalog.commands.copied(in: words), &record)
      }
    }
  }

  /// The models that variables of a statement name, and the bodies of requests that it sends.
  private func recordNamed(
    _ text: String, _ entry: FileEntry, _ scope: String, _ statement: ScriptStatement,
    _ record: inout Recorder
  ) {
    let line = statement.line
    guard text.utf8.count <= 65_536, !text.drop(while: \.isWhitespace).hasPrefix("#") else {
      return
    }
    let variables = ScriptVariables.of(text)
    for variable in variables where catalog.images.namesModel(variable.name) {
      let path = VariableText.defaultValue(of: variable.value)
      guard let weights = WeightsFile(path, endings: catalog.weights) else { continue }
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = weights.record(
        &record, in: ProjectFolder(of: entry).native, scope: scope,
        line: statement.line(naming: weights.name), confidence: scope == "product" ? 0.8 : 0.6)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
    }
    recordAddresses(variables, entry, scope, statement, &record)
    var models = variables.compactMap { variable in
      catalog.model(ofVariable: variable.name, VariableText.defaultValue(of: variable.value))
    }
    if text.contains("://") {
      models += ScriptVariables.requestedModels(in: text).compactMap {
        catalog.models.recognized($0)
      }
    }
    if text.contains("="), let facts = try? lazyFacts.get() {
      let copies = CommandCopies(entry: entry, scope: scope, line: line)
      copies.recordData(of: variables, facts.learning, &record)
    }
    for model in models {
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = record.model(
        model, scope: scope, line: statement.line(naming: model.label),
        confidence: scope == "product" ? 0.8 : 0.6)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
    }
  }

  /// The addresses of servers of models and agents that a statement tells programs.
  private func recordAddresses(
    _ variables: [(name: String, value: String)], _ entry: FileEntry, _ scope: String,
    _ statement: ScriptStatement, _ record: inout Recorder
  ) {
    for variable in variables.prefix(64)
    where catalog.servers.isAddress(variable.value, named: variable.name) {
      guard
        let endpoint = ModelEndpoint(
          variable.value, isNamed: true, isOfServer: true, catalog.providers)
      else { continue }
      endpoint.record(
        &record, in: entry, scope: scope, line: statement.line(naming: variable.name),
        confidence: scope == "product" ? 0.8 : 0.6)
    }
  }

  private func record(
    _ use: CommandUse, _ entry: FileEntry, _ scope: String, _ line: Int, _ record: inout Recorder
  ) {
    let confidence = scope == "product" ? 0.9 : 0.7
    if use.entry.does == .evaluate || use.entry.does == .train && use.entry.product == nil {
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let kind = use.entry.does == .train ? AssetKind.trainingJob : .evaluation
      let product = use.entry.product ?? use.script ?? use.entry.name
      let id = record.asset(
        AssetID(kind, "repo", "\(entry.repository.native)/\(entry.pathInRepository)#\(product)"),
        kind, name: PlainLine.of(use.script ?? use.entry.name),
        properties: ["type": .text(use.entry.product ?? use.entry.name), "scope": .text(scope)],
        line: line, confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
    }
    if let dataset = use.dataset {
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = record.asset(
        dataset.id, .dataset, name: PlainLine.of(dataset.name), properties: ["scope": .text(scope)],
        line: line, confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
    }
    recordWeights(use, entry, scope, line, &record)
    let models = use.models(catalog.models)
    guard let model = models.first, use.entry.does != .agent else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let ids = models.map {
      record.model($0, scope: scope, line: line, confidence: confidence)
    }
    guard use.entry.does == .serve else {
      for id in ids { record.relation(.contains, from: entry.repository.id, to: id, line: line) }
      return
    }
    let native = "\(entry.repository.native)/\(entry.pathInRepository)#\(model.name)"
    var properties: [String: Value] = ["scope": .text(scope)]
    if let host = use.host { properties["bind_address"] = .text(PlainLine.of(host)) }
    if let port = use.port { properties["ports"] = [.integer(port)] }
    let endpoint = record.asset(
      AssetID(.endpoint, "repo", native), .endpoint,
      name: PlainLine.of("\(use.entry.name) (\(entry.name))"), properties: properties, line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: endpoint, line: line)
    for id in ids { record.relation(.serves, from: endpoint, to: id, line: line) }
  }

  /// The files of what a command tests with.
  private func recordSets(
    _ use: CommandUse, _ statement: ScriptStatement, _ entry: FileEntry, _ scope: String,
    _ record: inout Recorder
  ) {
    for word in use.words.prefix(200)
    where use.entry.sets.contains(where: word.hasSuffix)
      && !word.contains(where: { "$*{} ".contains($0) })
    {
      guard let path = WrittenPath(word) else { continue }
      let line = statement.line(naming: word)
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = record.asset(
        path.id(.dataset, in: ProjectFolder(of: entry).native),
        .dataset, name: PlainLine.of(path.name), properties: ["scope": .text(scope)], line: line,
        confidence: scope == "product" ? 0.8 : 0.6)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
    }
  }

  /// The file of weights that a command is told to load.
  private func recordWeights(
    _ use: CommandUse, _ entry: FileEntry, _ scope: String, _ line: Int, _ record: inout Recorder
  ) {
    guard let options = use.entry.model?.files, let path = use.value(of: options),
      (try? lazyFacts.get())?.learning.kind(of: path) == .weights, let file = WrittenPath(path)
    else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      file.id(.modelArtifact, in: ProjectFolder(of: entry).native),
      .modelArtifact, name: PlainLine.of(file.name), properties: ["scope": .text(scope)],
      line: line,
      confidence: scope == "product" ? 0.9 : 0.7)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
  }
}
