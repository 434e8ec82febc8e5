public import Estate

/// What follows from an estate and was not seen: effective permissions, the abilities of agents that
/// together let data be stolen, and exposure. Returned as observations of basis `inferred`, each with
/// the path that it rests on, so that they are merged, shown and withdrawn like any other.
public enum DerivedRelations {
  /// Id of the source and of the detector that the observations name.
  static let source = "inferred:mapping"

  public static func observations(from analysis: AttackAnalysis) -> Observations {
    let estate = analysis.graph.estate
    var observations = EffectivePermissions(estate).observations()
    observations.append(AgentAbilities(analysis).observations())
    observations.append(Exposure(estate).observations())
    return observations
  }

  static func sighting(_ room: String, confidence: Double = 1) -> Sighting {
    Sighting(source: source, detector: room, confidence: confidence)
  }
}
