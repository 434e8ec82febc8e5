import Formats

/// What tells that a function tests a model: measures that it computes, and what it compares with.
struct EvaluationProof: Sendable {
  private let modules: ModuleNames
  private let references: NamePatterns

  init(_ node: DocumentNode?) {
    modules = ModuleNames(Set(node?["measures"]?.scalars ?? []))
    references = NamePatterns(node?["references"]?.scalars ?? [])
  }

  /// Whether functions of a module measure how good a model is.
  func measures(_ module: String) -> Bool { modules.concerns(module) }

  /// Whether an argument holds what a model should have said, by its name.
  func isReference(_ name: String) -> Bool { !references.isEmpty && references.match(name) }
}
