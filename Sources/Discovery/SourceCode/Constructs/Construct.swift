import Estate

/// What a call, decorator or base class makes: an entry of `Catalog/constructs`.
///
/// An object, as it is handed around with everything that it makes.
final class Construct: Sendable {
  enum Product: String, Sendable, CaseIterable {
    case agent, tool, toolkit, model, client, call, prompt, message, retriever, source, dataset
    case memory, guardrail, gate, evaluation, training, registry, endpoint, artifact, action
    case binding, pipeline, store, tracing
    case vectorIndex = "vector-index"
    case mcpServer = "mcp-server"
    case mcpClient = "mcp-client"
  }

  /// How a name is used.
  enum Form: String, Sendable, CaseIterable {
    case call, decorator, subclass, reference
    /// Called on an object of which the code does not tell what it is.
    case method
  }

  /// A property that follows from an argument.
  struct PropertyRule: Sendable {
    let property: String
    /// The first that is given counts; none where the value is fixed.
    let arguments: [ArgumentSelector]
    /// What literals mean; nil where the literal itself is the value.
    let values: [String: Value]?
    /// The value where the argument is not given.
    let absent: Value?
  }

  /// What is asked of an argument.
  struct ArgumentTest: Sendable {
    enum Condition: Sendable {
      case always
      case any
      case absent
      case oneOf([String])
      case contains(String)
      /// An address of the API of a provider.
      case provider
      case lacks(String)
    }

    /// The first that is given counts.
    let arguments: [ArgumentSelector]
    let condition: Condition
  }

  /// A fact worth judging that follows from an argument.
  struct SignalRule: Sendable {
    let signal: String
    let test: ArgumentTest
  }

  let product: Product?
  let framework: String?
  /// `type`, `provider`, `role`, `engine`, `trust`, `transport`, `authority`, `format`, `access`, `default`.
  let facts: [String: String]
  let effects: [String]
  let covers: [String]
  let arguments: [String: [ArgumentSelector]]
  /// The roles of its arguments that are parts of what it makes, in the order in which they are recorded.
  let partRoles: [String]
  /// Arguments that make an agent of a call.
  let agentWith: [ArgumentSelector]
  /// The type of the result, where it is not the thing called.
  let returns: SymbolName?
  /// What the result stands for: the first that is given.
  let through: [ArgumentSelector]
  /// Arguments that the result stands for together.
  let holds: [ArgumentSelector]
  /// Roles that annotated methods of the same project fill, and the arguments that say so; none: always.
  let gathers: [(role: String, arguments: [ArgumentSelector])]
  /// Kinds of assets of which at least one must be among its parts; none where nothing is asked.
  let needs: [String]
  /// All of which must hold.
  let conditions: [ArgumentTest]
  /// Modules of which its file imports one.
  let beside: ModuleNames?
  /// Only classes of these names count as made by their base; empty: all.
  let classes: [String]
  /// Classes of these names do not count as made by their base.
  let exceptClasses: [String]
  /// Calls in functions of these names do not count.
  let exceptFunctions: [String]
  /// Methods that one function calls.
  let steps: [String]
  /// What the object may be called; all where nothing is said.
  let on: NamePatterns
  /// What the thing that is made may be called; all where nothing is said.
  let named: NamePatterns
  /// It counts only where the function that it stands on, or is given, uses AI.
  let needsUse: Bool
  /// Decorators of the class and of the function whose paths stand before that of the route: the argument `under`.
  let under: [String]
  /// Where a host looks for functions by their names; nil of other constructs.
  let hosting: HostedFunctions?
  let properties: [PropertyRule]
  let signals: [SignalRule]
  /// Whether its modules are imported by all kinds of programs.
  let isWeak: Bool
  let isUnsafe: Bool
  let unsafeUnless: [(argument: ArgumentSelector, value: String)]

  init(
    product: Product?, framework: String?, facts: [String: String], effects: [String],
    covers: [String], arguments: [String: [ArgumentSelector]], agentWith: [ArgumentSelector],
    returns: SymbolName?, through: [ArgumentSelector], holds: [ArgumentSelector],
    gathers: [(role: String, arguments: [ArgumentSelector])], needs: [String],
    conditions: [ArgumentTest], beside: ModuleNames?, classes: [String], exceptClasses: [String],
    exceptFunctions: [String], steps: [String], on: NamePatterns,
    named: NamePatterns,
    needsUse: Bool, under: [String], hosting: HostedFunctions?,
    properties: [PropertyRule], signals: [SignalRule], isWeak: Bool, isUnsafe: Bool,
    unsafeUnless: [(argument: ArgumentSelector, value: String)]
  ) {
    self.product = product
    self.framework = framework
    self.facts = facts
    self.effects = effects
    self.covers = covers
    self.arguments = arguments
    partRoles = Self.allPartRoles.filter { arguments[$0] != nil }
    self.agentWith = agentWith
    self.returns = returns
    self.through = through
    self.holds = holds
    self.gathers = gathers
    self.needs = needs
    self.conditions = conditions
    self.beside = beside
    self.classes = classes
    self.exceptClasses = exceptClasses
    self.exceptFunctions = exceptFunctions
    self.steps = steps
    self.on = on
    self.named = named
    self.needsUse = needsUse
    self.under = under
    self.hosting = hosting
    self.properties = properties
    self.signals = signals
    self.isWeak = isWeak
    self.isUnsafe = isUnsafe
    self.unsafeUnless = unsafeUnless
  }

  private static let allPartRoles = [
    "model", "tools", "prompt", "messages", "members", "nodes", "memory", "guardrails", "callbacks",
    "mcp", "retrieves", "tasks", "agents", "sources", "store", "dataset", "base", "embedding",
    "index",
    "server", "function", "evaluators",
  ]

  /// The kind of asset that it is; nil where it makes none.
  var kind: AssetKind? {
    switch product {
    case .agent: .agent
    case .tool, .toolkit: .tool
    case .model: .model
    case .client: .provider
    case .prompt, .message: .prompt
    case .vectorIndex: .vectorIndex
    case .source: .contentSource
    case .dataset: .dataset
    case .memory: .memory
    case .guardrail: .guardrail
    case .gate: .approvalGate
    case .evaluation: .evaluation
    case .training: .trainingJob
    case .registry: .modelRegistry
    case .endpoint: .endpoint
    case .artifact: .modelArtifact
    case .action: .action
    case .pipeline: .pipeline
    case .store: .dataStore
    case .mcpServer, .mcpClient: .mcpServer
    case .call, .binding, .retriever, .tracing, nil: nil
    }
  }
}
