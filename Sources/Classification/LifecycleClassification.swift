import Estate

/// What a source sees today is in use until someone says otherwise.
enum LifecycleClassification {
  /// Less sure than what any source or person says of it.
  private static let confidence = 0.5

  static func classify(_ estate: Estate, into observations: inout Observations) {
    for asset in estate.assets
    where !asset.kind.declaration.isShared && asset.properties["lifecycle"] == nil {
      observations.assets.append(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name, properties: ["lifecycle": "active"],
          sighting: Sighting(
            source: asset.source, detector: "lifecycle", confidence: confidence),
          isStatement: true))
    }
  }
}
