import Estate

/// Something of the code that is an asset.
struct Thing: Hashable {
  let id: AssetID
  let kind: AssetKind
  let name: String

  init(_ id: AssetID, _ kind: AssetKind, _ name: String) {
    self.id = id
    self.kind = kind
    self.name = name
  }

  /// Whether it is a model of one's own, which code makes or trains.
  var isOwnModel: Bool { kind == .model && id.text.hasPrefix("model:repo:") }

  init(_ provider: ProviderCatalog.Provider) {
    self.init(provider.id, provider.kind, provider.name)
  }
}
