import Catalog
import Formats

/// What names of variables and keys say of the addresses of programs that serve models, by
/// `Catalog/source-texts.yaml`.
struct ModelServerNames: Sendable {
  /// Programs that serve models and nothing else, and words for what a server of one's own does.
  private let servers: Set<String>
  private let tasks: Set<String>
  /// Words of the addresses of what such programs keep their state in.
  private let stores: Set<String>
  /// What addresses are called, whatever answers there.
  let addresses: NamePatterns
  /// Ends of the addresses at which servers are asked for a model, by what stands before and behind its name.
  private let served: [(before: String, after: [String])]
  private let storageKeys: NamePatterns
  /// Keys that say what a model is called whose weights lie somewhere.
  let storedModelKeys: [String]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.required("Catalog/source-texts.yaml").root
    servers = Set(root["server_words"]?.scalars ?? [])
    tasks = Set(root["server_tasks"]?.scalars ?? [])
    stores = Set(root["server_stores"]?.scalars ?? [])
    addresses = NamePatterns(root["address_names"]?.scalars ?? [])
    served = (root["served_models"]?.items ?? []).compactMap { node in
      node["before"]?.text.map { ($0, node["after"]?.scalars ?? []) }
    }
    storageKeys = NamePatterns(root["model_storage_names"]?.scalars ?? [])
    storedModelKeys = root["stored_model_keys"]?.scalars ?? []
  }

  /// Whether a name says that what it holds is the address of such a program: `OLLAMA_HOST`.
  func namesServer(_ name: String) -> Bool {
    guard addresses.match(name) else { return false }
    let words = NameWords.texts(of: name)
    return !servers.isDisjoint(with: words) && stores.isDisjoint(with: words)
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

  /// The name of the model that a server of one's own is asked for by the path of an address:
  /// `http://box:8000/v2/models/clerk/infer`.
  func servedModel(at text: String) -> String? {
    guard text.hasPrefix("http"), text.utf8.count < 300,
      let address = ServerAddress(VariableText.defaultValue(of: text)), address.isHostKnown
    else { return nil }
    for (before, after) in served {
      guard let mark = address.path.firstRange(of: before) else { continue }
      let rest = address.path[mark.upperBound...]
      let name = rest.prefix { $0 != "/" && $0 != ":" }
      guard !name.isEmpty, !name.contains(where: { "{}$<>%".contains($0) }) else { continue }
      let version = rest.dropFirst(name.count)
      let end =
        version.hasPrefix("/versions/")
        ? version.dropFirst("/versions/".count).drop { $0 != "/" && $0 != ":" } : version
      if after.contains(where: { end == $0 }) { return String(name) }
    }
    return nil
  }

  /// Whether a value says where the weights of a model that is served lie: `storageUri: gs://acme-models/clerk`.
  func isStorage(_ text: String, named name: String) -> Bool {
    guard storageKeys.match(name) else { return false }
    return StorageAddress(text) != nil || text.hasPrefix("hf://")
  }
}
