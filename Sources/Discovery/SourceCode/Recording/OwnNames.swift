import Formats

/// What people call things of one kind that they write themselves, which no library tells of.
struct OwnNames: Sendable {
  private let names: NamePatterns
  private let namesInFolder: NamePatterns
  private let folders: Set<String>
  /// Last words of the names of what belongs to such things and is none, and first words of what tries them.
  private let others: Set<NameWord>
  private let beginnings: Set<NameWord>
  private let fewestWords: Int
  /// Names that count only where what the function does proves them.
  private let provable: NamePatterns

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    names = NamePatterns(list("names"))
    namesInFolder = NamePatterns(list("in_folder"))
    folders = Set(list("folders"))
    others = Set(list("not").map(NameWord.init))
    beginnings = Set(list("not_first").map(NameWord.init))
    fewestWords = node?["fewest_words"]?.integer ?? 2
    provable = NamePatterns(list("proved"))
  }

  /// Whether a function may be one, where what it does says so.
  func mayHold(_ name: String) -> Bool {
    let words = NameWords(name)
    guard !provable.isEmpty, let first = words.words.first, let last = words.words.last,
      !beginnings.contains(first), !others.contains(last)
    else { return false }
    return provable.match(words)
  }

  /// Whether a function or class is one, by its name and where it stands.
  func holds(_ name: String, in path: String) -> Bool {
    let words = NameWords(name)
    guard let first = words.words.first, let last = words.words.last,
      words.words.count >= fewestWords, !beginnings.contains(first), !others.contains(last)
    else { return false }
    if names.match(words) { return true }
    return namesInFolder.match(words) && isAmongThem(path)
  }

  /// Whether a file is one of such things, by its name and folders.
  func isAmongThem(_ path: String) -> Bool {
    path.split(separator: "/").suffix(3).contains { part in
      NameWords.texts(of: String(part.prefix { $0 != "." })).contains(where: folders.contains)
    }
  }
}
