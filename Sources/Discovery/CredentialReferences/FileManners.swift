import Catalog
import Formats

/// How a file speaks of variables, by the ending of its name.
enum FileManner: String, Sendable, CaseIterable {
  /// Code whose comments begin with `//`, or with `#`.
  case slash, hash
  case shell
  /// YAML, JSON, TOML, properties, container files, lists of variables.
  case settings
  /// Texts for people: nothing in them is a reference.
  case prose

  var isCode: Bool { self == .slash || self == .hash }
}

/// The manner of each kind of file, by `Catalog/credential-names.yaml`.
struct FileManners: Sendable {
  private var manners: [String: FileManner] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/credential-names.yaml")
    for entry in document.root["files"]?.entries ?? [] {
      guard let manner = FileManner(rawValue: entry.key) else {
        throw KnowledgeError(path: document.path, line: entry.line, "unknown manner: \(entry.key)")
      }
      for ending in entry.value.scalars { manners[ending] = manner }
    }
  }

  func manner(of entry: FileEntry) -> FileManner {
    let name = entry.lowercasedName
    if name.hasPrefix("readme") || name.hasPrefix("license") || name.hasPrefix("changelog") {
      return .prose
    }
    if name == "makefile" || name == "justfile" || name == "procfile" { return .shell }
    return manners[entry.fileExtension] ?? .settings
  }
}
