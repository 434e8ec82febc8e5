import Estate

/// A folder of a repository as the project that its files belong to: the Application of the same folder
/// has this id, whichever of its files speaks of it.
struct ProjectFolder: Sendable {
  /// Repository and folder, for ids of what the project holds.
  let native: String
  let id: AssetID
  let name: String
  let repository: RepositoryIdentity

  /// The folder of a file.
  init(of entry: FileEntry) {
    self.init(entry.repository, Array(entry.pathInRepository.split(separator: "/").dropLast()))
  }

  /// A folder relative to that of a file, such as `./services/api` in a compose file.
  init(of entry: FileEntry, relative path: String) {
    var folders = Array(entry.pathInRepository.split(separator: "/").dropLast())
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = folders.popLast() } else { folders.append(part) }
    }
    self.init(entry.repository, folders)
  }

  /// A folder of a repository, by its parts.
  init(_ repository: RepositoryIdentity, _ folders: [Substring]) {
    self.repository = repository
    native = ([repository.native] + folders.map(String.init)).joined(separator: "/")
    id = AssetID(.application, "repo", native)
    name = folders.last.map(String.init) ?? repository.name
  }

  /// Records the project, contained by its repository.
  @discardableResult
  func record(
    _ record: inout Recorder, scope: String, line: Int? = nil, confidence: Double = 0.8
  ) -> AssetID {
    record.asset(repository.id, .repository, name: repository.name)
    record.asset(
      id, .application, name: name, properties: ["scope": .text(scope)], line: line,
      confidence: confidence)
    record.relation(.contains, from: repository.id, to: id)
    return id
  }
}
