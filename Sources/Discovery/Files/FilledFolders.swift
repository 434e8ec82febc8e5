public import Catalog
import Formats

/// Names of folders that programs fill: what is installed, built or cached.
public struct FilledFolders: Sendable {
  private var names: Set<String> = []
  private var endings: [String] = []

  /// None.
  public init() {}

  /// Reads `Catalog/filled-folders.yaml`.
  public init(knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/filled-folders.yaml")
    let all = (document.root["folders"]?.items ?? []).flatMap(\.items).compactMap(\.text)
    for name in all {
      if name.hasPrefix("*") {
        endings.append(String(name.dropFirst()))
      } else {
        names.insert(name)
      }
    }
  }

  func contains(_ name: some StringProtocol) -> Bool {
    let name = name.lowercased()
    return names.contains(name) || endings.contains { name.hasSuffix($0) }
  }
}
