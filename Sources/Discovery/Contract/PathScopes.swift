public import Catalog
import Formats

/// Tells product from tests, examples and the like: the property `scope`.
public struct PathScopes: Sendable {
  private struct Name: Sendable {
    let scope: String
    let beginnings: [String]
    let endings: [String]
  }

  private static let vendored = "vendored"
  private struct Folder: Sendable {
    let scope: String
    let exceptions: [String]
  }

  private var folders: [String: Folder] = [:]
  private var names: [Name] = []

  /// Reads `Catalog/path-scopes.yaml`.
  public init(knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/path-scopes.yaml")
    for node in document.root["scopes"]?.items ?? [] {
      func list(_ key: String) -> [String] { (node[key]?.items ?? []).compactMap(\.text) }
      guard let scope = node["scope"]?.text else { continue }
      let exceptions = list("except")
      for folder in list("folders") {
        folders[folder] = Folder(scope: scope, exceptions: exceptions)
      }
      names.append(Name(scope: scope, beginnings: list("beginnings"), endings: list("endings")))
    }
  }

  /// The scope of a path relative to its repository; `product` where nothing says otherwise.
  ///
  /// - Parameter considersName: whether the name of the file counts, not only its folders.
  public func scope(of path: some StringProtocol, considersName: Bool = true) -> String {
    var parts = path.lowercased().split(separator: "/").map(String.init)
    guard let name = parts.popLast() else { return "product" }
    let found = parts.reversed().compactMap { folders[$0] }
      .filter { folder in !folder.exceptions.contains { name.hasSuffix($0) } }.map(\.scope)
    if found.contains(Self.vendored) { return Self.vendored }
    if let innermost = found.first { return innermost }
    guard considersName else { return "product" }
    return names.first { entry in
      entry.beginnings.contains { name.hasPrefix($0) }
        || entry.endings.contains { name.hasSuffix($0) }
    }?.scope ?? "product"
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
