public import Estate

extension Classifier {
  /// What reaches assets along relations, once what is said of each by itself is in the estate.
  public func inherit(_ estate: Estate) -> Observations {
    var observations = Observations()
    for property in facts.inheritance.rules.keys.sorted() {
      let arrivals = InheritedClassification(
        estate, property, facts.inheritance,
        excluding: property == "owner" ? disowned(estate) : []
      ).arrivals()
      for (index, arrivals) in arrivals.sorted(by: { $0.key < $1.key }) {
        for arrival in arrivals {
          record(arrival, property, of: estate.assets[index], estate, &observations)
        }
      }
    }
    return observations
  }

  private func record(
    _ arrival: InheritedClassification.Arrival, _ property: String, of asset: Asset,
    _ estate: Estate, _ observations: inout Observations
  ) {
    let source = estate.assets[arrival.source]
    let claim = source.claims.first {
      $0.property == property && $0.value.text == arrival.value
    }
    let sighting = Sighting(
      source: asset.source, detector: "inherited:\(property):\(source.id)",
      location: claim?.sighting.location, confidence: Double(arrival.confidence) / 1000)
    observations.assets.append(
      AssetObservation(
        id: asset.id, kind: asset.kind, name: asset.name,
        properties: [property: .text(arrival.value)], sighting: sighting, isStatement: true))
    guard property == "owner", asset.properties["owner"] == nil else { return }
    for relation in estate.outgoing(arrival.source, .ownedBy) {
      let owner = estate.assets[estate.head(ofRelationAt: relation)]
      guard owner.name == arrival.value else { continue }
      observations.relations.append(
        RelationObservation(
          kind: .ownedBy, tail: asset.id, head: owner.id, basis: .inferred, sighting: sighting))
    }
  }

  /// Assets that CODEOWNERS leaves to nobody on purpose.
  private func disowned(_ estate: Estate) -> Set<Int> {
    OwnerClassification(configuration: configuration, places: AssetPlaces(estate: estate))
      .disowned(estate)
  }
}
