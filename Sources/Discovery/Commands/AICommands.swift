import Catalog
import Formats

/// The command lines that use AI, by the facts of `Catalog/ai-commands.yaml`.
struct AICommands: Sendable {
  enum Purpose: String, Sendable {
    case serve, pull, use, agent, evaluate, data, train, gateway, platform, registry
    case vectorIndex = "vector-index"
  }

  struct Entry: Sendable {
    let words: [[String]]
    let does: Purpose
    let product: String?
    let agent: String?
    let provider: String?
    let name: String
    let requires: [String]
    let excludes: [String]
    let unattended: [String]
    let prompts: [String]
    /// Options that take what is told to the model beside the prompt.
    let systemPrompts: [String]
    let flags: Set<String>
    let model: ModelPlace?
    /// Where it names the data that it fetches.
    let dataset: ModelPlace?
    /// How files end, among its operands, of what it tests with.
    var sets: [String] = []
    /// Whether a model is asked, though the command is of another kind.
    var asks = false
    /// Whether it runs a script of one's own, whose name is the first of the words.
    var isOfScripts = false
  }

  /// Where a command line names its model.
  struct ModelPlace: Sendable {
    let isPositional: Bool
    let options: [String]
    /// Options that name a file of weights.
    let files: [String]
    let environment: [String]
    let revision: [String]
    let hub: String?
    /// Whether any name is that of a model of one's own.
    let isOwn: Bool

    init?(_ node: DocumentNode?) {
      guard let node else { return nil }
      isPositional = node["positional"]?.boolean ?? false
      options = node["options"]?.scalars ?? []
      files = node["files"]?.scalars ?? []
      environment = node["environment"]?.scalars ?? []
      revision = node["revision"]?.scalars ?? ["--revision"]
      hub = node["hub"]?.text
      isOwn = node["own"]?.boolean ?? false
    }
  }

  /// Scripts of one's own, by the words of their names.
  private struct Script: Sendable {
    let programs: Set<String>
    let names: NamePatterns
    /// Whether it is named in a manifest of a package, and no file.
    let isOfManifest: Bool
    let entry: Entry
  }

  private var entries: [String: [Entry]] = [:]
  private let scripts: [Script]
  private let copiers: [[String]]
  /// Words of the paths of models, and of data, that are copied.
  private let modelWords: Set<String>
  private let dataWords: Set<String>
  /// The first words of commands that serve or fetch models, by their first byte.
  private let serving: [UInt8: [[UInt8]]]
  let requests: RequestFacts
  private let wrappers: Set<String>
  private let runners: [[String]]
  private let packages: [String: String]
  /// Functions of Python that load a model by its name.
  private let loaders: [String]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/ai-commands.yaml")
    for node in document.root["commands"]?.items ?? [] {
      let words = node["words"]?.items.map(\.scalars) ?? []
      guard let does = node["does"]?.text.flatMap(Purpose.init), !words.isEmpty,
        words.allSatisfy({ !$0.isEmpty })
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a command needs 'words' and 'does'")
      }
      func texts(_ key: String) -> [String] { node[key]?.scalars ?? [] }
      let entry = Entry(
        words: words, does: does, product: node["product"]?.text, agent: node["agent"]?.text,
        provider: node["provider"]?.text,
        name: node["name"]?.text ?? node["product"]?.text ?? words[0].joined(separator: " "),
        requires: texts("requires"), excludes: texts("requires_not"),
        unattended: texts("unattended"), prompts: texts("prompt"),
        systemPrompts: texts("system"), flags: Set(texts("flags")),
        model: ModelPlace(node["model"]), dataset: ModelPlace(node["dataset"]),
        sets: texts("sets"),
        asks: node["asks"]?.boolean ?? false)
      for program in Set(words.map { $0[0] }) { entries[program, default: []].append(entry) }
    }
    let programs = entries.values.joined().filter {
      ($0.does == .serve || $0.does == .pull) && $0.model != nil
    }.flatMap { $0.words.map { Array(($0[0] + " ").utf8) } }
    serving = Dictionary(grouping: Set(programs)) { $0[0] }
    scripts = try Self.scripts(document)
    requests = RequestFacts(document.root["requests"])
    copiers = document.root["copiers"]?.items.map(\.scalars) ?? []
    modelWords = Set(document.root["copied_models"]?.scalars ?? [])
    dataWords = Set(document.root["copied_data"]?.scalars ?? [])
    wrappers = Set(document.root["wrappers"]?.scalars ?? [])
    loaders = document.root["loaders"]?.scalars ?? []
    runners = document.root["runners"]?.items.map(\.scalars) ?? []
    packages = document.root["packages"]?.textsByKey ?? [:]
  }

  /// What a command line uses; nil where it is no use of AI.
  func use(in words: [String]) -> CommandUse? {
    var words = plain(words)
    // Programs within a shell: `sh -c 'ollama serve'`.
    if words.count >= 3, ["sh", "bash", "ash", "dash", "zsh"].contains(words[0]),
      let script = words.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
      script + 1 < words.count
    {
      let inner = ShellScript(words[script + 1]).commands.prefix(50)
      for command in inner where !Self.isShell(command) {
        if let use = use(in: command) { return use }
      }
      return nil
    }
    guard let program = words.first else { return nil }
    if let known = packages[Self.withoutVersion(program)] { words[0] = known }
    for entry in entries[words[0]] ?? [] {
      for start in entry.words where words.starts(with: start) {
        let operands = Array(words.dropFirst(start.count))
        let use = CommandUse(entry: entry, words: operands)
        if !entry.requires.isEmpty, !entry.requires.contains(where: use.has) { continue }
        if entry.excludes.contains(where: use.has) { continue }
        return use
      }
    }
    return script(in: words)
  }

  private static func scripts(_ document: KnowledgeDocument) throws(KnowledgeError) -> [Script] {
    var scripts: [Script] = []
    for node in document.root["scripts"]?.items ?? [] {
      guard let does = node["does"]?.text.flatMap(Purpose.init), let name = node["name"]?.text
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a script needs 'does' and 'name'")
      }
      let programs = node["programs"]?.scalars ?? []
      scripts.append(
        Script(
          programs: Set(programs), names: NamePatterns(node["names"]?.scalars ?? []),
          isOfManifest: node["manifest"]?.boolean == true,
          entry: Entry(
            words: [programs], does: does, product: nil, agent: nil, provider: nil, name: name,
            requires: node["options"]?.scalars ?? [], excludes: [], unattended: [], prompts: [],
            systemPrompts: [], flags: [], model: nil, dataset: nil, isOfScripts: true)))
    }
    return scripts
  }

  /// A script of one's own that trains or tests: `python train.py --epochs 3`, `npm run eval`. Its name is
  /// the first of the words that are kept.
  private func script(in words: [String]) -> CommandUse? {
    guard words.count > 1 else { return nil }
    for script in scripts where script.programs.contains(words[0]) {
      guard let (name, rest) = Self.named(words, isOfManifest: script.isOfManifest) else {
        continue
      }
      let stem = name.split(separator: "/").last ?? ""
      let plain = stem.hasSuffix(".py") ? stem.dropLast(3) : stem
      let last = script.isOfManifest ? plain : plain.split(separator: ".").last ?? plain
      guard script.names.match(last) else { continue }
      let use = CommandUse(entry: script.entry, words: [name] + rest)
      guard script.entry.requires.isEmpty || script.entry.requires.contains(where: use.has) else {
        continue
      }
      return use
    }
    return nil
  }

  /// The script that a program is told to run, and what follows.
  private static func named(
    _ words: [String], isOfManifest: Bool
  ) -> (name: String, rest: [String])? {
    if isOfManifest {
      guard words.count > 2, words[1] == "run" else { return nil }
      return (words[2], Array(words.dropFirst(3)))
    }
    if words[1] == "-m" {
      return words.count > 2 ? (words[2], Array(words.dropFirst(3))) : nil
    }
    return words[1].hasSuffix(".py") ? (words[1], Array(words.dropFirst(2))) : nil
  }

  /// What a command copies from or to stores of clouds, as far as its path says that it is a model or data.
  func copied(in words: [String]) -> [(address: StorageAddress, isModel: Bool)] {
    let words = plain(words)
    guard copiers.contains(where: { words.starts(with: $0) }) else { return [] }
    return words.compactMap { word in
      guard !word.hasPrefix("-"), word.contains("://"), let address = StorageAddress(word),
        case let parts = Set(NameWords.texts(of: address.path))
      else { return nil }
      if !parts.isDisjoint(with: modelWords) { return (address, true) }
      return parts.isDisjoint(with: dataWords) ? nil : (address, false)
    }
  }

  /// Quick: whether a text begins as a command line that serves or fetches a model.
  func mayServe(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let programs = serving[first] else { return false }
    return programs.contains { bytes.count > $0.count && bytes.starts(with: $0) }
  }

  /// All uses in the command line of a container, those within a shell too.
  func uses(in words: [String]) -> [CommandUse] {
    let plain = plain(words)
    guard plain.count >= 3, ["sh", "bash", "ash", "dash", "zsh"].contains(plain[0]),
      let script = plain.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
      script + 1 < plain.count
    else { return [use(in: words)].compactMap { $0 } }
    return ShellScript(plain[script + 1]).commands.prefix(50).filter { !Self.isShell($0) }
      .compactMap { use(in: $0) }
  }

  /// The models that a program in one line of Python loads: `python -c "SentenceTransformer('…')"`.
  func loadedModels(in words: [String], _ names: ModelNames) -> [ModelName] {
    let words = plain(words)
    guard words.first == "python", let option = words.firstIndex(of: "-c"),
      option + 1 < words.count
    else { return [] }
    let code = words[option + 1]
    guard code.utf8.count <= 65_536, loaders.contains(where: { code.contains($0 + "(") }) else {
      return []
    }
    var models: [ModelName] = []
    for line in code.split(whereSeparator: \.isNewline) {
      for literal in QuotedLiterals.of(line, comment: "#") {
        guard let model = names.recognized(literal) ?? names.hubModel(literal),
          !models.contains(where: { $0.id == model.id })
        else { continue }
        models.append(model)
      }
    }
    return models
  }

  /// The uses in all commands of a script.
  func uses(in script: String) -> [CommandUse] {
    Self.commands(of: script).compactMap { use(in: $0) }
  }

  /// The commands of a script, with lines that a backslash continues joined.
  static func commands(of script: String) -> [[String]] {
    guard script.utf8.count <= 1 << 20 else { return [] }
    let joined = script.replacing("\\\r\n", with: " ").replacing("\\\n", with: " ")
    let lines = joined.split(separator: "\n").filter {
      !$0.drop(while: \.isWhitespace).hasPrefix("#")
    }
    return ShellScript(lines.joined(separator: "\n")).commands
  }

  private static func isShell(_ words: [String]) -> Bool {
    words.contains { ["sh", "bash", "ash", "dash", "zsh"].contains($0) }
  }

  /// The command without assignments, wrappers and package runners; the program without its folder.
  private func plain(_ words: [String]) -> [String] {
    var rest = words[...]
    while let word = rest.first {
      let program = String(word.split(separator: "/").last ?? Substring(word))
      if wrappers.contains(program) || Self.isAssignment(word)
        || ["if", "then", "do", "else", "!", "&&", "while"].contains(word)
      {
        rest = rest.dropFirst()
        while rest.count > 1, let option = rest.first, option.hasPrefix("-") {
          rest = rest.dropFirst()
        }
        continue
      }
      guard let runner = runners.first(where: { rest.starts(with: $0) }) else { break }
      rest = rest.dropFirst(runner.count)
      while rest.count > 1, let option = rest.first, option.hasPrefix("-") {
        rest = rest.dropFirst()
      }
    }
    var plain = Array(rest)
    guard let first = plain.first else { return [] }
    if !first.hasPrefix("@") {
      plain[0] = String(first.split(separator: "/").last ?? Substring(first))
    }
    if plain[0].hasPrefix("python"), plain[0].dropFirst(6).allSatisfy({ $0.isNumber || $0 == "." })
    {
      plain[0] = "python"
      // Options of the interpreter before the module.
      if let module = plain.firstIndex(of: "-m"), module <= 3 {
        plain.removeSubrange(1..<module)
      }
    }
    return plain
  }

  private static func withoutVersion(_ package: String) -> String {
    guard let at = package.lastIndex(of: "@"), at != package.startIndex else { return package }
    return String(package[..<at])
  }

  private static func isAssignment(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    return word[..<equals].allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
  }
}
