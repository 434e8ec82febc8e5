public import Catalog
public import Estate
import Formats
public import Matching

/// Reads source code for what uses AI: agents, tools, models, prompts, MCP servers, data sets, vector stores
/// and more, with their names and what belongs to what. What counts is said by `Catalog/constructs`.
///
/// Each file is read once, and what it says to others is kept; what it means is worked out when all are
/// read, as names lead from file to file.
public struct SourceCodeDetector: Detector {
  public let name = "source-code"
  public let collects: Set<RelationKind> = [
    .usesModel, .canCall, .hasPrompt, .delegatesTo, .connectsTo, .provides, .remembersIn,
    .retrievesFrom, .guardedBy, .gatedBy, .ingestedBy, .feeds, .trainedOn, .fineTunedOn,
    .derivedFrom, .materialisedAs, .loadedBy,
    .evaluatedBy, .serves, .exposes, .performs, .reads, .writes, .sendsTo,
  ]
  public let patterns: [Pattern]
  private let lazyFacts: LazyFacts<SourceFacts>
  private let manifests: ProjectManifests
  private let settings: ProjectSettingsReader

  /// Largest source file that is read.
  private static let sizeLimit = 8 << 20
  /// Longest line of a file that people write.
  private static let longestLine = 200_000

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    lazyFacts = try LazyFacts(knowledge) { knowledge throws(KnowledgeError) in
      let facts = try SourceFacts(knowledge)
      // Little of it is read again.
      knowledge.letGo()
      return facts
    }
    manifests = ProjectManifests()
    settings = ProjectSettingsReader(try MachineLearningFiles(knowledge).settings)
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    patterns = (root["relevant"]?.scalars ?? []).map {
      Pattern(name: "source-relevant", expression: $0, syntax: .regular, ignoresCase: true)
    }
  }

  public func wants(_ entry: FileEntry) -> Bool {
    if entry.notebookFormat != nil { return true }
    guard !entry.isBinary else { return false }
    return SourceLanguage(fileExtension: entry.fileExtension) != nil
      || EmbeddedSource.Form(fileExtension: entry.fileExtension) != nil
      || manifests.isManifest(entry) || manifests.isConfiguration(entry)
      || manifests.isGraphList(entry) || manifests.isDeployment(entry) || settings.wants(entry)
      || FrameworkSettings.wants(entry)
  }

  public func prepare() { _ = try? lazyFacts.get() }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    if manifests.isManifest(entry) {
      record.keep(ProjectFragment.manifest(try? manifests.packages(file)).encoded)
    } else if manifests.isConfiguration(entry) {
      record.keep(ProjectFragment.configuration.encoded)
    } else if manifests.isGraphList(entry) {
      record.keep(ProjectFragment.graphs(try manifests.graphs(file)).encoded)
    }
    if manifests.isDeployment(entry) { try keepVariables(file, &record) }
    if settings.wants(entry) {
      let entries = settings.entries(
        of: try file.contents(limit: ProjectSettingsReader.sizeLimit), entry.fileExtension)
      if !entries.isEmpty { record.keep(ProjectFragment.settings(entries).encoded) }
    }
    if FrameworkSettings.wants(entry), let facts = try? lazyFacts.get() {
      let models = try FrameworkSettings.models(file, facts.texts)
      if !models.isEmpty { record.keep(ProjectFragment.configuredModels(models).encoded) }
    }
    let embedded = EmbeddedSource.Form(fileExtension: entry.fileExtension)
    guard
      entry.notebookFormat != nil || embedded != nil
        || SourceLanguage(fileExtension: entry.fileExtension) != nil
    else { return }
    let facts = try lazyFacts.needed()
    let scope = facts.scopes.scope(of: entry.pathInRepository)
    guard scope != "vendored", scope != "generated" else { return }
    let isSuspect =
      !file.hits.isEmpty || entry.pathContains("prompt")
      || facts.texts.concernsAI(path: entry.pathInRepository)
    if let notebook = try file.notebook(&record) {
      guard let language = notebook.code.language else { return }
      return keep(
        notebook.code.text, language, NotebookLines(starts: notebook.code.starts),
        path: entry.pathInRepository, isSuspect: isSuspect, facts, &record)
    }
    guard let language = embedded?.language ?? SourceLanguage(fileExtension: entry.fileExtension)
    else { return }
    var bytes = try file.contents(limit: Self.sizeLimit)
    if let embedded {
      let name = entry.name.prefix { $0 != "." }
      bytes = EmbeddedSource.code(in: bytes, embedded, named: String(name))
    }
    guard !Self.hasEndlessLine(bytes) else {
      throw Unreadable("a line of more than \(Self.longestLine) bytes: not written by people")
    }
    keep(
      bytes, language, nil, path: entry.pathInRepository, isSuspect: isSuspect, facts, &record)
  }

  /// Keeps nothing but names of models: other values may be secrets.
  private func keepVariables(
    _ file: InspectedFile, _ record: inout Recorder
  ) throws(Unreadable) {
    let known = DeploymentVariables.variables(
      try file.contents(limit: ProjectManifests.deploymentLimit), limit: 200
    ) { $0.contains("MODEL") || $0.contains("LLM") }
    guard !known.isEmpty, let facts = try? lazyFacts.get() else { return }
    let models = known.filter {
      facts.texts.namesModel($0.name) && facts.models.recognized($0.value) != nil
    }
    if !models.isEmpty { record.keep(ProjectFragment.variables(models).encoded) }
  }

  private func keep(
    _ bytes: [UInt8], _ language: SourceLanguage, _ cells: NotebookLines?, path: Substring,
    isSuspect: Bool, _ facts: SourceFacts, _ record: inout Recorder
  ) {
    let structure = SourceFile.parse(bytes, language: language)
    let family = SourceFamily(language)
    let isRelevant =
      isSuspect
      || structure.imports.contains { item in
        facts.constructs.knows(module: item.module, in: family)
          || family.importsFiles && facts.texts.concernsAI(path: item.module)
      }
    let mayServe = structure.imports.contains {
      facts.constructs.mayServe(module: $0.module, in: family)
    }
    let isPython = family == .python
    let data = facts.texts.dataFiles
    let readsData = isPython && structure.imports.contains { data.readers.concerns($0.module) }
    // What hands something to what others of the repository do is read whole, as what answers requests with it.
    let isWhole =
      isRelevant || readsData
      || (family.importsFiles || family.importsTypes)
        && (structure.imports.contains {
          facts.constructs.mayAnswer(module: $0.module, in: family)
            || family.importsTypes && facts.texts.concernsAI(path: $0.module)
        } || facts.constructs.mayAnswer(path: path, in: family))
      || isPython
        && structure.imports.contains {
          facts.texts.learning.concerns(module: $0.module, name: $0.name)
        }
    let fragment = SourceFragment(
      outline: structure.outline(isWhole ? .whole : .definitions), cells: cells,
      isRelevant: isRelevant)
    let head = SourceHead(
      fragment, mayServe: mayServe,
      learns: isPython && structure.imports.contains { data.modules.concerns($0.module) },
      readsData: readsData)
    record.keep(head.encoded, body: fragment.encoded)
  }

  public func link(
    _ fragments: [FileFragment], _ linking: Linking
  ) throws(DamagedCache) -> [Observations] {
    // Where the facts cannot be read, each file has said so.
    guard fragments.contains(where: { SourceHead.isRelevant($0.head) }),
      let facts = try? lazyFacts.get()
    else { return [] }
    return try SourceLinking(facts, linking, detector: name).link(fragments)
  }

  private static func hasEndlessLine(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > longestLine else { return false }
    var start = 0
    while start + longestLine < bytes.count {
      // Backwards from the farthest end that a line may have.
      guard
        let end = bytes[start..<start + longestLine].lastIndex(of: UInt8(ascii: "\n"))
      else { return true }
      start = end + 1
    }
    return false
  }
}
