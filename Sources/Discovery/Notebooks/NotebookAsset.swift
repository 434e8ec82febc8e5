import Estate
import Formats

/// A notebook as an asset: the same, whichever detector found something in it.
struct NotebookAsset: Sendable {
  let id: AssetID
  let name: String
  let language: String?
  let repository: RepositoryIdentity

  init(_ entry: FileEntry, language: String?) {
    self.init(
      pathInRepository: String(entry.pathInRepository), repository: entry.repository,
      language: language)
  }

  init(pathInRepository path: String, repository: RepositoryIdentity, language: String?) {
    id = AssetID(.notebook, "repo", "\(repository.native)/\(path)")
    name = String(path.split(separator: "/").last ?? Substring(path))
    self.language = language
    self.repository = repository
  }

  /// Records the notebook, contained by its repository.
  @discardableResult
  func record(_ record: inout Recorder, scope: String, confidence: Double = 1) -> AssetID {
    record.asset(repository.id, .repository, name: repository.name)
    var properties: [String: Value] = ["scope": .text(scope)]
    if let language { properties["language"] = .text(language) }
    record.asset(id, .notebook, name: name, properties: properties, confidence: confidence)
    record.relation(.contains, from: repository.id, to: id)
    return id
  }
}
