import Catalog
import Formats

/// `Catalog/source-reading.yaml`: which functions read the environment or give back what they are given.
struct ReadingFacts: Sendable {
  /// An object, as it is asked at every call.
  final class Language: Sendable {
    let environment: NameSet
    let transparent: NameSet
    let methods: Set<String>
    let files: NameSet
    let joins: NameSet
    /// Methods that make what has a model ask it.
    let invocations: Set<String>
    /// Modules that are open in every file.
    let implicitModules: [String]

    init(_ node: DocumentNode? = nil) {
      environment = NameSet(node?["environment"]?.scalars ?? [])
      transparent = NameSet(node?["transparent"]?.scalars ?? [])
      methods = Set(node?["methods"]?.scalars ?? [])
      files = NameSet(node?["files"]?.scalars ?? [])
      joins = NameSet(node?["joins"]?.scalars ?? [])
      invocations = Set(node?["invocations"]?.scalars ?? [])
      implicitModules = node?["implicit_modules"]?.scalars ?? []
    }
  }

  private static let unknown = Language()
  private var languages: [SourceFamily: Language] = [:]
  /// Attributes that a framework gives the path of a file of configuration.
  private(set) var configurationAttributes: [String: String] = [:]
  /// Attributes that a framework gives all decorated methods of a class.
  private(set) var gatheredAttributes: [String: String] = [:]

  /// Classes whose fields a library reads from the environment.
  private(set) var settings: Set<String> = []
  /// What an expression of `|` with a value of a library makes, by the beginning of the library's modules.
  private(set) var pipes: [(module: String, type: SymbolName)] = []

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/source-reading.yaml")
    for entry in document.root["configuration_attributes"]?.entries ?? [] {
      configurationAttributes[entry.key] = entry.value.text
    }
    for entry in document.root["gathered_attributes"]?.entries ?? [] {
      gatheredAttributes[entry.key] = entry.value.text
    }
    settings = Set(document.root["settings"]?.scalars ?? [])
    for entry in document.root["pipes"]?.entries ?? [] {
      guard let parts = entry.value.text?.split(separator: ".").map(String.init),
        let name = parts.last, parts.count > 1
      else {
        throw KnowledgeError(path: document.path, line: entry.line, "a pipe needs a type")
      }
      pipes.append((entry.key, SymbolName(parts.dropLast().joined(separator: "."), [name])))
    }
    for node in document.root["languages"]?.items ?? [] {
      guard let family = node["language"]?.text.flatMap(SourceFamily.init) else {
        throw KnowledgeError(path: document.path, line: node.line, "unknown language")
      }
      languages[family] = Language(node)
    }
  }

  subscript(family: SourceFamily) -> Language { languages[family] ?? Self.unknown }
}
