import Formats

/// How files of settings of what learns name data and weights: `settings` of
/// `Catalog/machine-learning-files.yaml`.
struct LearningSettings: Sendable {
  private let folders: Set<String>
  private let files: Set<String>
  private let words: Set<String>
  private let names: Set<String>
  private let scriptWords: Set<String>
  private let secrets: Set<String>
  private let datasetKeys: Set<String>
  private let datasetHolders: Set<String>
  private let data: Set<String>
  private let weights: Set<String>
  private let maybeWeights: Set<String>
  private let recipeKeys: Set<String>
  private let mixtures: Set<String>
  private let adapters: Set<String>

  /// Keys of a recipe that a document must have at least, to be one wherever it stands.
  private static let fewestRecipeKeys = 3

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> Set<String> { Set(node?[key]?.scalars ?? []) }
    folders = list("folders")
    files = list("files")
    words = list("words")
    names = list("names")
    scriptWords = list("script_words")
    secrets = list("secrets")
    datasetKeys = list("dataset_keys")
    datasetHolders = list("dataset_holders")
    data = list("data")
    weights = list("weights")
    maybeWeights = list("maybe_weights")
    recipeKeys = list("recipe_keys")
    mixtures = list("mixtures")
    adapters = list("adapters")
  }

  /// Whether a document is a recipe of a trainer, by its keys and those below them.
  func isRecipe(_ root: DocumentNode) -> Bool {
    let entries = root.entries.prefix(400)
    let keys = Set(entries.map(\.key))
      .union(entries.prefix(40).flatMap { $0.value.entries.prefix(100).map(\.key) })
    return keys.intersection(recipeKeys).count >= Self.fewestRecipeKeys
  }

  /// Whether the keys below a key are data sets with their shares: `dataset_mixer: {org/chats: 0.5}`.
  func isMixture(_ key: String) -> Bool { mixtures.contains(key) }

  /// Whether a key holds where the adapter of a model lies, or its name on a hub.
  func namesAdapter(_ key: String) -> Bool { adapters.contains(key) }

  /// Whether a value is the path of an adapter: a folder, as others are.
  func isAdapterPath(_ text: String) -> Bool {
    (3...300).contains(text.utf8.count) && text.contains("/") && !text.contains("://")
      && !text.contains(where: { " {}$*<>,".contains($0) })
  }

  /// Whether a value is the path of a file of data that could hold anything, under a key for data sets.
  func isDataPath(_ text: String, under key: String) -> Bool {
    datasetKeys.contains(key) && text.hasSuffix(".json") && (6...300).contains(text.utf8.count)
      && !text.contains(where: { " {}$*<>,".contains($0) }) && !text.contains("://")
  }

  /// Whether a file may hold such settings, by its place and name.
  func mayBe(_ path: some StringProtocol) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    if parts.dropLast().suffix(3).contains(where: { folders.contains(String($0)) }) { return true }
    return files.contains(String((parts.last ?? "").prefix { $0 != "." }))
  }

  /// Whether a variable of a script holds the place of data to learn from, by its words.
  func namesData(variable: String) -> Bool {
    !scriptWords.isDisjoint(with: NameWords.texts(of: variable))
  }

  /// Whether a key tells that something learns.
  func tells(_ key: String) -> Bool { !words.isDisjoint(with: NameWords.texts(of: key)) }

  /// Whether a value is kept for the code that reads it: a path, or what a key for names and paths holds. Never
  /// what may be a secret.
  func mayKeep(_ value: String, under key: String) -> Bool {
    let words = NameWords.texts(of: key)
    guard (2...200).contains(value.utf8.count), secrets.isDisjoint(with: words),
      value.contains(where: \.isLetter),
      value.utf8.allSatisfy({ byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-._/:{}\\+=".utf8.contains(byte)
        }
      })
    else { return false }
    return !names.isDisjoint(with: words) || kind(of: value) != nil
  }

  /// Whether a key holds the name of a data set: by itself, or under another, which may be the folder of the file.
  func namesDataset(_ key: String, under holder: String?) -> Bool {
    datasetKeys.contains(key)
      || holder.map(isMixture) == true && key.contains("/")
      || ["name", "id", "repo_id"].contains(key)
        && holder.map { datasetHolders.contains($0.lowercased()) } == true
      || key == "path" && holder == "datasets"
  }

  /// Whether a value is the name of a data set as hubs have them: `imdb`, `tatsu-lab/alpaca`.
  func isDatasetName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return (2...96).contains(text.utf8.count) && parts.count <= 2
      && parts.allSatisfy { part in
        part.first.map { $0.isLetter || $0.isNumber } == true
          && part.utf8.allSatisfy { byte in
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
            default: "-._".utf8.contains(byte)
            }
          }
      } && text.contains(where: \.isLetter) && !["data", "dataset", "true", "false"].contains(text)
      && kind(of: text) == nil
  }

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
