import Catalog
import Formats

/// How files of variables of the environment are called: `Catalog/env-files.yaml`.
struct EnvFileNames: Sendable {
  private let words: Set<String>
  private let marks: Set<String>
  /// Endings of files of other kinds.
  private let endings: Set<String>

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/env-files.yaml").root
    func list(_ key: String) -> Set<String> { Set(root[key]?.scalars ?? []) }
    (words, marks, endings) = (list("words"), list("marks"), list("endings"))
  }

  func match(_ entry: FileEntry) -> Bool {
    let name = entry.lowercasedName
    return name.hasPrefix(".env") || (name.hasSuffix(".env") && name.count > 4)
      || name.hasPrefix("example.env") || name == "env.local"
      || name == "env" && entry.usedName != entry.name
      || isMarked(entry.name)
  }

  /// `env.example.watsonx`, `backend_env_sample`
  private func isMarked(_ name: Substring) -> Bool {
    guard name.utf8.count <= 80, name.lowercased().utf8.contains("env".utf8) else { return false }
    let lower = name.lowercased()
    if let dot = lower.lastIndex(of: "."),
      endings.contains(String(lower[lower.index(after: dot)...]))
    {
      return false
    }
    let parts = lower.split { ".-_".contains($0) }.map(String.init)
    return zip(parts, parts.dropFirst()).contains { first, second in
      words.contains(first) && marks.contains(second)
        || marks.contains(first) && words.contains(second)
    }
  }
}
