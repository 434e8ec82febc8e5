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
    /// Classes of files in memory.
    let buffers: NameSet
    let joins: NameSet
    /// Declarations that are worth their `default`.
    let defaults: NameSet
    /// Functions that give the elements of several lists side by side, or of one with their numbers.
    let pairings: Set<String>
    let countings: Set<String>
    /// Methods that give the values of a dictionary.
    let views: Set<String>
    /// Methods that declare an option of a command line, and those that give all of them.
    let options: Set<String>
    let optionResults: Set<String>
    /// Functions that fill a class of options, which they or what they are methods of are given.
    let typed: Set<String>
    let typedResults: Set<String>
    /// Methods that make what has a model ask it.
    let invocations: Set<String>
    /// Functions that call another, which is the argument at that place, with the arguments behind it.
    let carriers: [String: Int]
    /// Methods that ask models of one's own, or those that files hold.
    let predictions: Set<String>
    /// Methods that add to the path that they are called on.
    let joiningMethods: Set<String>
    /// Methods by which a class whose methods answer requests is handed over.
    let classViews: Set<String>
    /// Functions that give the member of an object that they are told the name of.
    let attributes: Set<String>
    /// Declarations of what a framework makes and hands over, which are worth what their argument gives.
    let injections: NameSet
    /// Methods that look something up by a key.
    let lookUps: Set<String>
    /// Modules that are open in every file.
    let implicitModules: [String]
    /// Methods that a class of one's own has which is of a kind, whatever it derives from, and the kind.
    let shapes: [(methods: [String], type: SymbolName)]

    /// Whether a function of that name gives what it is given, in another form.
    func wraps(_ name: String) -> Bool {
      transparent.contains(name) || joins.ends(with: name)
    }

    init(_ node: DocumentNode? = nil) {
      func names(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
      environment = NameSet(names("environment"))
      transparent = NameSet(names("transparent"))
      methods = Set(names("methods"))
      files = NameSet(names("files"))
      buffers = NameSet(names("buffers"))
      joins = NameSet(names("joins"))
      defaults = NameSet(names("defaults"))
      pairings = Set(names("pairings"))
      countings = Set(names("countings"))
      views = Set(names("views"))
      options = Set(names("options"))
      optionResults = Set(names("option_results"))
      typed = Set(names("typed"))
      typedResults = Set(names("typed_results"))
      invocations = Set(names("invocations"))
      carriers = Dictionary(
        (node?["carriers"]?.entries ?? []).compactMap { entry in
          entry.value.scalar.flatMap { Int($0) }.map { (entry.key, $0) }
        }, uniquingKeysWith: { first, _ in first })
      predictions = Set(names("predictions"))
      joiningMethods = Set(names("joining_methods"))
      classViews = Set(names("class_views"))
      injections = NameSet(names("injections"))
      lookUps = Set(names("look_ups"))
      attributes = Set(names("attribute_functions"))
      implicitModules = names("implicit_modules")
      shapes = (node?["shapes"]?.items ?? []).compactMap { node in
        guard let parts = node["is"]?.text?.split(separator: ".").map(String.init), parts.count == 2
        else { return nil }
        return (node["methods"]?.scalars ?? [], SymbolName(parts[0], [parts[1]]))
      }
    }
  }

  /// Where the kinds of classes live that only their methods tell.
  static let shapeModule = "own"

  private static let unknown = Language()
  private var languages: [SourceFamily: Language] = [:]
  /// Attributes that a framework gives the path of a file of configuration.
  private(set) var configurationAttributes: [String: String] = [:]
  /// Attributes that a framework gives all decorated methods of a class.
  private(set) var gatheredAttributes: [String: String] = [:]

  /// Members of the answer to a request.
  private(set) var answerParts: Set<String> = []
  /// Attributes of an application that keep what all its functions share.
  private(set) var stateAttributes: Set<String> = []
  /// What files are called that read data for others.
  private var dataFiles = NamePatterns()

  /// Whether a file reads data for others, by its name.
  func readsData(_ file: String) -> Bool { dataFiles.admit(file) }

  /// What files are called that hold what others use.
  private var constantsFiles = NamePatterns()

  /// Whether a file holds paths and names for others, by its name.
  func holdsConstants(_ file: String) -> Bool { constantsFiles.admit(file) }

  /// What people call settings that are read from a file, and functions that read them.
  private var settingsNames = NamePatterns()
  private var settingsReaders = NamePatterns()

  /// Whether a variable or attribute holds settings, by its name.
  func namesSettings(_ name: String) -> Bool { settingsNames.admit(name) }

  /// What people call models, chains and agents, and how only clients of models are asked.
  private var askedNames = NamePatterns()
  private var askedChains: [(names: [String], provider: String)] = []
  private var askedBy: [(methods: Set<String>, names: NamePatterns)] = []
  /// What people call models that are asked by calling them, and functions that hand on what a model is asked.
  private var calledNames = NamePatterns()
  private var askingFunctions = NamePatterns()
  /// Arguments that hold what a model is asked, and roles of models that do not answer in words.
  private(set) var asksArguments: Set<String> = []
  /// Those of them that nothing but a model is given.
  private(set) var promptArguments: Set<String> = []
  private var silentRoles: Set<String> = []

  /// Whether a model of a role is asked in words, and answers so.
  func answersInWords(_ role: String?) -> Bool { role.map { !silentRoles.contains($0) } ?? true }

  /// The last names of the chains by which only clients of models are asked.
  private(set) var chainEnds: Set<String> = []

  /// Whether something is asked as a model is, by its name.
  func namesAsked(_ name: String, by method: String) -> Bool {
    askedNames.admit(name)
      || askedBy.contains { $0.methods.contains(method) && $0.names.admit(name) }
  }

  /// Whether something that is called is a model, by its name: `self.llm(prompt)`.
  func namesCalled(_ name: String) -> Bool { calledNames.admit(name) }

  /// Whether a function of one's own hands on what it is given to a model, by its name: `ask_llm(prompt)`.
  func handsOn(_ name: String) -> Bool { askingFunctions.admit(name) }

  /// Slug of the provider whose client a chain of names asks, where it ends as only calls of models do:
  /// `client.chat.completions.create`.
  func asked(byChain chain: [String]) -> String? {
    askedChains.first { known in
      chain.count > known.names.count
        && chain.suffix(known.names.count).elementsEqual(known.names)
    }?.provider
  }

  /// What people call functions that ask models of their own.
  private var predictionNames = NamePatterns()
  /// What people call models of their own that are asked by calling them.
  private var predictorNames = NamePatterns()

  /// Whether a function asks a model of one's own, by its name.
  func namesPrediction(_ name: String) -> Bool { predictionNames.match(name) }

  /// Whether something that is called is a model of one's own, by its name: `model(images)`.
  func namesPredictor(_ name: String) -> Bool { predictorNames.match(name) }

  /// Whether a function reads settings, by its name.
  func readsSettings(_ name: String) -> Bool { settingsReaders.admit(name) }

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
    answerParts = Set(document.root["answer_parts"]?.scalars ?? [])
    dataFiles = NamePatterns(document.root["data_files"]?.scalars ?? [])
    settings = Set(document.root["settings"]?.scalars ?? [])
    settingsNames = NamePatterns(document.root["settings_names"]?.scalars ?? [])
    constantsFiles = NamePatterns(document.root["constants_files"]?.scalars ?? [])
    askedNames = NamePatterns(document.root["asked_names"]?.scalars ?? [])
    askedChains = (document.root["asked_chains"]?.entries ?? []).compactMap { entry in
      entry.value.text.map { (entry.key.split(separator: ".").map(String.init), $0) }
    }
    chainEnds = Set(askedChains.compactMap(\.names.last))
    askedBy = (document.root["asked_by"]?.items ?? []).map { node in
      (
        Set(node["methods"]?.scalars ?? []),
        NamePatterns(node["names"]?.scalars ?? [])
      )
    }
    calledNames = NamePatterns(document.root["called_names"]?.scalars ?? [])
    askingFunctions = NamePatterns(document.root["asking_functions"]?.scalars ?? [])
    promptArguments = Set(document.root["prompt_arguments"]?.scalars ?? [])
    asksArguments = promptArguments.union(document.root["asking_arguments"]?.scalars ?? [])
    silentRoles = Set(document.root["silent_roles"]?.scalars ?? [])
    predictionNames = NamePatterns(document.root["prediction_names"]?.scalars ?? [])
    predictorNames = NamePatterns(document.root["predictor_names"]?.scalars ?? [])
    settingsReaders = NamePatterns(document.root["settings_readers"]?.scalars ?? [])
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
