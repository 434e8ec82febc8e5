public import Estate

/// What follows from an estate and was not seen: effective permissions, the abilities of agents that
/// together let data be stolen, and exposure. Returned as observations of basis `inferred`, each with
/// the path that it rests on, so that they are merged, shown and withdrawn like any other.
public enum DerivedRelations {
  /// Stands for the source until that of the asset takes its place.
  private static let source = "inferred"

  /// Properties of assets that decide what follows, and where attackers come: no other moves anybody.
  public static let facts = AttackAnalysis.selection.properties.union(Exposure.facts)
    .union(AgentAbilities.facts)

  public static func observations(from analysis: AttackAnalysis) -> Observations {
    let estate = analysis.graph.estate
    var observations = EffectivePermissions(estate).observations()
    observations.append(AgentAbilities(analysis).observations())
    observations.append(Exposure(estate).observations())
    return attributed(observations, in: estate)
  }

  /// Takes out what an earlier analysis concluded, so that it is concluded anew from what was seen.
  public static func withdraw(from observations: inout Observations) {
    observations.relations.removeAll { detectors.contains($0.sighting.detector) }
    observations.signals.removeAll { signal in
      signal.sighting.location == nil && AgentAbilities.signals.contains(signal.signal)
    }
  }

  /// What concludes relations.
  private static let detectors: Set<String> = [
    EffectivePermissions.detector, Exposure.detector,
  ]

  /// The observations as statements, each of the source of the asset that it is about: what is
  /// concluded lasts as long as what it was concluded from.
  private static func attributed(_ observations: Observations, in estate: Estate) -> Observations {
    func source(of id: AssetID) -> String {
      estate.index(of: id).map { estate.assets[$0].source } ?? Self.source
    }
    var observations = observations
    for index in observations.assets.indices {
      observations.assets[index].sighting.source = source(of: observations.assets[index].id)
      observations.assets[index].isStatement = true
    }
    for index in observations.relations.indices {
      observations.relations[index].sighting.source = source(of: observations.relations[index].tail)
    }
    for index in observations.signals.indices {
      observations.signals[index].sighting.source = source(of: observations.signals[index].asset)
    }
    return observations
  }

  static func sighting(_ room: String, confidence: Double = 1) -> Sighting {
    Sighting(source: source, detector: room, confidence: confidence)
  }
}
