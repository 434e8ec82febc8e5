public import Estate

/// A made-up estate of exactly that many assets and relations, built as a scan builds it: of
/// observations that each have a source, a path and a line. The same numbers give the same estate.
public enum ObservedEstate {
  /// - Parameter changed: assets, from the first, that differ from those of an estate with none.
  public static func make(assets: Int, relations: Int, changed: Int = 0) -> Estate {
    var builder = EstateBuilder()
    for index in 0..<assets { builder.add(asset(index, isChanged: index < changed)) }
    for index in 0..<(assets > 0 ? relations : 0) {
      let tail = index % assets
      let head = (index &* 7919 &+ index / assets) % assets
      builder.add(
        RelationObservation(
          kind: .usesModel, tail: id(tail), head: id(head), sighting: sighting(index)))
    }
    return builder.build()
  }

  private static func asset(_ index: Int, isChanged: Bool) -> AssetObservation {
    let id = id(index)
    return AssetObservation(
      id: id, kind: id.kind ?? .agent, name: "asset \(index)",
      properties: [
        "framework": "langchain", "environment": isChanged ? "prod" : "dev",
        "description": .text("An assistant for team \(index % 97)"),
      ], sighting: sighting(index))
  }

  private static func sighting(_ index: Int) -> Sighting {
    Sighting(
      source: "files:repository:git:github.com/acme/shop\(index % 10)", detector: "python-agent",
      location: Location(
        path: "services/team\(index % 97)/app\(index / 10)/main.py", line: index % 400 + 1),
      confidence: 0.9)
  }

  private static func id(_ index: Int) -> AssetID {
    index % 3 == 0
      ? AssetID(.model, "huggingface", "organisation\(index % 1000)/model-\(index)")
      : AssetID(.agent, "repo", "github.com/acme/shop\(index % 10)/app\(index)#agent")
  }
}
