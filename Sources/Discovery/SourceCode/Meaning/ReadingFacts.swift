import Catalog
import Formats

/// `Catalog/source-reading.yaml`: which functions read the environment or give back what they are given.
struct ReadingFacts: Sendable {
  struct Language: Sendable {
    var environment: Set<String> = []
    var transparent: Set<String> = []
    var methods: Set<String> = []
    var files: Set<String> = []
    var joins: Set<String> = []
    /// Declarations that are worth their `default`.
    var defaults: Set<String> = []
    /// Functions that give the elements of several lists side by side, or of one with their numbers.
    var pairings: Set<String> = []
    var countings: Set<String> = []
    /// Methods that give the values of a dictionary.
    var views: Set<String> = []
    /// Methods that declare an option of a command line, and those that give all of them.
    var options: Set<String> = []
    var optionResults: Set<String> = []
    /// Functions that fill a class of options, which they or what they are methods of are given.
    var typed: Set<String> = []
    var typedResults: Set<String> = []
    /// Whether a function of that name gives what it is given, in another form.
    func wraps(_ name: String) -> Bool {
      transparent.contains(name) || joins.contains { $0.hasSuffix(".\(name)") }
    }
    /// Methods that make what has a model ask it.
    var invocations: Set<String> = []
    /// Modules that are open in every file.
    var implicitModules: [String] = []
  }

  private var languages: [SourceFamily: Language] = [:]
  /// Attributes that a framework gives the path of a file of configuration.
  private(set) var configurationAttributes: [String: String] = [:]
  /// Attributes that a framework gives all decorated methods of a class.
  private(set) var gatheredAttributes: [String: String] = [:]

  /// Attributes of an application that keep what all its functions share.
  private(set) var stateAttributes: Set<String> = []
  /// What files are called that read data for others.
  private var dataFiles: [SourceTextFacts.NamePattern] = []

  /// Whether a file reads data for others, by its name.
  func readsData(_ file: String) -> Bool { SourceTextFacts.names(file, dataFiles) }

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
    stateAttributes = Set(document.root["state_attributes"]?.scalars ?? [])
    dataFiles = (document.root["data_files"]?.scalars ?? []).map(SourceTextFacts.NamePattern.init)
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
      languages[family] = Language(
        environment: Set(node["environment"]?.scalars ?? []),
        transparent: Set(node["transparent"]?.scalars ?? []),
        methods: Set(node["methods"]?.scalars ?? []), files: Set(node["files"]?.scalars ?? []),
        joins: Set(node["joins"]?.scalars ?? []),
        defaults: Set(node["defaults"]?.scalars ?? []),
        pairings: Set(node["pairings"]?.scalars ?? []),
        countings: Set(node["countings"]?.scalars ?? []), views: Set(node["views"]?.scalars ?? []),
        options: Set(node["options"]?.scalars ?? []),
        optionResults: Set(node["option_results"]?.scalars ?? []),
        typed: Set(node["typed"]?.scalars ?? []),
        typedResults: Set(node["typed_results"]?.scalars ?? []),
        invocations: Set(node["invocations"]?.scalars ?? []),
        implicitModules: node["implicit_modules"]?.scalars ?? [])
    }
  }

  subscript(family: SourceFamily) -> Language { languages[family] ?? Language() }
}
