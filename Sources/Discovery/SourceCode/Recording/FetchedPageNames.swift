import Formats

/// What people call functions that fetch pages of the web, and what reads the text of these.
struct FetchedPageNames: Sendable {
  private let methods: Set<String>
  private let verbs: Set<String>
  private let nouns: Set<String>
  /// Words of functions that fetch something else of a page, or try it.
  private let others: Set<String>
  /// Functions of libraries that read the text of a page.
  private let readers: Set<String>
  private let readerModules: ModuleNames
  /// Endings of what is no page: data, pictures, weights.
  private let otherEndings: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> Set<String> { Set(node?[key]?.scalars ?? []) }
    methods = list("methods")
    verbs = list("verbs")
    nouns = list("nouns")
    others = list("others")
    readers = list("readers")
    readerModules = ModuleNames(list("reader_modules"))
    otherEndings = list("other_endings")
  }

  /// Whether a call fetches what an address leads to, by the name of what is called.
  func fetches(_ method: String) -> Bool { methods.contains(method) }

  /// Whether a function fetches pages, by its name: `fetch_page`, `scrapeArticle`.
  func names(_ function: String) -> Bool {
    let words = NameWords.texts(of: function)
    return words.contains(where: verbs.contains) && words.contains(where: nouns.contains)
      && !words.contains(where: others.contains)
  }

  /// Whether a variable holds the address of a page, by its name: `docs_url`.
  func namesAddress(_ variable: String) -> Bool {
    let words = NameWords.texts(of: variable)
    return words.count > 1 && words.dropLast().contains(where: nouns.contains)
  }

  /// Whether what is called reads the text of a page.
  func reads(_ callee: String) -> Bool { readers.contains(callee) }

  /// Whether a module takes the text of pages apart.
  func readsPages(_ module: String) -> Bool { readerModules.concerns(module) }

  /// Whether an address leads to something else than a page, by its ending.
  func isOther(_ path: String) -> Bool {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: ".") else {
      return false
    }
    return otherEndings.contains(name[name.index(after: dot)...].lowercased())
  }
}
