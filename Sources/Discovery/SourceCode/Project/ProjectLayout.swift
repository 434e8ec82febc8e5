/// How the code of a repository is laid out, and what it is called.
struct ProjectLayout: Sendable {
  /// Folders that hold a manifest: projects of their own.
  private(set) var folders: Set<String> = []
  /// Configuration files that code may refer to, by path in the repository.
  private(set) var configurations: Set<String> = []
  /// Agents that a configuration file names by `path in the repository:symbol`.
  private(set) var graphs: [String] = []
  /// Package URLs of what projects publish, by project.
  private(set) var packages: [String: String] = [:]
  /// What the files give to variables of the environment.
  private(set) var environment = ProjectEnvironment()
  /// What files of settings give to the keys that code reads.
  private(set) var settings = ProjectSettings()
  /// Models that settings of frameworks name, with the folder of the file and their keys.
  private(set) var configuredModels: [(folder: String, keys: [String], value: String)] = []
  /// Modules of what the repository itself publishes, as far as the catalogue knows them: they are theirs, not the application's.
  private(set) var ownModules: Set<String> = []
  private let scopes: PathScopes

  init(
    _ fragments: [(path: String, project: ProjectFragment)], of repository: RepositoryIdentity,
    _ facts: SourceFacts
  ) {
    scopes = facts.scopes
    var published: Set<String> = []
    for (path, project) in fragments {
      switch project {
      case .configuration: configurations.insert(path)
      case .graphs(let names): graphs += names
      case .variables(let variables): environment.add(variables, of: path)
      case .settings(let entries): settings.add(entries, of: path)
      case .configuredModels(let entries):
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        configuredModels += entries.map { (folder, $0.keys, $0.value) }
        settings.add(entries.filter { !$0.value.isEmpty }, of: path)
      case .manifest(let names):
        let folder = path.split(separator: "/").dropLast()
        folders.insert(folder.joined(separator: "/"))
        published.formUnion(names ?? [])
        if let name = names?.first,
          let package = ProjectManifests.packageURL(name, ofManifest: path)
        {
          packages[ProjectFolder(repository, Array(folder)).native] = package
        }
      }
    }
    ownModules = facts.constructs.modules(of: published).union(
      published.filter { facts.constructs.knows(module: $0, in: .script) })
  }

  func scope(of path: String) -> String { scopes.scope(of: path) }

  /// Whether a module is one of a package that the repository publishes.
  func publishes(_ module: String) -> Bool {
    guard !ownModules.isEmpty, let root = module.split(separator: ".").first else { return false }
    return ownModules.contains(String(root))
  }

  /// The project that the files of a folder belong to: the parts of the nearest folder with a manifest,
  /// else none.
  func project(ofFolder folder: String) -> [String] {
    var parts = folder.split(separator: "/").map(String.init)
    while !parts.isEmpty, !folders.contains(parts.joined(separator: "/")) { parts.removeLast() }
    return parts
  }

  /// Digest of what concerns all files alike.
  func digest() -> FileDigest {
    var writer = ByteWriter()
    let packages = packages.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    for texts in [
      ownModules.sorted(), configurations.sorted(), packages, environment.texts, settings.texts,
      configuredModels.flatMap { [$0.folder] + $0.keys + [$0.value] },
    ] {
      writer.number(texts.count)
      for text in texts { writer.counted(text.utf8) }
    }
    return FileDigest(of: writer.bytes[...])
  }

  /// The agents named in some of the files.
  func graphs(in paths: Set<Substring>) -> [String] {
    graphs.filter { name in name.split(separator: ":").first.map(paths.contains) == true }
  }
}
