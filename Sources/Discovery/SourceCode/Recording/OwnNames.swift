import Formats

/// What people call things of one kind that they write themselves, which no library tells of.
struct OwnNames: Sendable {
  private let names: [SourceTextFacts.NamePattern]
  private let namesInFolder: [SourceTextFacts.NamePattern]
  private let folders: Set<String>
  /// Last words of the names of what belongs to such things and is none, and first words of what tries them.
  private let others: Set<String>
  private let beginnings: Set<String>
  private let fewestWords: Int

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    names = list("names").map(SourceTextFacts.NamePattern.init)
    namesInFolder = list("in_folder").map(SourceTextFacts.NamePattern.init)
    folders = Set(list("folders"))
    others = Set(list("not"))
    beginnings = Set(list("not_first"))
    fewestWords = node?["fewest_words"]?.integer ?? 2
  }

  /// Whether a function or class is one, by its name and where it stands.
  func holds(_ name: String, in path: String) -> Bool {
    let words = SourceTextFacts.words(name)
    guard let first = words.first, let last = words.last, words.count >= fewestWords,
      !beginnings.contains(first), !others.contains(last)
    else { return false }
    if names.contains(where: { $0.matches(words) }) { return true }
    return namesInFolder.contains { $0.matches(words) } && isAmongThem(path)
  }

  /// Whether a file is one of such things, by its name and folders.
  func isAmongThem(_ path: String) -> Bool {
    path.split(separator: "/").suffix(3).contains { part in
      SourceTextFacts.words(String(part.prefix { $0 != "." })).contains(where: folders.contains)
    }
  }
}
