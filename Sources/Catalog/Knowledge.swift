import Crypto
import Formats
import Synchronization

/// All that Isobar knows: catalogue, rules and frameworks, as built in and as an overlay folder adds to
/// or replaces it. A file is read when it is first asked for.
public struct Knowledge: Sendable {
  private let storage: Storage

  /// What is built in.
  public static let embedded = Knowledge(files: [:])

  /// What is built in, with the files of an overlay folder, laid out the same (`Catalog/…`, `Rules/…`,
  /// `Frameworks/…`), in place of or beside it.
  public init(overlay folder: String) throws(KnowledgeError) {
    self.init(files: try OverlayFolder.files(in: folder))
  }

  private init(files overlay: [String: OverlayFile]) {
    var sources: [String: Source] = [:]
    for file in EmbeddedFile.all { sources[Self.stem(file.path)] = .embedded(file) }
    for (path, file) in overlay { sources[Self.stem(path)] = .overlay(file) }
    storage = Storage(sources.values.sorted { $0.path < $1.path })
  }

  /// Paths of the files under a folder such as `Catalog/packages`, sorted.
  public func paths(under folder: String) -> [String] {
    storage.sources.map(\.path).filter { $0.hasPrefix(folder + "/") }
  }

  /// The files under a folder such as `Catalog/packages`, by path.
  public func documents(under folder: String) throws(KnowledgeError) -> [KnowledgeDocument] {
    var documents: [KnowledgeDocument] = []
    for source in storage.sources where source.path.hasPrefix(folder + "/") {
      documents.append(try storage.document(source))
    }
    return documents
  }

  /// Reads the files under a folder one after the other, each of which is let go of again: for what is read
  /// but once.
  public func readOnce(
    under folder: String, _ body: (KnowledgeDocument) throws(KnowledgeError) -> Void
  ) throws(KnowledgeError) {
    for source in storage.sources where source.path.hasPrefix(folder + "/") {
      try body(try storage.parsed(source))
    }
  }

  /// The file at a path such as `Catalog/providers.yaml`, whether written as YAML or as JSON; nil where
  /// there is none.
  public func document(at path: String) throws(KnowledgeError) -> KnowledgeDocument? {
    let stem = Self.stem(path)
    guard let source = storage.sources.first(where: { Self.stem($0.path) == stem }) else {
      return nil
    }
    return try storage.document(source)
  }

  /// Lets go of what was read so far; what is asked for again is read again.
  public func letGo() { storage.letGo() }

  /// Whether an overlay folder adds to what is built in.
  public var hasOverlay: Bool {
    storage.sources.contains { if case .overlay = $0 { true } else { false } }
  }

  /// SHA-256 over all paths and contents, in hexadecimal: the same knowledge has the same digest.
  public var digest: String { storage.digest }

  private static func stem(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return String(path[..<dot])
  }

  private enum Source: Sendable {
    case embedded(EmbeddedFile)
    case overlay(OverlayFile)

    var path: String {
      switch self {
      case .embedded(let file): file.path
      case .overlay(let file): file.path
      }
    }

    func parse() throws(DocumentError) -> [DocumentNode] {
      switch self {
      case .embedded(let file): try Self.json(Array(file.json.utf8))
      case .overlay(let file):
        if file.path.hasSuffix(".json") {
          try Self.json(file.contents)
        } else {
          try YAMLDocument.parse(file.contents)
        }
      }
    }

    /// Several documents are an array in JSON.
    private static func json(_ bytes: [UInt8]) throws(DocumentError) -> [DocumentNode] {
      let root = try JSONDocument.parse(bytes)
      return root.isSequence ? root.items : [root]
    }

    func hash(into hasher: inout SHA256) {
      switch self {
      case .embedded(let file): Self.hash(file.path, Array(file.json.utf8), into: &hasher)
      case .overlay(let file): Self.hash(file.path, file.contents, into: &hasher)
      }
    }

    private static func hash(_ path: String, _ contents: [UInt8], into hasher: inout SHA256) {
      hasher.update(data: Array("\(path)\n\(contents.count)\n".utf8))
      hasher.update(data: contents)
    }
  }

  private final class Storage: Sendable {
    let sources: [Source]
    private let parsed = Mutex<[String: KnowledgeDocument]>([:])
    private let knownDigest = Mutex<String?>(nil)

    init(_ sources: [Source]) { self.sources = sources }

    func document(_ source: Source) throws(KnowledgeError) -> KnowledgeDocument {
      let path = source.path
      if let document = parsed.withLock({ $0[path] }) { return document }
      let document = try parsed(source)
      parsed.withLock { $0[path] = document }
      return document
    }

    func letGo() { parsed.withLock { $0 = [:] } }

    func parsed(_ source: Source) throws(KnowledgeError) -> KnowledgeDocument {
      let path = source.path
      do {
        return KnowledgeDocument(path: path, nodes: try source.parse())
      } catch {
        switch error {
        case .syntax(let line, let message): throw KnowledgeError(path: path, line: line, message)
        case .tooDeep, .tooLarge: throw KnowledgeError(path: path, error.description)
        }
      }
    }

    var digest: String {
      if let known = knownDigest.withLock({ $0 }) { return known }
      var hasher = SHA256()
      for source in sources { source.hash(into: &hasher) }
      let digest = Hexadecimal.text(hasher.finalize())
      knownDigest.withLock { $0 = digest }
      return digest
    }
  }
}
