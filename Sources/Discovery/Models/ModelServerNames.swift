import Catalog
import Formats

/// What names of variables and keys say of the addresses of programs that serve models, by
/// `Catalog/source-texts.yaml`.
struct ModelServerNames: Sendable {
  /// Programs that serve models and nothing else, and words for what a server of one's own does.
  private let servers: Set<String>
  private let tasks: Set<String>
  private let addresses: NamePatterns

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    servers = Set(root["server_words"]?.scalars ?? [])
    tasks = Set(root["server_tasks"]?.scalars ?? [])
    addresses = NamePatterns(root["address_names"]?.scalars ?? [])
  }

  /// Whether a name says that what it holds is the address of such a program: `OLLAMA_HOST`.
  func namesServer(_ name: String) -> Bool {
    addresses.match(name) && !servers.isDisjoint(with: NameWords.texts(of: name))
  }

  /// Whether a name is one of such a program: `comfyui`.
  func isServer(_ name: String) -> Bool { !servers.isDisjoint(with: NameWords.texts(of: name)) }

  /// Whether a value is the address of such a program, by its name and, where that tells only what is asked of
  /// it, by the place: `EMBEDDING_BASE_URL=http://localhost:8081/v1`.
  func isAddress(_ text: String, named name: String) -> Bool {
    if namesServer(name) { return true }
    guard addresses.match(name), !tasks.isDisjoint(with: NameWords.texts(of: name)),
      let address = ServerAddress(VariableText.defaultValue(of: text)), address.port != nil
    else { return false }
    return address.isLoopback || address.isPrivate
  }
}
