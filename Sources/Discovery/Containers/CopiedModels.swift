import Catalog
import Estate
import Formats

/// Which of the files that a Dockerfile puts into an image are models.
struct CopiedModels: Sendable {
  private let files: MachineLearningFiles
  private let texts: SourceTextFacts
  /// Parts of the paths that servers of models load from.
  private let folders: Set<Substring>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    files = try MachineLearningFiles(knowledge)
    texts = try SourceTextFacts(knowledge)
    let images = try knowledge.required("Catalog/ai-images.yaml").root
    folders = Set((images["model_folders"]?.scalars ?? []).map { Substring($0) })
  }

  /// Whether a path is one of weights: by its ending, or, of those that other files have too, by its name or folder.
  func isModel(_ path: String) -> Bool {
    // Of an address what asks for it is no part of the path.
    let path = path.contains("://") ? String(path.prefix { $0 != "?" }) : path
    guard !path.contains(where: { "$*?[{".contains($0) }) else { return false }
    if files.settings.kind(of: path) == .weights { return true }
    guard texts.learning.mayBeArtifact(path), !path.hasSuffix(".json"),
      let name = path.split(separator: "/").last, let dot = name.lastIndex(of: ".")
    else { return false }
    return files.isInModels(path) || texts.learning.namesArtifact(String(name[..<dot]))
  }

  /// Whether a folder is put where a server of models looks for them.
  func isServed(_ source: String, at target: String) -> Bool {
    guard let name = source.split(separator: "/").last, !name.contains("."),
      !source.contains(where: { "$*?[{".contains($0) })
    else { return false }
    return target.split(separator: "/").contains(where: folders.contains)
  }
}
