/// A file of Catalog/, Rules/ or Frameworks/ as it was when the binary was built, as JSON.
public struct EmbeddedFile: Sendable {
  /// Path in the source tree, such as `Catalog/packages/pypi.yaml`.
  public let path: String
  public let json: String
}
