import Estate
import TestSupport
import Testing

@testable import Assessment

@Suite struct ShortestPathTests {
  private func paths(_ query: String, on estate: Estate) throws -> [[String]] {
    try Query(parsing: query).run(on: estate, now: RuleText.now).rows.map { row in
      guard case .path(let nodes, _)? = row.first else { return [] }
      return nodes.map(\.text)
    }
  }

  @Test func `gives one path with the fewest hops for each pair, the first by ids`() throws {
    let estate = try RuleText.estate(
      """
      nodes: {a: "Role {}", b: "Role {}", c: "Role {}", d: "Role {}", e: "Role {}"}
      edges:
        - a -CAN_ASSUME-> c
        - a -CAN_ASSUME-> b
        - b -CAN_ASSUME-> d
        - c -CAN_ASSUME-> d
        - d -CAN_ASSUME-> e
        - e -CAN_ASSUME-> a
      """)
    let all = "MATCH p = shortestPath((x)-[:CAN_ASSUME*1..15]->(y)) WHERE x.id == 'a' RETURN p"
    #expect(
      try paths(all, on: estate) == [
        ["a", "b"], ["a", "c"], ["a", "b", "d"], ["a", "b", "d", "e"],
      ])
    #expect(
      try paths(
        "MATCH p = shortestPath((x)<-[:CAN_ASSUME*]-(y:Role)) WHERE x.id == 'd' && y.id == 'a' RETURN p",
        on: estate) == [["d", "b", "a"]])
    #expect(
      try paths(
        "MATCH (y)-[:CAN_ASSUME]->(z), p = shortestPath((x)-[:CAN_ASSUME*..2]->(y)) WHERE z.id == 'e' && x.id == 'a' RETURN p",
        on: estate) == [["a", "b", "d"]])
    #expect(
      try paths(
        "MATCH p = shortestPath((x)-[:CAN_ASSUME*0..1]->(y)) WHERE x.id == 'a' RETURN p", on: estate
      )
        == [["a"], ["a", "b"], ["a", "c"]])
  }

  @Test func `agrees with a search over all paths on random estates`() throws {
    var generator = SeededGenerator(7)
    for _ in 0..<200 {
      let count = Int.random(in: 2...7, using: &generator)
      var builder = EstateBuilder()
      let ids = (0..<count).map { AssetID(.role, "x", "\($0)") }
      let sighting = Sighting(source: "s", detector: "d")
      for id in ids {
        builder.add(AssetObservation(id: id, kind: .role, name: id.text, sighting: sighting))
      }
      for _ in 0..<Int.random(in: 1...14, using: &generator) {
        let (tail, head) = (
          ids.randomElement(using: &generator), ids.randomElement(using: &generator)
        )
        guard let tail, let head else { continue }
        builder.add(
          RelationObservation(
            kind: Bool.random(using: &generator) ? .canAssume : .memberOf, tail: tail, head: head,
            sighting: sighting))
      }
      let estate = builder.build()
      func lengths(_ pattern: String) throws -> [String] {
        try Query(parsing: "MATCH p = \(pattern) RETURN x.id, y.id, length(p)")
          .run(on: estate, now: RuleText.now).rows.map { "\($0)" }
      }
      // Rows come in order: the first of each pair is the shortest.
      var shortest: [String: String] = [:]
      let every = try Query(
        parsing: "MATCH p = (x)-[:CAN_ASSUME|MEMBER_OF*1..6]->(y) RETURN x.id, y.id, length(p)"
      ).run(on: estate, now: RuleText.now).rows
      for row in every where shortest["\(row.dropLast())"] == nil {
        shortest["\(row.dropLast())"] = "\(row)"
      }
      #expect(
        try lengths("shortestPath((x)-[:CAN_ASSUME|MEMBER_OF*1..6]->(y))")
          == shortest.values.sorted { $0 < $1 })
    }
  }
}
