import Estate

/// Pairs of text as the Extension profile of SPDX writes them.
enum SPDXProperties {
  static func value(of pairs: [(name: String, value: String)]) -> Value {
    .map([
      "type": "extension_CdxPropertiesExtension",
      "extension_cdxProperty": .list(
        pairs.map {
          .map([
            "type": "extension_CdxPropertyEntry", "extension_cdxPropName": .text($0.name),
            "extension_cdxPropValue": .text($0.value),
          ])
        }),
    ])
  }
}
