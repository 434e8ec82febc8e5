public import Catalog
import Formats

/// Tells product from tests, examples and the like, by the folders of a path.
public struct PathScopes: Sendable {
  private var scopes: [String: String] = [:]

  public init(knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/path-scopes.yaml")
    for scope in document.root["scopes"]?.entries ?? [] {
      for folder in scope.value.items.compactMap(\.text) { scopes[folder] = scope.key }
    }
  }

  /// `test`, `example`, `docs`, `template`, `vendored`, or `product`.
  public func scope(of path: some StringProtocol) -> String {
    for folder in path.split(separator: "/").dropLast().reversed() {
      if let scope = scopes[folder.lowercased()] { return scope }
    }
    return "product"
  }
}

extension Knowledge {
  /// A file of the catalogue that must be there.
  func required(_ path: String) throws(KnowledgeError) -> KnowledgeDocument {
    guard let document = try document(at: path) else {
      throw KnowledgeError(path: path, "is missing")
    }
    return document
  }
}
