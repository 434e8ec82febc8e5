internal import Catalog
internal import Formats

/// Providers of models by slug, alias and host, from `Catalog/providers.yaml`.
struct ProviderAliases: Sendable {
  private var slugs: [String: String] = [:]
  private var hosts: [(host: GlobText, slug: String)] = []
  /// Providers whose names of models are given by each customer.
  private let localNames: Set<String>

  init(_ knowledge: Knowledge, localNames: Set<String>) throws(KnowledgeError) {
    self.localNames = localNames
    for node in try knowledge.document(at: "Catalog/providers.yaml")?.root["providers"]?.items ?? []
    {
      guard let slug = node["provider"]?.text else { continue }
      for alias in IdentityFacts.texts(node["aliases"]) {
        slugs[alias.lowercased()] = slugs[alias.lowercased()] ?? slug
      }
      hosts += IdentityFacts.texts(node["hosts"]).map { (GlobText($0.lowercased()), slug) }
    }
    for node in try knowledge.document(at: "Catalog/providers.yaml")?.root["providers"]?.items ?? []
    {
      if let slug = node["provider"]?.text { slugs[slug] = slug }
    }
  }

  /// The slug of a provider named by slug, alias or host.
  func slug(_ text: String) -> String? {
    let word = text.lowercased()
    if let slug = slugs[word] { return slug }
    guard word.contains(".") else { return nil }
    let host = ServerAddress(word)?.host ?? word
    return hosts.first { $0.host.matches(host) }?.slug
  }

  func hasLocalNames(_ slug: String) -> Bool { localNames.contains(slug) }
}
