public import Catalog
internal import Formats

/// The forms of keys that are known, and what tells a placeholder from a key.
public struct CredentialCatalog: Sendable {
  public let types: [CredentialType]
  let placeholders: Placeholders

  /// Reads `Catalog/credentials`.
  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    var types: [CredentialType] = []
    var placeholders: DocumentNode?
    for document in try knowledge.documents(under: "Catalog/credentials") {
      placeholders = document.root["placeholders"] ?? placeholders
      for entry in document.root["credentials"]?.items ?? [] {
        guard let type = CredentialType(entry) else {
          throw KnowledgeError(
            path: document.path, line: entry.line,
            "not a credential: needs id, provider, vendor, type, confidence (A, B or C) and token")
        }
        types.append(type)
      }
    }
    self.types = types.sorted { $0.id < $1.id }
    self.placeholders = Placeholders(placeholders)
  }
}
