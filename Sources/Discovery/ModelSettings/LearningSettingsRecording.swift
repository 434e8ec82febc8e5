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
    guard facts.learning.settings.mayBe(entry.pathInRepository) else { return }
    var found: [Found] = []
    var isOfLearning = false
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
      record.asset(
        AssetID(item.kind, "repo", native(item.path)), item.kind, name: PlainLine.of(item.path),
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
      if let dataset = named(text, key, holder, line: node.line) {
        found.append(dataset)
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
      visit(
        entry.value, key: entry.key, holder: depth == 0 && key.isEmpty ? holder : key, depth + 1,
        &found, &isOfLearning)
    }
  }

  /// The data set of a hub, or of an address, that a value names.
  private func named(_ text: String, _ key: String, _ holder: String?, line: Int) -> Found? {
    let settings = facts.learning.settings
    if text.contains("://"), StorageAddress(text) == nil {
      guard settings.kind(of: text) == .data, let address = ServerAddress(text),
        address.isHostKnown
      else { return nil }
      return Found(
        path: "\(address.host)\(address.path)", kind: .dataset, authority: "url", line: line)
    }
    guard settings.namesDataset(key, under: holder), settings.isDatasetName(text) else {
      return nil
    }
    return Found(
      path: text, kind: .dataset,
      authority: key.hasPrefix("kaggle") ? "kaggle" : "huggingface", line: line)
  }

  private func kind(of text: String, key: String) -> AssetKind? {
    switch facts.learning.settings.kind(of: text) {
    case .data: .dataset
    case .weights: .modelArtifact
    case .maybeWeights:
      facts.learning.isInModels(text) || facts.texts.namesArtifact(key) ? .modelArtifact : nil
    case nil: nil
    }
  }

  /// Paths are those of the project that the settings are of.
  private func native(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
    return ([facts.project(of: entry).native] + parts.map(String.init)).joined(separator: "/")
  }
}
