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
    let line: Int
  }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    guard facts.learning.settings.mayBe(entry.pathInRepository) else { return }
    var found: [Found] = []
    var isOfLearning = false
    visit(root, key: "", 0, &found, &isOfLearning)
    guard isOfLearning, found.count <= Self.limit else { return }
    for item in found {
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
    _ node: DocumentNode, key: String, _ depth: Int, _ found: inout [Found],
    _ isOfLearning: inout Bool
  ) {
    guard depth < 32, found.count <= Self.limit else { return }
    if let text = node.text {
      if let kind = kind(of: text, key: key) {
        found.append(Found(path: text, kind: kind, line: node.line))
      }
      return
    }
    for item in node.items { visit(item, key: key, depth + 1, &found, &isOfLearning) }
    for entry in node.entries {
      isOfLearning = isOfLearning || facts.learning.settings.tells(entry.key)
      visit(entry.value, key: entry.key, depth + 1, &found, &isOfLearning)
    }
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
