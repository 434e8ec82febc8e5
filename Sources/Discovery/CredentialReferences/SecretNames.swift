import Catalog
import Formats
import Matching

/// Which names of variables are of secrets that AI is used with: `Catalog/credential-names.yaml`, and the keys
/// of `Catalog/providers.yaml`.
struct SecretNames: Sendable {
  /// Whose a secret is, as far as its name says.
  struct Secret: Sendable, Equatable {
    /// Slug of who accepts it; nil where the name says only that it is for a model.
    let service: String?
  }

  /// A text in files, with what a hit of it means.
  enum Sign: Sendable {
    case name, settingsClass
    /// A property of a framework that holds a key: `${spring.ai.openai.api-key}`.
    case property
    /// A name that goes on: `OPENAI_API_KEY_EU`.
    case suffixed
    /// Where the environment is read, perhaps by a name in other letters: `getenv('qdrantApiKey')`.
    case inOtherLetters
    /// A key whose value is the name.
    case heldBy
    /// Names that count beside others: quoted in code, and read there as `process.env.NAME`.
    case besideOthers, readBesideOthers
    /// A name in a file of settings that counts beside others.
    case setBesideOthers
    /// A library whose use makes the keys beside it ones of AI use.
    case context
  }

  /// What to look for in files, each with its sign.
  let signs: [(pattern: Pattern, sign: Sign)]
  private var exact: [String: Secret] = [:]
  private var brands: [String: Secret] = [:]
  private let endings: [String]
  private let generic: [String]
  private let beside: [String]
  private let exceptions: [String]
  private let foreign: [String]
  private let notBehind: Set<Substring>
  private let plainKeys: Set<String>
  /// How properties of frameworks begin that are of models, whoever serves them.
  private let properties: [String]
  /// Words of what objects are called that keep the variables of a program's environment.
  let holders: Set<String>
  private static let suffixMark = "_API_KEY_"

  /// Longest name that is read, in bytes.
  static let lengthLimit = 64
  private static let prefixLimit = 4

  init(_ knowledge: Knowledge, providers: ProviderCatalog) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/credential-names.yaml")
    let root = document.root
    func texts(_ key: String) -> [String] { root[key]?.scalars ?? [] }
    (endings, generic, beside) = (texts("endings"), texts("generic"), texts("beside"))
    (exceptions, foreign) = (texts("except"), texts("foreign"))
    for (name, provider) in providers.variables where ProviderCatalog.holdsKey(name) {
      exact[name] = Secret(service: provider.slug)
    }
    notBehind = Set(texts("not_behind").map { Substring($0) })
    plainKeys = Set(texts("plain_keys"))
    properties = texts("properties")
    holders = Set(texts("holders"))
    for node in root["services"]?.items ?? [] {
      guard let service = node["service"]?.text, let names = node["names"]?.scalars else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a service needs 'service' and 'names'")
      }
      for name in names { exact[name] = exact[name] ?? Secret(service: service) }
    }
    var spellings: [String] = []
    for node in root["brands"]?.items ?? [] {
      guard let word = node["word"]?.text,
        let service = node["provider"]?.text ?? node["service"]?.text
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a brand needs 'word' and whose it is")
      }
      brands[word.filter { $0 != "_" }] = Secret(service: service)
      spellings.append(word.replacing("_", with: "_?"))
    }
    var signs: [(pattern: Pattern, sign: Sign)] = []
    for name in exact.keys.sorted() {
      signs.append((Pattern(name: "credential-name", expression: name), .name))
    }
    let ends = endings.joined(separator: "|")
    let words = spellings.joined(separator: "|")
    var expressions = ["(?:\(words))[A-Z0-9_]{0,40}(?:\(ends))"]
    expressions += generic.map { $0.replacing("*", with: "[A-Z0-9_]{1,40}") }
    for expression in expressions {
      signs.append(
        (Pattern(name: "credential-name", expression: expression, syntax: .regular), .name))
    }
    for expression in beside.map({ $0.replacing("*", with: "[A-Z0-9_]{1,40}") }) {
      signs.append(
        (
          Pattern(
            name: "credential-name", expression: "[\"']\(expression)[\"']", syntax: .regular),
          .besideOthers
        ))
      signs.append(
        (
          Pattern(
            name: "credential-name", expression: "\\benv\\.\(expression)", syntax: .regular),
          .readBesideOthers
        ))
      signs.append(
        (
          Pattern(name: "credential-name", expression: "\(expression)=", syntax: .regular),
          .setBesideOthers
        ))
    }
    signs.append((Pattern(name: "credential-name", expression: Self.suffixMark), .suffixed))
    // Plain texts: names behind them are read by hand, as patterns for all letters take long to make.
    for read in texts("environment_reads") {
      signs.append((Pattern(name: "credential-name", expression: read), .inOtherLetters))
    }
    for key in texts("held_by") {
      signs.append((Pattern(name: "credential-name", expression: key), .heldBy))
    }
    for text in texts("contexts") {
      signs.append((Pattern(name: "credential-name", expression: text), .context))
    }
    for text in texts("settings_classes") {
      signs.append((Pattern(name: "credential-name", expression: text), .settingsClass))
    }
    signs.append(
      (
        Pattern(
          name: "credential-name",
          expression: #"\$\{[A-Za-z][A-Za-z0-9._-]{2,80}(?:[Kk]ey|[Tt]oken)[:}]"#, syntax: .regular),
        .property
      ))
    self.signs = signs
  }

  /// The secret of a variable whose name is in other letters than those of the environment: `qdrantApiKey`.
  func secret(inOtherLetters name: String) -> Secret? {
    secret(named: NameWords.texts(of: name).map { $0.uppercased() }.joined(separator: "_"))
  }

  /// Whether a name says that it is of a key, not of whose: `apikey`.
  func isPlainKey(_ name: String) -> Bool { plainKeys.contains(name.lowercased()) }

  /// The secret that a property holds, by its words: `spring.ai.openai.api-key` is `SPRING_AI_OPENAI_API_KEY`.
  func secret(property: String) -> Secret? {
    let words = NameWords.texts(of: property).map { $0.uppercased() }
    if let secret = secret(named: words.joined(separator: "_")) { return secret }
    let isKey = words.suffix(2) == ["API", "KEY"] || words.last == "APIKEY"
    return isKey && properties.contains(where: property.hasPrefix) ? Secret(service: nil) : nil
  }

  /// The secret of a variable of that name; nil where it is none, or none of AI.
  func secret(named name: String) -> Secret? {
    guard (4...Self.lengthLimit).contains(name.utf8.count),
      !exceptions.contains(where: { Wildcard.matches(name, $0) })
    else { return nil }
    var rest = name[...]
    for _ in 0...Self.prefixLimit {
      if let secret = exact[String(rest)] { return secret }
      guard let dash = rest.firstIndex(of: "_") else { break }
      rest = rest[rest.index(after: dash)...]
    }
    if endings.contains(where: { name.hasSuffix($0) }) {
      let words = name.split(separator: "_")
      if let brand = words.lazy.compactMap({ brands[String($0)] }).first { return brand }
      // `DEEP_SEEK_API_KEY`
      let pairs = zip(words, words.dropFirst())
      if let brand = pairs.lazy.compactMap({ brands["\($0)\($1)"] }).first { return brand }
    }
    if let mark = name.firstRange(of: Self.suffixMark), mark.upperBound < name.endIndex {
      let words = name[mark.upperBound...].split(separator: "_")
      guard words.count <= 3, !words.contains(where: notBehind.contains) else { return nil }
      return secret(named: String(name[..<name.index(before: mark.upperBound)]))
    }
    return generic.contains { Wildcard.matches(name, $0) } ? Secret(service: nil) : nil
  }

  /// Whether a name that a key says to be of a secret is one, as far as the name tells.
  func isSecret(heldBy name: String) -> Bool {
    (6...Self.lengthLimit).contains(name.utf8.count)
      && endings.contains(where: name.hasSuffix)
      && !foreign.contains { Wildcard.matches(name, $0) }
  }

  /// Whether a name is of a secret of AI use where others stand beside it.
  func isSecret(besideOthers name: String) -> Bool {
    name.utf8.count <= Self.lengthLimit && beside.contains { Wildcard.matches(name, $0) }
      && !foreign.contains { Wildcard.matches(name, $0) }
  }
}
