internal import Estate

/// What outsiders can see or use, from facts of the network and of the platform.
struct Exposure: Sendable {
  static let detector = "exposure"

  private let estate: Estate

  init(_ estate: Estate) { self.estate = estate }

  func observations() -> Observations {
    var observations = Observations()
    for (index, asset) in estate.assets.enumerated() {
      if asset.properties["public"] == true, Self.readable.contains(asset.kind) {
        observations.relations.append(relation(.canRead, from: Self.anyone, to: asset.id))
      } else if asset.properties["public"] == true, asset.kind == .endpoint,
        !isReachedFromInternet(index)
      {
        observations.relations.append(relation(.reaches, from: Self.internet, to: asset.id))
      } else if asset.kind == .endpoint, asset.properties["authenticated"] == false,
        isReachedFromInternet(index)
      {
        observations.assets += publicAssets(behind: index)
      }
    }
    return observations
  }

  private static let anyone = AssetID(trusted: "person:any:anonymous")
  private static let internet = AssetID(trusted: "network:internet:internet")
  /// Kinds of which "public" means that anyone may read what is in them. Public models, packages and
  /// data sets of others are no exposure.
  private static let readable: Set<AssetKind> = [.dataStore, .vectorIndex, .repository, .notebook]

  private func isReachedFromInternet(_ endpoint: Int) -> Bool {
    estate.incoming(endpoint, .reaches).contains { index in
      let tail = estate.assets[estate.relation(at: Int(index)).tail]
      return tail.id == Self.internet || tail.properties["type"] == "internet"
    }
  }

  /// The endpoint, and the agents and tools that it makes callable, without anyone signing in.
  private func publicAssets(behind endpoint: Int) -> [AssetObservation] {
    let exposed = estate.outgoing(endpoint, .exposes).map { estate.relation(at: $0).head }
      .filter { estate.assets[$0].kind != .model }
    return ([endpoint] + exposed).map { estate.assets[$0] }
      .filter { $0.properties["public"] != true }
      .map { asset in
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name, properties: ["public": true],
          sighting: DerivedRelations.sighting(Self.detector))
      }
  }

  private func relation(_ kind: RelationKind, from tail: AssetID, to head: AssetID)
    -> RelationObservation
  {
    RelationObservation(
      kind: kind, tail: tail, head: head, basis: .inferred,
      sighting: DerivedRelations.sighting(Self.detector))
  }
}
