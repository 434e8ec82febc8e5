/// Versions of CycloneDX that are written.
public enum CycloneDXVersion: String, Sendable, CaseIterable {
  case version16 = "1.6"
  case version17 = "1.7"

  /// Address of its JSON schema.
  var schema: String { "http://cyclonedx.org/schema/bom-\(rawValue).schema.json" }
}
