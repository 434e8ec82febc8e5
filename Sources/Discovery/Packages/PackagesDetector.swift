public import Catalog
public import Estate
import Formats

/// Finds the AI packages that manifests and lock files name, the projects that need them, and the
/// providers and vector stores that they stand for.
public struct PackagesDetector: Detector {
  /// Largest lock file read: 256 MiB.
  private static let lockLimit = 256 << 20

  public let name = "packages"
  public let collects: Set<RelationKind> = [.dependsOn]
  let catalog: PackageCatalog
  private let advisories: PackageAdvisories
  private let providers: ProviderNames
  private let engines: VectorEngines
  let scopes: PathScopes

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    catalog = try PackageCatalog(knowledge)
    advisories = try PackageAdvisories(knowledge)
    providers = try ProviderNames(knowledge)
    engines = try VectorEngines(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    entry.notebookFormat != nil || !entry.isBinary && format(of: entry) != nil
  }

  private func format(of entry: FileEntry) -> ManifestFormat? {
    if let format = ManifestFormat(fileName: entry.name) { return format }
    let ending = entry.fileExtension
    switch ending {
    case "txt", "in":
      // requirements/base.txt
      return entry.parent.map { ["requirements", "requirement", "reqs"].contains($0) } == true
        ? .requirements : nil
    case "py": return entry.headContains(ScriptMetadata.mark) ? .scriptMetadata : nil
    case "java", "kt", "kts", "cs", "csx", "fsx", "dib":
      return SourceDirectives.marks.contains(where: entry.headContains) ? .sourceDirectives : nil
    case "sh", "bash", "zsh", "mk": return .installScript
    case "yml", "yaml":
      if isWorkflow(entry) { return .installScript }
      // `environment-gpu.yml`, `conda_env.yaml`
      let isEnvironment = ["env", "conda"].contains(where: entry.lowercasedName.contains)
      return isEnvironment && entry.headContains("dependencies:")
        && (entry.headContains("channels:") || entry.headContains("- python")
          || entry.headContains("- pip"))
        ? .condaEnvironment : nil
    default:
      return ["makefile", "justfile", "procfile"].contains(entry.lowercasedName)
        ? .installScript : nil
    }
  }

  /// A workflow of a CI service, whose steps may install what they use.
  private func isWorkflow(_ entry: FileEntry) -> Bool {
    let folders = entry.parts.dropLast()
    return folders.last == "workflows" && folders.dropLast().last == ".github"
      || folders.last == ".circleci"
      || [".gitlab-ci.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", "cloudbuild.yaml"]
        .contains(entry.lowercasedName)
      || folders.dropLast().last == "actions" && folders.dropLast(2).last == ".github"
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    if let notebook = try file.notebook(&record) { inspect(notebook, file.entry, &record) }
    guard let format = format(of: file.entry) else { return }
    let bytes = try file.contents(limit: format.isLock ? Self.lockLimit : InspectedFile.wholeLimit)
    let manifest: Manifest
    do {
      let catalog = catalog
      manifest = try Manifest.parse(bytes, as: format) { catalog.wants($0, $1) }
    } catch {
      throw Unreadable("not readable as \(file.entry.name): \(error)")
    }
    if manifest.isTruncated {
      record.skipped("names too many packages: only the first are recorded")
    }
    let names = Set(manifest.dependencies.map(\.name))
    let found = manifest.dependencies.compactMap { dependency -> Match? in
      // What comes from a folder is the organization's own, whatever its name.
      guard dependency.source != .path,
        let entry = catalog.entry(for: dependency, among: names)
      else { return nil }
      return Match(dependency: dependency, entry: entry)
    }
    // Some serve many purposes: beside no other AI package they are no sign of AI.
    guard !found.allSatisfy(\.entry.isWeak) else { return }

    let scope = scopes.scope(of: file.entry.pathInRepository, considersName: false)
    let project =
      scope == "vendored" || format.isOfNoProject
      ? nil : recordProject(file.entry, manifest, scope, Versions(found, format, of: self), &record)
    for match in found {
      let package = recordPackage(match, format, scope, &record)
      guard let project else { continue }
      record.relation(.dependsOn, from: project, to: package, line: match.dependency.line)
      // An optional set says what a library can work with, not what is there.
      if match.isDirect(in: format), !match.dependency.isDevelopment,
        match.dependency.group == nil, !match.entry.isWeak
      {
        recordProvider(match, project, &record)
      }
    }
  }

  struct Match {
    let dependency: DeclaredDependency
    let entry: PackageEntry
    /// Cell of the notebook that it stands in.
    var cell: Int?

    func isDirect(in format: ManifestFormat) -> Bool {
      !format.isLock && dependency.group != "indirect"
    }

    /// The name as its ecosystem spells it.
    var exactName: String {
      entry.pattern.contains("*") || dependency.ecosystem == .golang
        || dependency.ecosystem == .swift ? dependency.name : entry.pattern
    }

    var id: AssetID {
      PackageURL.assetID(
        dependency.ecosystem, dependency.ecosystem == .nuget ? exactName : dependency.name)
    }
  }

  /// Which packages of one file may change from build to build, and which cannot: a fact of the
  /// project, since another project may ask for the same package otherwise.
  private struct Versions {
    let unpinned: [String]
    let locked: [String]

    init(_ found: [Match], _ format: ManifestFormat, of detector: PackagesDetector) {
      unpinned = found.filter { match in
        match.isDirect(in: format) && !match.dependency.isDevelopment
          && detector.pinned(match.dependency, format) == false
      }.map(\.id.text)
      locked = format.isLock ? found.filter { $0.dependency.version != nil }.map(\.id.text) : []
    }
  }

  private func recordProject(
    _ entry: FileEntry, _ manifest: Manifest, _ scope: String, _ versions: Versions,
    _ record: inout Recorder
  ) -> AssetID {
    var folders = entry.pathInRepository.split(separator: "/").dropLast()
    // Folders that hold manifests of the project above them.
    if let last = folders.last, ["requirements", "reqs", "gradle"].contains(last) {
      folders.removeLast()
    }
    let native = ([entry.repository.native] + folders.map(String.init)).joined(separator: "/")
    let id = AssetID(.application, "repo", native)
    var properties: [String: Value] = [
      "scope": .text(scope), "unpinned_packages": .texts(versions.unpinned),
      "locked_packages": .texts(versions.locked),
    ]
    if let ecosystem = manifest.dependencies.first?.ecosystem {
      properties["ecosystem"] = .text(ecosystem.rawValue)
    }
    if let version = manifest.projectVersion, !manifest.format.isLock {
      properties["version"] = .text(version)
    }
    let declared = manifest.projectName.flatMap { $0.isEmpty ? nil : $0 }
    record.asset(
      id, .application, name: declared ?? folders.last.map(String.init) ?? entry.repository.name,
      properties: properties, confidence: declared == nil || manifest.format.isLock ? 0.9 : 1)
    record.relation(.contains, from: entry.repository.id, to: id)
    return id
  }

  func recordPackage(
    _ match: Match, _ format: ManifestFormat, _ scope: String, _ record: inout Recorder
  ) -> AssetID {
    let dependency = match.dependency
    var properties: [String: Value] = [
      "ecosystem": .text(dependency.ecosystem.rawValue), "groups": .texts(match.entry.groups),
      "source": .text(dependency.source.rawValue), "scope": .text(scope),
      "direct": .boolean(match.isDirect(in: format) && scope != "vendored"),
    ]
    if let provider = match.entry.provider { properties["provider"] = .text(provider) }
    if let engine = engines.engine(dependency.ecosystem, dependency.name) {
      properties["vector_store"] = .text(engine.slug)
    }
    if format.isLock {
      if let version = dependency.version { properties["versions"] = [.text(version)] }
    } else {
      properties["requirements"] = .texts([dependency.requirement].compactMap { $0 })
    }
    if let pinned = pinned(dependency, format) { properties["pinned"] = .boolean(pinned) }
    if !format.isLock || format.statesDevelopment || dependency.isDevelopment {
      properties["development"] = .boolean(dependency.isDevelopment)
    }
    addAdvisories(dependency, to: &properties)
    let id = match.id
    // A test or an example says less surely than the product what the package is for.
    return record.asset(
      id, .package, name: match.exactName, properties: properties, line: dependency.line,
      cell: match.cell, confidence: scope == "product" ? 1 : 0.9)
  }

  /// Whether one exact version is named; nil where a lock file may do so, and for want of a version.
  private func pinned(_ dependency: DeclaredDependency, _ format: ManifestFormat) -> Bool? {
    if dependency.version != nil { return true }
    if format.isLock || dependency.source != .registry { return nil }
    return format.hasLockFile ? nil : false
  }

  private func addAdvisories(
    _ dependency: DeclaredDependency, to properties: inout [String: Value]
  ) {
    let (ecosystem, name, version) = (dependency.ecosystem, dependency.name, dependency.version)
    if let malicious = advisories.state(.malicious, ecosystem, name, version: version) {
      properties["malicious"] = .boolean(malicious)
    }
    if let ended = advisories.state(.endOfLife, ecosystem, name, version: version) {
      properties["end_of_life"] = .boolean(ended)
    }
    let holding = advisories.holding(ecosystem, name, version: version)
    guard !holding.isEmpty else { return }
    // That support ended is said by `end_of_life`; it is no flaw by itself.
    let flaws = holding.filter { $0.kind != .endOfLife }
    if !flaws.isEmpty { properties["advisories"] = .texts(flaws.map(\.id).sorted()) }
    if let replacement = holding.compactMap(\.replacement).first {
      properties["replacement"] = .text(replacement)
    }
  }

  private func recordProvider(_ match: Match, _ project: AssetID, _ record: inout Recorder) {
    guard match.entry.groups.contains("llm_sdk"), let slug = match.entry.provider,
      let name = providers[slug]
    else { return }
    let line = match.dependency.line
    let id = record.asset(
      AssetID(.provider, "vendor", slug), .provider, name: name, line: line, confidence: 0.6)
    record.relation(
      .usesModel, from: project, to: id, basis: .inferred, line: line, confidence: 0.6)
  }
}
