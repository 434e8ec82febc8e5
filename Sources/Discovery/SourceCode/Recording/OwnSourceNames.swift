import Formats

/// What people call classes of their own that read content for models, or look it up.
struct OwnSourceNames: Sendable {
  enum Role {
    case reader, retriever
  }

  private let readers: Set<NameWord>
  private let retrievers: Set<NameWord>
  private let beginnings: Set<NameWord>
  /// Classes that search or fetch elsewhere, if a method says so and the file asks other computers.
  private let searchers: NamePatterns
  private let searchMethods: Set<String>
  private let webModules: ModuleNames
  private let webFunctions: Set<String>
  /// Classes that read documents, if a method says so.
  private let documentReaders: NamePatterns
  private let readMethods: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    func words(_ key: String) -> Set<NameWord> { Set(list(key).map(NameWord.init)) }
    readers = words("readers")
    retrievers = words("retrievers")
    beginnings = words("not_first")
    searchers = NamePatterns(list("searchers"))
    searchMethods = Set(list("search_methods"))
    webModules = ModuleNames(Set(list("web_modules")))
    webFunctions = Set(list("web_functions"))
    documentReaders = NamePatterns(list("document_readers"))
    readMethods = Set(list("read_methods"))
  }

  func searches(_ name: String) -> Bool { searchers.match(name) }

  func readsDocuments(_ name: String) -> Bool { documentReaders.match(name) }

  func isSearch(method: String) -> Bool { searchMethods.contains(method) }

  func isReading(method: String) -> Bool { readMethods.contains(method) }

  /// Whether a module asks other computers for what they have.
  func isOfWeb(module: String) -> Bool { webModules.concerns(module) }

  /// Whether a function of the language does.
  func isOfWeb(function: String) -> Bool { webFunctions.contains(function) }

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
