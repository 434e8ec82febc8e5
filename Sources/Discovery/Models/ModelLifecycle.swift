import Catalog
import Formats

/// Which models are withdrawn, by `Catalog/model-lifecycle.yaml`.
struct ModelLifecycle: Sendable {
  private var exact: Set<String> = []
  private var patterns: [String: [String]] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/model-lifecycle.yaml")
    for node in document.root["models"]?.items ?? [] {
      guard let provider = node["provider"]?.text, let names = node["names"]?.scalars else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a withdrawn model needs 'provider' and 'names'")
      }
      for name in names {
        if name.contains("*") {
          patterns[provider, default: []].append(name)
        } else {
          exact.insert("\(provider)/\(name)")
        }
      }
    }
  }

  /// Whether a provider has withdrawn a model, or announced it.
  func isWithdrawn(_ name: String, by provider: String) -> Bool {
    let name = name.lowercased()
    return exact.contains("\(provider)/\(name)")
      || (patterns[provider] ?? []).contains { Wildcard.matches(name, $0) }
  }
}
