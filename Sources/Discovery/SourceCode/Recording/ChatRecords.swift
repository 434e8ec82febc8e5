import Formats

/// Records of a database that are chats with a model.
struct ChatRecords: Sendable {
  /// What says so in a class.
  let macros: [String]
  /// The classes that are such beside a library of these names.
  let classes: Set<String>
  let libraries: [String]
  /// The methods that ask, and what the records are called.
  private let methods: Set<String>
  private let receivers: NamePatterns

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    macros = list("macros")
    classes = Set(list("classes"))
    libraries = list("libraries")
    methods = Set(list("methods"))
    receivers = NamePatterns(list("receivers"))
  }

  /// Whether a method of what is called by a name asks the model of such a chat.
  func asks(_ method: String, on name: String) -> Bool {
    methods.contains(method) && receivers.match(name)
  }
}
