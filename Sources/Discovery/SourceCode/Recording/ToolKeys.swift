import Formats

/// Keys by which an object or a class of any library describes a tool, in lower case.
struct ToolKeys: Sendable {
  /// In the order in which they give the name.
  let names: [String]
  /// What the tool takes; also as attributes are written.
  let schema: Set<String>
  let schemaAttributes: [String]
  /// What else only the description of a tool has, beside a name and what it is for.
  let hints: Set<String>
  /// What the tool does.
  let code: Set<String>
  /// Methods that do what the tool does, of languages where a type is a tool by its methods.
  let methods: [String]
  /// Words in the names of classes that describe tools.
  private let classes: Set<String>
  /// Keys that hold the description itself.
  let wrappers: Set<String>
  /// What other keys stand for.
  private let aliases: [String: String]

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] {
      (node?[key]?.scalars ?? []).map { $0.lowercased() }
    }
    names = list("name")
    schema = Set(list("schema"))
    schemaAttributes = node?["schema"]?.scalars ?? []
    hints = schema.union(list("hints"))
    code = Set(list("code"))
    wrappers = Set(list("wrappers"))
    methods = node?["methods"]?.scalars ?? []
    classes = Set(list("classes"))
    aliases = node?["aliases"]?.textsByKey ?? [:]
  }

  /// A key in lower case, by the name that most tools have it: `ToolDesc` is the description.
  func plain(_ key: String) -> String {
    let key = key.lowercased()
    return aliases[key] ?? key
  }

  /// Whether a class is called a tool, or what else people call one, by the words of its name.
  func callsTool(_ words: [String]) -> Bool { words.contains(where: classes.contains) }

  /// Whether keys are those of a tool: a name, what it is for, and what it takes.
  func describesTool(_ keys: Set<String>) -> Bool {
    keys.contains("name") && keys.contains("description") && !keys.isDisjoint(with: hints)
  }

  /// Whether keys are those of a tool with its code: what it is for, what it takes and what it does.
  func holdsTool(_ keys: Set<String>) -> Bool {
    keys.contains("description") && !keys.isDisjoint(with: schema) && !keys.isDisjoint(with: code)
  }
}
