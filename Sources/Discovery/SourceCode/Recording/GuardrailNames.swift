import Formats

/// What people call the guardrails that they write themselves.
struct GuardrailNames: Sendable {
  private let names: [SourceTextFacts.NamePattern]
  private let namesInFolder: [SourceTextFacts.NamePattern]
  private let folders: Set<String>
  /// Last words of the names of what belongs to guardrails and is none, and first words of what tries them.
  private let others: Set<String>
  private let beginnings: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    names = list("names").map(SourceTextFacts.NamePattern.init)
    namesInFolder = list("in_folder").map(SourceTextFacts.NamePattern.init)
    folders = Set(list("folders"))
    others = Set(list("not"))
    beginnings = Set(list("not_first"))
  }

  /// Whether a function or class is a guardrail, by its name and where it stands.
  func holds(_ name: String, in path: String) -> Bool {
    let words = SourceTextFacts.words(name)
    guard let first = words.first, let last = words.last, words.count > 1,
      !beginnings.contains(first), !others.contains(last)
    else { return false }
    if names.contains(where: { $0.matches(words) }) { return true }
    return namesInFolder.contains { $0.matches(words) } && isAmongGuardrails(path)
  }

  private func isAmongGuardrails(_ path: String) -> Bool {
    path.split(separator: "/").suffix(3).contains { part in
      SourceTextFacts.words(String(part.prefix { $0 != "." })).contains(where: folders.contains)
    }
  }
}
