import Estate

/// An estate in a few lines: assets as `bot: Agent`, relations as `bot CAN_CALL tool`.
struct SmallEstate {
  let estate: Estate

  init(
    _ assets: [String], _ relations: [String] = [], _ properties: [String: [String: Value]] = [:],
    confidence: Double = 1, ids: [String: String] = [:]
  ) {
    var builder = EstateBuilder()
    var known: [String: AssetID] = [:]
    for (line, text) in assets.enumerated() {
      let parts = text.split(separator: ":").map { $0.trimmingSpaces }
      guard parts.count == 2, let kind = AssetKind(name: parts[1]) else { continue }
      let id = ids[parts[0]].map(AssetID.init(trusted:)) ?? AssetID(kind, "test", parts[0])
      known[parts[0]] = id
      builder.add(
        AssetObservation(
          id: id, kind: kind, name: parts[0], properties: properties[parts[0]] ?? [:],
          sighting: Self.sighting(line: line + 1)))
    }
    for (line, text) in relations.enumerated() {
      let parts = text.split(separator: " ").map(String.init)
      guard parts.count == 3, let kind = RelationKind(name: parts[1]), let tail = known[parts[0]],
        let head = known[parts[2]]
      else { continue }
      builder.add(
        RelationObservation(
          kind: kind, tail: tail, head: head,
          sighting: Self.sighting(line: line + 100, confidence: confidence)))
    }
    estate = builder.build()
  }

  /// Index of the asset of that name; −1 where there is none, which no state has.
  func index(_ name: String) -> Int { estate.assets.firstIndex { $0.name == name } ?? -1 }

  private static func sighting(line: Int, confidence: Double = 1) -> Sighting {
    Sighting(
      source: "files:.", detector: "test", location: Location(path: "estate.txt", line: line),
      confidence: confidence)
  }
}

extension Substring {
  var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
