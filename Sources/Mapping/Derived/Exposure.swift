internal import Estate

/// What outsiders can see or use, from facts of the network and of the platform.
struct Exposure: Sendable {
  static let detector = "exposure"
  /// Properties that decide.
  static let facts: Set<String> = ["public", "authenticated", "type"]

  private let estate: Estate

  init(_ estate: Estate) { self.estate = estate }

  func observations() -> Observations {
    var observations = Observations()
    for index in estate.assets.indices where Self.canBeExposed(estate.assets[index].kind) {
      let asset = estate.assets[index]
      let isPublic = asset.properties["public"] == true
      if asset.kind != .endpoint {
        guard isPublic else { continue }
        observations.relations.append(relation(.canRead, from: Self.anyone, to: asset.id))
      } else if isPublic, !isReachedFromInternet(index) {
        observations.relations.append(relation(.reaches, from: Self.internet, to: asset.id))
      } else if asset.properties["authenticated"] == false, isReachedFromInternet(index) {
        observations.assets += publicAssets(behind: index)
      }
    }
    return observations
  }

  private static let anyone = AssetID(trusted: "person:any:anonymous")
  private static let internet = AssetID(trusted: "network:internet:internet")
  /// Kinds of which "public" means that anyone may read what is in them, or use them. Public models,
  /// packages and data sets of others are no exposure.
  private static func canBeExposed(_ kind: AssetKind) -> Bool {
    switch kind {
    case .dataStore, .vectorIndex, .repository, .notebook, .endpoint: true
    default: false
    }
  }

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
