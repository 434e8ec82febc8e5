import Formats

/// What people call the classes of agents that they write themselves, and what these ask.
struct AgentClassNames: Sendable {
  private let names: OwnNames
  private let asked: NamePatterns
  /// Names that say too little by themselves.
  private let plain: Set<String>

  init(_ node: DocumentNode?) {
    names = OwnNames(node)
    plain = Set(node?["plain"]?.scalars ?? [])
    asked = NamePatterns(node?["asked"]?.scalars ?? [])
  }

  /// Whether a class is one, by its name.
  func holds(_ name: String, in path: String) -> Bool { names.holds(name, in: path) }

  /// Whether a class may be one where what it is made with says so.
  func mayHold(_ name: String) -> Bool { plain.contains(name) }

  /// Whether an attribute is what an agent asks, by its name.
  func asks(_ name: String) -> Bool { asked.admit(name) }
}
