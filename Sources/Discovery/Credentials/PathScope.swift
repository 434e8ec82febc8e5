public import Catalog
internal import Formats

/// What kind of place in a repository a path is: the property `scope`.
public struct PathScope: Sendable {
  private struct Entry: Sendable {
    let scope: String
    let folders: Set<String>
    let beginnings: [String]
    let endings: [String]
  }

  private let entries: [Entry]

  /// Reads `Catalog/path-scopes.yaml`.
  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let root = try knowledge.document(at: "Catalog/path-scopes.yaml")?.root
    entries = (root?["scopes"]?.items ?? []).compactMap { node in
      func list(_ key: String) -> [String] { (node[key]?.items ?? []).compactMap(\.text) }
      guard let scope = node["scope"]?.text else { return nil }
      return Entry(
        scope: scope, folders: Set(list("folders")), beginnings: list("beginnings"),
        endings: list("endings"))
    }
  }

  /// The scope of a path relative to its repository; `product` where nothing says otherwise.
  public func scope(of path: some StringProtocol) -> String {
    let parts = path.lowercased().split(separator: "/").map(String.init)
    guard let name = parts.last else { return "product" }
    let folders = parts.dropLast()
    let entry = entries.first { entry in
      folders.contains { entry.folders.contains($0) }
        || entry.beginnings.contains { name.hasPrefix($0) }
        || entry.endings.contains { name.hasSuffix($0) }
    }
    return entry?.scope ?? "product"
  }
}
