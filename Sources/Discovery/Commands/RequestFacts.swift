import Formats

/// Which requests of scripts are ones to a model: `requests` of `Catalog/ai-commands.yaml`.
struct RequestFacts: Sendable {
  private let programs: Set<String>
  /// Programs that only print what they are given.
  private let printers: Set<Substring>
  private let paths: [String]
  private let ownPaths: [String]
  private let ollamaPaths: [String]
  /// Options of these programs that take the body.
  let data: [String]

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    programs = Set(list("programs"))
    printers = Set(list("printers").map { Substring($0) })
    (paths, ownPaths, ollamaPaths) = (list("paths"), list("own_paths"), list("ollama_paths"))
    data = list("data")
  }

  /// Whether a statement runs a program that sends requests.
  func sends(_ text: String) -> Bool {
    guard text.utf8.count <= 65_536, !prints(text) || text.contains("$(") || text.contains("|")
    else { return false }
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" && $0 != ":" }
    return words.contains { programs.contains(String($0)) }
  }

  private func prints(_ text: String) -> Bool {
    printers.contains(text.drop(while: \.isWhitespace).prefix { $0.isLetter || $0 == "_" })
  }

  /// Whether an address is one at which a model answers.
  ///
  /// - Parameter body: what the request says, where that is known.
  func asksModel(
    _ address: ServerAddress, of provider: ProviderCatalog.Provider?, body: String
  ) -> Bool {
    var path = address.path
    while path.hasSuffix("/") { path.removeLast() }
    if let provider, !provider.isLocal {
      return provider.servesModels && paths.contains { path.contains($0) }
    }
    if ownPaths.contains(where: { $0.hasSuffix("/") ? path.contains($0) : path.hasSuffix($0) }) {
      return true
    }
    return ollamaPaths.contains(where: path.hasSuffix)
      && (address.port == "11434" || address.host.contains("ollama") || body.contains("\"model\""))
  }
}
