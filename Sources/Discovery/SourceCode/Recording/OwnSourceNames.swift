import Formats

/// What people call classes of their own that read content for models, or look it up.
struct OwnSourceNames: Sendable {
  enum Role {
    case reader, retriever
  }

  private let readers: Set<NameWord>
  private let retrievers: Set<NameWord>
  private let beginnings: Set<NameWord>

  init(_ node: DocumentNode?) {
    func words(_ key: String) -> Set<NameWord> {
      Set((node?[key]?.scalars ?? []).map(NameWord.init))
    }
    readers = words("readers")
    retrievers = words("retrievers")
    beginnings = words("not_first")
  }

  /// The role of a class, by the last word of its name.
  func role(_ name: String) -> Role? {
    guard let last = NameWords(name).words.last else { return nil }
    return readers.contains(last) ? .reader : retrievers.contains(last) ? .retriever : nil
  }

  /// Whether a class only says what others are.
  func isBase(_ name: String) -> Bool {
    NameWords(name).words.first.map(beginnings.contains) ?? false
  }
}
