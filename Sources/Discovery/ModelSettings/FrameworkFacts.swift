import Formats

/// Which settings of frameworks say what an application keeps vectors in, embeds by, reads and tells to others:
/// `frameworks` of `Catalog/model-settings.yaml`.
struct FrameworkFacts: Sendable {
  /// Settings below which an engine by its key is a store of vectors.
  let storeHolders: [DocumentPath]
  /// Engines by these keys.
  let stores: [String: String]
  /// Settings that name the class of a model, and models by the last part of its name.
  let classKeys: [DocumentPath]
  let classes: [String: String]
  let classPrefixes: [String]
  /// Settings that hold the folder of what an index is filled with.
  let sources: [DocumentPath]
  /// Settings below which keys of `secretKeys` hold secrets of AI use.
  let roots: [DocumentPath]
  let secretKeys: Set<String>
  let traces: [Trace]

  /// Settings that switch on traces of what models are asked, in files with others of AI use.
  struct Trace: Sendable {
    let path: DocumentPath
    /// What they are set to; nil for anything.
    let value: String?
    let beside: DocumentPath?
  }

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    func paths(_ key: String) -> [DocumentPath] { list(key).map { DocumentPath($0) } }
    storeHolders = paths("store_holders")
    stores = node?["stores"]?.textsByKey ?? [:]
    classKeys = paths("class_keys")
    classes = node?["classes"]?.textsByKey ?? [:]
    classPrefixes = list("class_prefixes")
    sources = paths("sources")
    roots = paths("roots")
    secretKeys = Set(list("secret_keys"))
    traces = (node?["traces"]?.items ?? []).compactMap { item in
      guard let path = item["path"]?.text else { return nil }
      return Trace(
        path: DocumentPath(path), value: item["value"]?.scalar,
        beside: item["beside"]?.text.map { DocumentPath($0) })
    }
  }
}
