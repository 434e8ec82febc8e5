import Catalog
import Estate
import Formats

/// How settings name the index that a store of vectors keeps: `settings` of `Catalog/vector-stores.yaml`.
struct VectorSettings: Sendable {
  /// An index by its name, with the store that it is of.
  struct Index: Sendable {
    let name: String
    let engine: String

    func id(in entry: FileEntry) -> AssetID {
      AssetID(
        .vectorIndex, "repo",
        "\(entry.repository.native)/\(entry.pathInRepository)#\(engine).\(name)")
    }

    /// Records the index, as a part of the repository whose settings name it.
    func record(
      _ record: inout Recorder, in entry: FileEntry, scope: String, line: Int, confidence: Double
    ) {
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = record.asset(
        id(in: entry), .vectorIndex, name: PlainLine.of(name),
        properties: ["engine": .text(engine), "scope": .text(scope)], line: line,
        confidence: confidence)
      record.relation(
        .contains, from: entry.repository.id, to: id, line: line, confidence: confidence)
    }
  }

  /// Stores of vectors and nothing else, by the words that name them.
  private let engines: [String: String]
  /// Words for a store of vectors, whoever made it: runs of words, as of `vector_store`.
  private let stores: NamePatterns
  /// Words for what is filled to be searched, whatever keeps it.
  private let bases: NamePatterns
  private let keys: NamePatterns
  /// Stores that hold other things, too, and words with which an index of theirs is one of vectors.
  private let mixedEngines: [String: String]
  private let vectorWords: Set<String>
  /// Keys that name an index beside others with one of some words.
  private let companionKeys: NamePatterns
  private let companionWords: Set<String>
  /// Keys that hold the files that an index is filled from.
  private let fileKeys: NamePatterns
  private let environmentKeys: NamePatterns
  /// Keys below which collections stand by their names, and those that are settings of one.
  private let collectionHolders: Set<String>
  private let collectionSettings: Set<String>
  /// Keys that hold where a store is, or keeps its files.
  private let placeKeys: NamePatterns
  /// Keys that say that an index is made, and all that stores of vectors are called.
  private let schemaKeys: NamePatterns
  private let known: Set<String>
  private let engineKeys: Set<String>
  private let serverAddresses: NamePatterns

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let stores = try knowledge.required("Catalog/vector-stores.yaml").root
    let settings = stores["settings"]
    func list(_ key: String) -> [String] { settings?[key]?.scalars ?? [] }
    engines = settings?["engines"]?.textsByKey ?? [:]
    self.stores = NamePatterns(list("stores"))
    bases = NamePatterns(list("bases"))
    schemaKeys = NamePatterns(list("schema_keys"))
    known = Set((stores["engines"]?.items ?? []).compactMap { $0["engine"]?.text })
    keys = NamePatterns(list("keys"))
    placeKeys = NamePatterns(list("place_keys"))
    mixedEngines = settings?["mixed_engines"]?.textsByKey ?? [:]
    vectorWords = Set(list("vector_words"))
    companionKeys = NamePatterns(list("companion_keys"))
    companionWords = Set(list("companion_words"))
    fileKeys = NamePatterns(list("file_keys"))
    environmentKeys = NamePatterns(list("environment_keys"))
    collectionHolders = Set(list("collection_holders"))
    collectionSettings = Set(list("collection_settings"))
    engineKeys = Set(list("engine_keys"))
    let root = try knowledge.required("Catalog/model-settings.yaml").root
    serverAddresses = NamePatterns(root["server_addresses"]?.scalars ?? [])
  }

  /// Whether a key holds the address of a server, where models stand beside it.
  func isServerAddress(_ key: String) -> Bool { serverAddresses.match(key) }

  /// Whether a name says by itself that what it holds names an index of a store.
  func namesIndex(_ name: String) -> Bool {
    keys.match(name) && (engine(name) != nil || stores.match(name) || bases.match(name))
  }

  /// Whether a variable of the environment says which index a program searches.
  func isOfEnvironment(_ name: String) -> Bool { environmentKeys.match(name) }

  /// The files that an index is filled from: `kb_files_path: letters`.
  func files(_ text: String, key: String) -> WrittenPath? {
    guard fileKeys.match(key) else { return nil }
    let path = VariableText.defaultValue(of: text)
    guard (2...300).contains(path.utf8.count), !path.contains("://"),
      !path.contains(where: { "${}<>*\n".contains($0) }), path.contains(where: \.isLetter)
    else { return nil }
    return WrittenPath(path)
  }

  /// The index that a value names.
  ///
  /// - Parameters:
  ///   - path: the keys above it.
  ///   - entries: what stands beside it.
  func index(
    _ text: String, key: String, path: [String] = [], beside entries: [DocumentEntry] = []
  ) -> Index? {
    // `collection: {name: docs}`
    let held = key == "name" ? path.last.map { "\($0) name" } : nil
    guard
      keys.match(key) || held.map({ keys.match($0) }) == true
        || path.last.map({ collectionHolders.contains($0) }) == true && hold(entries, key)
        || companionKeys.match(key) && isAccompanied(key, entries)
    else { return nil }
    let name = VariableText.defaultValue(of: text)
    guard Self.isName(name) else { return nil }
    let names = [key] + path.suffix(4).reversed()
    if let engine = names.lazy.compactMap(engine).first { return Index(name: name, engine: engine) }
    if let engine = names.lazy.compactMap(mixedEngine).first,
      !vectorWords.isDisjoint(with: NameWords.texts(of: name) + NameWords.texts(of: key))
    {
      return Index(name: name, engine: engine)
    }
    guard names.contains(where: { stores.match($0) || bases.match($0) }) else { return nil }
    let stated = entries.lazy.filter { engineKeys.contains($0.key) }
      .compactMap { $0.value.text.flatMap { engine(VariableText.defaultValue(of: $0)) } }.first
    return Index(name: name, engine: stated ?? "other")
  }

  /// Whether another key says that what a key names is searched by a model.
  private func isAccompanied(_ key: String, _ entries: [DocumentEntry]) -> Bool {
    entries.contains { entry in
      entry.key != key && !companionWords.isDisjoint(with: NameWords.texts(of: entry.key))
    }
  }

  /// Whether the entries of a map of collections are their names, and no settings of one.
  private func hold(_ entries: [DocumentEntry], _ key: String) -> Bool {
    !entries.isEmpty && entries.contains { $0.key == key }
      && entries.allSatisfy { entry in
        !collectionSettings.contains(entry.key.lowercased())
          && entry.value.text.map { Self.isName(VariableText.defaultValue(of: $0)) } == true
      }
  }

  /// The index that a store makes for itself, which nothing names: `vectorstore.pgvector.initialize-schema=true`.
  func made(
    _ value: String, key: String, path: [String], beside entries: [DocumentEntry]
  ) -> Index? {
    guard value == "true", schemaKeys.match(key) else { return nil }
    let names = [key] + path.suffix(4).reversed()
    guard names.contains(where: { stores.match($0) }) else { return nil }
    // Keys of one file of properties stand side by side.
    let start = key.lastIndex(of: ".").map { key[...$0] } ?? ""
    let isNamed = entries.contains { keys.match($0.key) && $0.key.hasPrefix(start) }
    let engine =
      names.lazy.compactMap { self.engine($0) }.first
      ?? path.last.flatMap { known.contains($0) ? $0 : nil }
    guard !isNamed, let engine else { return nil }
    return Index(name: engine, engine: engine)
  }

  /// The index of the store that a part of settings chooses, where nothing names it: `vector_index: {type: faiss}`.
  func chosen(
    _ text: String, key: String, path: [String], beside entries: [DocumentEntry]
  ) -> Index? {
    guard engineKeys.contains(key), let holder = path.last, stores.match(holder),
      let engine = engine(VariableText.defaultValue(of: text)),
      !entries.contains(where: { entry in
        keys.match(entry.key) || entry.value.entries.contains { keys.match($0.key) }
      })
    else { return nil }
    return Index(name: engine, engine: engine)
  }

  /// The index of the store that a variable says the place of: `CHROMA_PERSIST_DIR=./data/chroma`. What the
  /// place is may be a secret, and is not kept.
  func place(_ text: String, key: String) -> Index? {
    guard placeKeys.match(key) else { return nil }
    let value = VariableText.defaultValue(of: text)
    guard (2...300).contains(value.utf8.count), !value.hasPrefix("$"),
      !value.lowercased().hasPrefix("your"), !value.hasPrefix("<"),
      !["true", "false", "none", "null"].contains(value.lowercased())
    else { return nil }
    if let engine = engine(key) { return Index(name: engine, engine: engine) }
    guard stores.match(key) else { return nil }
    let stated = engine(value.contains("://") ? ServerAddress(value)?.host ?? "" : value)
    return Index(name: stated ?? "vector store", engine: stated ?? "other")
  }

  /// The indexes of variables that say where a store is and none of which names an index of it, by their lines: one
  /// of each store. What names a collection beside such a place is an index of that store: `COLLECTION_NAME`.
  func places(_ variables: [(name: String, value: String, line: Int)]) -> [Int: Index] {
    var engines = Set(variables.compactMap { index($0.value, key: $0.name)?.engine })
    var found: [Int: Index] = [:]
    for variable in variables {
      guard let index = place(variable.value, key: variable.name),
        engines.insert(index.engine).inserted
      else { continue }
      found[variable.line] = index
    }
    guard let engine = found.min(by: { $0.key < $1.key })?.value.engine else { return found }
    for variable in variables where keys.match(variable.name) && found[variable.line] == nil {
      let name = VariableText.defaultValue(of: variable.value)
      if index(variable.value, key: variable.name) == nil, Self.isName(name) {
        found[variable.line] = Index(name: name, engine: engine)
      }
    }
    return found
  }

  private func mixedEngine(_ name: String) -> String? {
    NameWords.texts(of: name).lazy.compactMap { mixedEngines[$0] }.first
  }

  private func engine(_ name: String) -> String? {
    NameWords.texts(of: name).lazy.compactMap { engines[$0] }.first
  }

  private static func isName(_ text: String) -> Bool {
    let lower = text.lowercased()
    return (2...100).contains(text.utf8.count) && text.contains(where: \.isLetter)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-_.:".utf8.contains(byte)
        }
      }
      && !["true", "false", "null", "none", "string", "default"].contains(lower)
      && !lower.hasPrefix("your") && !lower.hasPrefix("<")
  }
}
