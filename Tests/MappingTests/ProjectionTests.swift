import Estate
import Testing

@testable import Mapping

/// Each relation's directions, as sentences. The steps are written from tail (`>`) or from head (`<`):
/// I carries influence, C control, D discloses what is there to whoever controls the start.
@Suite("Every relation carries an attacker the way its sentence says")
struct ProjectionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let sentence: String
    let tail: String
    let relation: String
    let head: String
    let steps: [String: Double]

    init(
      _ sentence: String, _ tail: String, _ relation: String, _ head: String,
      _ steps: [String: Double]
    ) {
      self.sentence = sentence
      self.tail = tail
      self.relation = relation
      self.head = head
      self.steps = steps
    }

    var testDescription: String { sentence }
  }

  static let cases: [Case] = [
    Case(
      "whoever is on the network can feed the endpoint", "Network", "REACHES", "Endpoint",
      ["I>": 0.4]),
    Case(
      "whoever can feed the endpoint can feed the agent behind it", "Endpoint", "EXPOSES", "Agent",
      ["I>": 1]),
    Case(
      "whoever controls the model controls the endpoint's answers, and whoever controls the "
        + "endpoint obtains the model", "Endpoint", "SERVES", "Model", ["C<": 1, "D>": 1]),
    Case(
      "whoever controls the workload controls the endpoint on it, and whoever controls the "
        + "endpoint sees the workload", "Endpoint", "RUNS_ON", "Workload", ["C<": 1, "D>": 1]),
    Case(
      "whoever writes the mail steers the agent that reads it", "ContentSource", "INGESTED_BY",
      "Agent", ["I>": 0.8]),
    Case(
      "whoever writes the page poisons the index made of it, and whoever controls the index has "
        + "the page", "ContentSource", "FEEDS", "VectorIndex", ["I>": 0.9, "D<": 0.9]),
    Case(
      "whoever poisons the index steers the agent, and whoever controls the agent reads the index",
      "Agent", "RETRIEVES_FROM", "VectorIndex", ["I<": 0.9, "D>": 0.9]),
    Case(
      "whoever poisons the model steers the agent that uses it", "Agent", "USES_MODEL", "Model",
      ["I<": 0.9]),
    Case(
      "whoever writes the prompt controls the agent, and whoever controls the agent reads it",
      "Agent", "HAS_PROMPT", "Prompt", ["I<": 0.9, "C<": 0.9, "D>": 0.9]),
    Case(
      "whoever writes the skill controls the agent, and whoever controls the agent reads it",
      "Agent", "HAS_SKILL", "Skill", ["I<": 0.9, "C<": 0.9, "D>": 0.9]),
    Case(
      "what the attacker puts into memory comes back to the agent", "Agent", "REMEMBERS_IN",
      "Memory", ["I>": 0.7, "I<": 0.7, "D>": 0.7]),
    Case(
      "whoever controls the agent controls its tools", "Agent", "CAN_CALL", "Tool", ["C>": 0.9]),
    Case(
      "whoever steers or controls the agent does so to the one it hands work to", "Agent",
      "DELEGATES_TO", "Agent", ["I>": 0.7, "C>": 0.7]),
    Case(
      "whoever steers or controls the client does so to the server", "Agent", "CONNECTS_TO",
      "McpServer", ["I>": 1, "C>": 1]),
    Case(
      "whoever steers or controls the server does so to its tools", "McpServer", "PROVIDES", "Tool",
      ["I>": 1, "C>": 1]),
    Case(
      "what a tool returns steers the agent", "Tool", "RETURNS_CONTENT_TO", "Agent", ["I>": 0.8]),
    Case(
      "whoever controls the tool acts as its identity", "Tool", "ACTS_AS", "Role", ["C>": 1]),
    Case("whoever controls the tool reads the store", "Tool", "READS", "DataStore", ["D>": 0.9]),
    Case(
      "whoever controls the tool changes the store", "Tool", "WRITES", "DataStore",
      ["I>": 0.9, "C>": 0.9]),
    Case(
      "whoever controls the tool does what it does", "Tool", "PERFORMS", "Action", ["C>": 0.9]),
    Case(
      "data leaves over the tool, and nothing comes in", "Tool", "SENDS_TO", "SaaSApp", [:]),
    Case(
      "whoever poisons the data poisons the model, which remembers some of the data", "Model",
      "TRAINED_ON", "Dataset", ["I<": 0.5, "D>": 0.05]),
    Case(
      "whoever poisons the data poisons the tuned model, which remembers more of the data", "Model",
      "FINE_TUNED_ON", "Dataset", ["I<": 0.5, "D>": 0.2]),
    Case(
      "whoever poisons the base poisons what is made from it, which discloses the base", "Model",
      "DERIVED_FROM", "Model", ["I<": 0.9, "D>": 0.9]),
    Case(
      "whoever holds the file holds the model", "Model", "MATERIALISED_AS", "ModelArtifact",
      ["I<": 1, "C<": 1, "D<": 1]),
    Case(
      "a file that cannot run code leaves its loader alone", "ModelArtifact", "LOADED_BY",
      "Workload", [:]),
    Case(
      "whoever can read the bucket obtains the dataset stored in it, and whoever writes it poisons "
        + "the dataset", "Dataset", "STORED_IN", "DataStore", ["I<": 1, "C<": 1, "D<": 1]),
    Case("whoever is the identity reads the store", "Role", "CAN_READ", "DataStore", ["D>": 1]),
    Case(
      "whoever is the identity changes the store", "Role", "CAN_WRITE", "DataStore",
      ["I>": 1, "C>": 1]),
    Case(
      "whoever is the administrator does anything with the store", "Role", "CAN_ADMIN", "DataStore",
      ["I>": 1, "C>": 1, "D>": 1]),
    Case("whoever is the caller feeds the agent", "Role", "CAN_INVOKE", "Agent", ["I>": 1]),
    Case(
      "whoever is the identity can be the role it may assume", "ServiceAccount", "CAN_ASSUME",
      "Role", ["C>": 1]),
    Case("whoever is the member is the group", "Person", "MEMBER_OF", "Group", ["C>": 1]),
    Case(
      "whoever controls the workload is its identity", "Workload", "RUNS_AS", "ServiceAccount",
      ["C>": 1]),
    Case(
      "whoever holds the key signs in with it", "Credential", "AUTHENTICATES_AS", "ServiceAccount",
      ["C>": 1]),
    Case(
      "whoever controls the repository has the key in it", "Repository", "CONTAINS_SECRET",
      "Credential", ["D>": 0.3]),
    Case(
      "whoever changes the repository changes the image", "Repository", "BUILDS", "ContainerImage",
      ["I>": 0.8, "C>": 0.8]),
    Case(
      "whoever changes the image changes the workload", "ContainerImage", "RUNS_IN", "Workload",
      ["I>": 0.8, "C>": 0.8]),
    Case(
      "whoever changes the pipeline changes what it deploys", "Pipeline", "DEPLOYS", "Workload",
      ["I>": 0.8, "C>": 0.8]),
    Case(
      "whoever takes over the package takes over what includes it", "Application", "DEPENDS_ON",
      "Package", ["I<": 0.02, "C<": 0.02]),
    Case(
      "whoever controls the job reads its data, and whoever feeds the job feeds what it reads",
      "TrainingJob", "READS", "Dataset", ["I>": 0.9, "C>": 0.9, "D>": 0.9]),
    Case(
      "whoever feeds or controls the job does so to what it writes, and sees it", "Notebook",
      "WRITES", "Model", ["I>": 0.9, "C>": 0.9, "D>": 0.9]),
  ]

  @Test("The sentence holds, both ways", arguments: cases)
  func directions(_ expected: Case) throws {
    let small = SmallEstate(
      ["tail: \(expected.tail)", "head: \(expected.head)"],
      ["tail \(expected.relation) head"])
    let graph = AttackGraph(small.estate)
    var steps: [String: Double] = [:]
    for node in 0..<Int32(graph.stateCount) {
      for edge in graph.steps.outgoing(node) {
        let (from, to) = (AttackState(node: node), AttackState(node: graph.steps.heads[edge]))
        guard from.asset != to.asset else { continue }
        let letter = to.hold.name.prefix(1).uppercased()
        #expect(to.hold == .disclosed || from.hold == to.hold)
        let path = AttackPath([Int32(edge)], from: from, entry: nil, in: graph.steps)
        steps[letter + (from.asset == small.index("tail") ? ">" : "<")] =
          (path.probability * 1000).rounded() / 1000
      }
    }
    #expect(steps == expected.steps)
  }

  @Test("Every relation of the schema that carries an attacker has a sentence")
  func complete() {
    let told = Set(Self.cases.map(\.relation))
    let carrying = RelationKind.all.filter { kind in
      let projection = kind.declaration.projection
      return projection.influence != .none || projection.control != .none
        || projection.disclosure != .none
    }
    #expect(carrying.count == 40)
    for kind in carrying { #expect(told.contains(kind.name), "\(kind.name) has no sentence") }
  }

  /// Whether the attacker who has one thing at an asset obtains the content of another.
  private func obtains(
    _ goal: String, holding hold: AttackHold, of start: String, _ relation: String,
    _ kinds: [String]
  ) -> Bool {
    let small = SmallEstate(kinds, [relation])
    return AttackGraph(small.estate)
      .reachable(from: AttackState(asset: small.index(start), hold: hold))
      .contains(AttackState(asset: small.index(goal), hold: .disclosed))
  }

  @Test("Whoever can only read a thing obtains what is in it, and no more")
  func content() {
    let stored = ["data: Dataset", "bucket: DataStore"]
    #expect(obtains("data", holding: .disclosed, of: "bucket", "data STORED_IN bucket", stored))
    #expect(!obtains("bucket", holding: .disclosed, of: "data", "data STORED_IN bucket", stored))
    let repository = ["repo: Repository", "key: Credential"]
    #expect(obtains("key", holding: .disclosed, of: "repo", "repo CONTAINS_SECRET key", repository))
    #expect(
      !obtains("key", holding: .influenced, of: "repo", "repo CONTAINS_SECRET key", repository))
    let tool = ["tool: Tool", "store: DataStore"]
    #expect(obtains("store", holding: .controlled, of: "tool", "tool READS store", tool))
    #expect(!obtains("store", holding: .disclosed, of: "tool", "tool READS store", tool))
    let role = ["role: Role", "store: DataStore"]
    #expect(!obtains("store", holding: .disclosed, of: "role", "role CAN_READ store", role))
  }

  @Test("Whoever can question a model, or has it, may extract what it was trained on")
  func memorisation() {
    let kinds = ["model: Model", "data: Dataset"]
    for hold in AttackHold.allCases {
      #expect(obtains("data", holding: hold, of: "model", "model TRAINED_ON data", kinds))
    }
    #expect(!obtains("model", holding: .disclosed, of: "data", "model TRAINED_ON data", kinds))
  }

  @Test("Relations that carry nobody are no step")
  func inert() {
    for kind in RelationKind.all where !StepTable(.current).isStep(kind) {
      let small = SmallEstate(["a: Agent", "b: Team"], ["a \(kind.name) b"])
      let graph = AttackGraph(small.estate)
      let start = AttackState(asset: small.index("a"), hold: .controlled)
      #expect(graph.reachable(from: start).allSatisfy { $0.asset == start.asset }, "\(kind.name)")
    }
  }
}
