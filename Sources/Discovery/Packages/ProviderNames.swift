import Catalog
import Formats

/// Names of the providers of models, by slug.
struct ProviderNames: Sendable {
  private var names: [String: String] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.document(at: "Catalog/providers.yaml")
    for node in document?.root["providers"]?.items ?? [] {
      guard let slug = node["provider"]?.text, let name = node["name"]?.text else {
        throw KnowledgeError(
          path: document?.path ?? "", line: node.line, "a provider needs 'provider' and 'name'")
      }
      names[slug] = name
    }
  }

  /// The name of a provider of models; nil for any other vendor.
  subscript(slug: String) -> String? { names[slug] }
}
