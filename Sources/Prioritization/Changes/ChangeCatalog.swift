internal import Assessment
public import Catalog
internal import Estate
internal import Formats

/// What people can do about assets, one thing each: `Catalog/changes.yaml`.
public struct ChangeCatalog: Sendable {
  static let path = "Catalog/changes.yaml"

  let entries: [ChangeEntry]
  /// Entries by the kind that they may apply to, in order.
  private let byKind: [AssetKind: [Int]]

  public init(_ knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    var entries: [ChangeEntry] = []
    for node in try knowledge.document(at: Self.path)?.root["changes"]?.items ?? [] {
      entries.append(try ChangeEntry(node, path: Self.path))
    }
    self.entries = entries
    byKind = entries.indices.reduce(into: [:]) { found, number in
      for kind in entries[number].condition.kinds { found[kind, default: []].append(number) }
    }
  }

  /// Numbers of the entries for assets of that kind.
  func entries(for kind: AssetKind) -> [Int] { byKind[kind] ?? [] }
}
