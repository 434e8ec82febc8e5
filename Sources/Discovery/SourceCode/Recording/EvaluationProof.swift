import Formats

/// What tells that a function tests a model: measures that it computes, and what it compares with.
struct EvaluationProof: Sendable {
  private let modules: ModuleNames
  private let references: NamePatterns
  private let subjects: NamePatterns
  private let samples: NamePatterns
  private let ownMeasures: NamePatterns
  /// Methods of a model's class by which a framework tests it.
  private let methods: Set<String>

  init(_ node: DocumentNode?) {
    subjects = NamePatterns(node?["subjects"]?.scalars ?? [])
    samples = NamePatterns(node?["samples"]?.scalars ?? [])
    ownMeasures = NamePatterns(node?["own_measures"]?.scalars ?? [])
    methods = Set(node?["methods"]?.scalars ?? [])
    modules = ModuleNames(Set(node?["measures"]?.scalars ?? []))
    references = NamePatterns(node?["references"]?.scalars ?? [])
  }

  /// Whether functions of a module measure how good a model is.
  func measures(_ module: String) -> Bool { modules.concerns(module) }

  /// Whether a method of a model's class is where a framework tests the model: `validation_step`.
  func isTest(method name: String) -> Bool { methods.contains(name) }

  /// Whether a function that people write themselves measures so, by its name.
  func isMeasure(_ name: String) -> Bool { ownMeasures.match(name) }

  /// Whether a function takes a model and what to try it on, by the names of its arguments.
  func triesModel(_ arguments: [String]) -> Bool {
    arguments.contains(where: subjects.match) && arguments.contains(where: samples.match)
  }

  /// Whether an argument holds what a model should have said, by its name.
  func isReference(_ name: String) -> Bool { !references.isEmpty && references.match(name) }
}
