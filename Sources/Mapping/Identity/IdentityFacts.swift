public import Catalog
internal import Estate
internal import Formats

/// Which keys identify an asset of each kind, read from `Catalog/identity.yaml`.
public struct IdentityFacts: Sendable {
  let keys: [AssetKind: [IdentityKey]]
  /// Authorities by kind, the one whose ids are kept first.
  let preferred: [AssetKind: [String]]
  /// A value that more assets share says nothing of any two of them.
  let sharedLimit: Int
  let singleConfidence: Double
  let agreeingConfidence: Double
  public let forms: KeyForms

  public init(_ knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    let path = "Catalog/identity.yaml"
    guard let document = try knowledge.document(at: path) else {
      throw KnowledgeError(path: path, "is missing")
    }
    let root = document.root
    forms = try KeyForms(root, knowledge)
    sharedLimit = root["shared_limit"]?.integer ?? 8
    singleConfidence = root["confidence"]?["single"]?.number ?? 0.4
    agreeingConfidence = root["confidence"]?["agreeing"]?.number ?? 0.8
    var keys: [AssetKind: [IdentityKey]] = [:]
    var preferred: [AssetKind: [String]] = [:]
    for node in root["kinds"]?.items ?? [] {
      guard let name = node["kind"]?.text, let kind = AssetKind(name: name) else {
        throw KnowledgeError(path: path, line: node.line, "is about no kind of asset")
      }
      preferred[kind] = Self.texts(node["prefer"])
      for key in node["keys"]?.items ?? [] {
        keys[kind, default: []].append(try IdentityKey(key, path))
      }
    }
    self.keys = keys
    self.preferred = preferred
  }

  static func texts(_ node: DocumentNode?) -> [String] { node?.items.compactMap(\.scalar) ?? [] }
}
