import Formats

/// What people call the classes of agents that they write themselves, and what these ask.
struct AgentClassNames: Sendable {
  private let names: OwnNames
  private let asked: NamePatterns

  init(_ node: DocumentNode?) {
    names = OwnNames(node)
    asked = NamePatterns(node?["asked"]?.scalars ?? [])
  }

  /// Whether a class is one, by its name.
  func holds(_ name: String, in path: String) -> Bool { names.holds(name, in: path) }

  /// Whether an attribute is what an agent asks, by its name.
  func asks(_ name: String) -> Bool { asked.admit(name) }
}
