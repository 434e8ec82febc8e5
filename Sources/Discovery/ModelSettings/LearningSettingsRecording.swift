import Estate
import Formats

/// Records the data and weights that a file of settings of what learns names by their paths.
struct LearningSettingsRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String

  private static let limit = 100

  private struct Found {
    let path: String
    let kind: AssetKind
    /// Of what is named and no path: where names of that kind are kept.
    var authority: String?
    let line: Int
  }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    let settings = facts.learning.settings
    let isRecipe = settings.isRecipe(root)
    guard settings.mayBe(entry.pathInRepository) || isRecipe else { return }
    var found: [Found] = []
    var isOfLearning = isRecipe
    let folder = entry.pathInRepository.split(separator: "/").dropLast().last.map(String.init)
    visit(root, key: "", holder: folder, 0, &found, &isOfLearning)
    guard isOfLearning, found.count <= Self.limit else { return }
    for item in found {
      if let authority = item.authority {
        record.asset(
          AssetID(item.kind, authority, item.path), item.kind, name: PlainLine.of(item.path),
          properties: ["scope": .text(scope)], line: item.line,
          confidence: scope == "product" ? 0.8 : 0.6)
        continue
      }
      if item.kind == .dataset, let address = StorageAddress(item.path) {
        record.dataset(address, line: item.line)
        continue
      }
      guard let path = WrittenPath(item.path) else { continue }
      record.asset(
        path.id(item.kind, in: facts.project(of: entry).native), item.kind,
        name: PlainLine.of(item.path),
        properties: ["scope": .text(scope)], line: item.line,
        confidence: scope == "product" ? 0.8 : 0.6)
    }
  }

  private func visit(
    _ node: DocumentNode, key: String, holder: String?, _ depth: Int, _ found: inout [Found],
    _ isOfLearning: inout Bool
  ) {
    guard depth < 32, found.count <= Self.limit else { return }
    if let text = node.text {
      let named = named(text, key, holder, line: node.line)
      if !named.isEmpty {
        found += named
      } else if let adapter = adapter(text, key, line: node.line) {
        found.append(adapter)
      } else if let kind = kind(of: text, key: key) {
        found.append(Found(path: text, kind: kind, line: node.line))
      }
      return
    }
    for item in node.items {
      visit(item, key: key, holder: holder, depth + 1, &found, &isOfLearning)
    }
    for entry in node.entries {
      isOfLearning = isOfLearning || facts.learning.settings.tells(entry.key)
      if facts.learning.settings.isMixture(key), entry.value.scalar != nil {
        found += named(entry.key, entry.key, key, line: entry.line)
        continue
      }
      visit(
        entry.value, key: entry.key, holder: depth == 0 && key.isEmpty ? holder : key, depth + 1,
        &found, &isOfLearning)
    }
  }

  /// The data sets of a hub, or of an address, that a value names: several with commas between them.
  private func named(_ text: String, _ key: String, _ holder: String?, line: Int) -> [Found] {
    let settings = facts.learning.settings
    if text.contains("://"), StorageAddress(text) == nil {
      guard settings.kind(of: text) == .data, let address = ServerAddress(text),
        address.isHostKnown
      else { return [] }
      return [
        Found(path: "\(address.host)\(address.path)", kind: .dataset, authority: "url", line: line)
      ]
    }
    guard settings.namesDataset(key, under: holder) else { return [] }
    if settings.isDataPath(text, under: key) {
      return [Found(path: text, kind: .dataset, line: line)]
    }
    let names = text.split(separator: ",").map { String($0.trimmed) }
    guard names.count <= 16, names.allSatisfy(settings.isDatasetName) else { return [] }
    let authority = key.hasPrefix("kaggle") ? "kaggle" : "huggingface"
    return names.map { Found(path: $0, kind: .dataset, authority: authority, line: line) }
  }

  /// The adapter of a model that a value says the place of.
  private func adapter(_ text: String, _ key: String, line: Int) -> Found? {
    let settings = facts.learning.settings
    guard settings.namesAdapter(key), settings.isAdapterPath(text) else { return nil }
    return Found(path: text, kind: .modelArtifact, line: line)
  }

  private func kind(of text: String, key: String) -> AssetKind? {
    switch facts.learning.settings.kind(of: text) {
    case .data: .dataset
    case .weights: .modelArtifact
    case .maybeWeights:
      facts.learning.isInModels(text) || facts.texts.learning.namesArtifact(key)
        ? .modelArtifact : nil
    case nil: nil
    }
  }
}
