import Estate
import Formats

/// One object of a manifest.
struct ManifestObject: Sendable {
  let group: String
  let kind: String
  let name: String
  /// As declared; nil where whoever applies it decides.
  let namespace: String?
  let node: DocumentNode

  /// Nil where it has no kind or no name, or the name is a template.
  init?(_ node: DocumentNode) {
    guard let kind = node["kind"]?.text, let version = node["apiVersion"]?.text,
      let name = node.at("metadata.name")?.scalar ?? node.at("metadata.generateName")?.scalar,
      !name.isEmpty, !name.contains(where: { "{}$<>".contains($0) })
    else { return nil }
    self.kind = kind
    self.name = name
    let parts = version.split(separator: "/")
    group = parts.count > 1 ? String(parts[0]) : ""
    let namespace = node.at("metadata.namespace")?.scalar
    self.namespace = namespace.flatMap { $0.contains { "{}$".contains($0) } ? nil : $0 }
    self.node = node
  }

  var line: Int { node.line }
  var nameLine: Int { node.at("metadata.name")?.line ?? line }
  var annotations: DocumentNode? { node.at("metadata.annotations") }

  /// The objects of documents, those of lists included.
  static func all(in documents: [DocumentNode]) -> [ManifestObject] {
    documents.flatMap { document in
      document["kind"]?.text == "List" || document["kind"]?.text?.hasSuffix("List") == true
        ? (document["items"]?.items ?? []).compactMap { ManifestObject($0) }
        : [ManifestObject(document)].compactMap { $0 }
    }
  }
}

/// Ids of objects: by namespace where one is declared, else by the folder of the manifest, so that
/// objects of different repositories are not taken for one.
struct ManifestNames: Sendable {
  let folder: String

  func id(_ kind: AssetKind, _ namespace: String?, _ name: String) -> AssetID {
    AssetID(kind, "kubernetes", "\(namespace ?? folder)/\(name)")
  }

  func workload(_ object: ManifestObject) -> AssetID {
    id(.workload, object.namespace, "\(object.kind.lowercased())/\(object.name)")
  }
}
