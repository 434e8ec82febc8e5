import Formats

/// How files of settings of what learns name data and weights: `settings` of
/// `Catalog/machine-learning-files.yaml`.
struct LearningSettings: Sendable {
  private let folders: Set<String>
  private let files: Set<String>
  private let words: Set<String>
  private let data: Set<String>
  private let weights: Set<String>
  private let maybeWeights: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> Set<String> { Set(node?[key]?.scalars ?? []) }
    folders = list("folders")
    files = list("files")
    words = list("words")
    data = list("data")
    weights = list("weights")
    maybeWeights = list("maybe_weights")
  }

  /// Whether a file may hold such settings, by its place and name.
  func mayBe(_ path: some StringProtocol) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    if parts.dropLast().suffix(3).contains(where: { folders.contains(String($0)) }) { return true }
    return files.contains(String((parts.last ?? "").prefix { $0 != "." }))
  }

  /// Whether a key tells that something learns.
  func tells(_ key: String) -> Bool { !words.isDisjoint(with: SourceTextFacts.words(key)) }

  enum Kind: Sendable {
    case data, weights, maybeWeights
  }

  /// What a path is one of; nil for what is no path, or of something else.
  func kind(of path: String) -> Kind? {
    guard (5...300).contains(path.utf8.count), !path.contains(where: { " {}$*<>,".contains($0) }),
      let ending = MachineLearningFiles.fileExtension(path)
    else { return nil }
    if data.contains(ending) { return .data }
    if weights.contains(ending) { return .weights }
    return maybeWeights.contains(ending) ? .maybeWeights : nil
  }
}
