import Configuration
import Estate

/// What the configuration says of environment, criticality, sensitivity and purpose, and which
/// providers are approved. The first statement that matches holds.
struct StatementClassification {
  let configuration: Configuration
  let places: AssetPlaces

  func classify(_ estate: Estate, into observations: inout Observations) {
    let lists: [(property: String, statements: [Configuration.Statement])] = [
      ("environment", configuration.environments), ("criticality", configuration.criticality),
      ("sensitivity", configuration.sensitivity), ("purpose", configuration.purposes),
      ("eu_risk", configuration.riskClasses),
    ]
    let needsPlaces = lists.contains { list in
      list.statements.contains { if case .path = $0.subject { true } else { false } }
    }
    for asset in estate.assets where asset.kind != .team && asset.kind != .person {
      let places = needsPlaces ? places.places(of: asset) : []
      for (property, statements) in lists {
        // A path says something of what lives there, not of a package that is also used elsewhere.
        let statement = statements.first { statement in
          if asset.kind.declaration.isShared, case .path = statement.subject { return false }
          return self.places.matches(statement.subject, asset, places)
        }
        if let statement {
          claim(asset, property, .text(statement.value), statement.location, &observations)
        }
      }
      if asset.kind == .provider, let approved = configuration.approvedProviders {
        let slug = asset.id.text.split(separator: ":").last.map(String.init) ?? asset.name
        claim(
          asset, "approved_provider", .boolean(approved.contains(slug)),
          Location(path: "isobar.yaml"), &observations)
      }
    }
  }

  private func claim(
    _ asset: Asset, _ property: String, _ value: Value, _ location: Location,
    _ observations: inout Observations
  ) {
    observations.assets.append(
      AssetObservation(
        id: asset.id, kind: asset.kind, name: asset.name, properties: [property: value],
        sighting: Sighting(
          source: asset.source, detector: property, location: location),
        isStatement: true))
  }
}
