import Catalog
import Formats

/// What objects of Kubernetes say about AI, by the facts of `Catalog/kubernetes-kinds.yaml`.
struct KubernetesKinds: Sendable {
  enum Meaning: String, Sendable {
    case endpoint, runtime, training, notebook, agent, gateway
    case mcpServer = "mcp-server"
    case modelConfig = "model-config"
    case vectorIndex = "vector-index"
  }

  struct Kind: Sendable {
    let meaning: Meaning
    let models: [DocumentPath]
    let uris: [DocumentPath]
    let pods: [DocumentPath]
    /// Containers that stand alone.
    let containers: [DocumentPath]
    /// What holds arguments and variables, of which those of `model` name one.
    let settings: [DocumentPath]
    let model: AICommands.ModelPlace?
    /// Whether callers ask for a model by the name of the object.
    let servesOwn: Bool
    let images: [DocumentPath]
    let accounts: [DocumentPath]
    let providers: [DocumentPath]
    let hub: String?
    let engine: String?
  }

  struct PodPlace: Sendable {
    let path: String
    let labels: String
  }

  enum Statement: String, Sendable { case internet, corporate, authentication, ranges }

  struct Annotation: Sendable {
    let means: Statement
    let name: String
    let values: [String]
  }

  struct Identity: Sendable {
    let annotation: String
    let isRole: Bool
    let authority: String
  }

  private var kinds: [String: Kind] = [:]
  private var pods: [String: PodPlace] = [:]
  private var annotations: [Annotation] = []
  private(set) var identities: [Identity] = []

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/kubernetes-kinds.yaml")
    for node in document.root["kinds"]?.items ?? [] {
      guard let group = node["group"]?.text, let kind = node["kind"]?.text,
        let meaning = node["is"]?.text.flatMap(Meaning.init)
      else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a kind needs 'group', 'kind' and 'is'")
      }
      func paths(_ key: String) -> [DocumentPath] {
        (node[key]?.scalars ?? []).map { DocumentPath($0) }
      }
      kinds["\(group)/\(kind)"] = Kind(
        meaning: meaning, models: paths("models"), uris: paths("uris"), pods: paths("pods"),
        containers: paths("containers"), settings: paths("settings"),
        model: AICommands.ModelPlace(node["model"]), servesOwn: node["serves"]?.text == "own",
        images: paths("images"), accounts: paths("accounts"), providers: paths("providers"),
        hub: node["hub"]?.text, engine: node["engine"]?.text)
    }
    for node in document.root["pods"]?.items ?? [] {
      guard let kind = node["kind"]?.text, let path = node["path"]?.text,
        let labels = node["labels"]?.text
      else { throw KnowledgeError(path: document.path, line: node.line, "a pod needs 'path'") }
      pods[kind] = PodPlace(path: path, labels: labels)
    }
    for node in document.root["annotations"]?.items ?? [] {
      guard let means = node["means"]?.text.flatMap(Statement.init), let name = node["name"]?.text
      else { throw KnowledgeError(path: document.path, line: node.line, "'means' is unknown") }
      annotations.append(
        Annotation(means: means, name: name, values: node["values"]?.scalars ?? []))
    }
    for node in document.root["identities"]?.items ?? [] {
      guard let name = node["name"]?.text, let authority = node["authority"]?.text else { continue }
      identities.append(
        Identity(
          annotation: name, isRole: node["kind"]?.text == "role", authority: authority))
    }
  }

  func kind(of object: ManifestObject) -> Kind? { kinds["\(object.group)/\(object.kind)"] }

  func pod(of object: ManifestObject) -> PodPlace? { pods[object.kind] }

  /// Whether annotations make a statement.
  func states(_ statement: Statement, _ annotations: DocumentNode?) -> Bool {
    values(statement, annotations).isEmpty == false
  }

  /// The values of the annotations that make a statement.
  func values(_ statement: Statement, _ given: DocumentNode?) -> [String] {
    annotations.filter { $0.means == statement }.compactMap { annotation in
      guard let value = given?[annotation.name]?.scalar else { return nil }
      let matches =
        annotation.values.isEmpty
        || annotation.values.contains { Wildcard.matches(value, $0) }
      return matches ? value : nil
    }
  }
}
