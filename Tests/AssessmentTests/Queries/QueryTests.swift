import Estate
import Foundation
import Testing

@testable import Assessment

@Suite struct QueryTests {
  /// A shop: two agents, their tools, and a bucket that is reached through a role.
  static let shop = """
    nodes:
      bot: "Agent {name: bot, autonomy: 0.9}"
      aide: "Agent {name: aide}"
      drop: "Tool {name: drop, destructive: true}"
      list: "Tool {name: list, destructive: false}"
      send: "Tool {name: send}"
      staff: "Group {name: staff}"
      admin: "Role {name: admin}"
      ann: "Person {name: ann}"
      data: "DataStore {name: data}"
    edges:
      - bot -CAN_CALL-> drop
      - bot -CAN_CALL-> list
      - aide -CAN_CALL-> list
      - aide -CAN_CALL-> send
      - ann -MEMBER_OF-> staff
      - staff -CAN_ASSUME-> admin
      - admin -CAN_WRITE-> data
    """

  private func result(_ query: String, _ graph: String = shop) throws -> QueryResult {
    try Query(parsing: query).run(on: RuleText.estate(graph), now: RuleText.now)
  }

  /// The rows as text, values separated by spaces.
  private func rows(_ query: String, _ graph: String = shop) throws -> [String] {
    try result(query, graph).rows.map { $0.map(text).joined(separator: " ") }
  }

  private func text(_ value: QueryValue) -> String {
    switch value {
    case .unknown: "?"
    case .value(let value): value.plainText
    case .asset(let id, _, _): id.text
    case .relation(let step): "\(step.from)-\(step.relation.name)->\(step.to)"
    case .path(let nodes, _): nodes.map(\.text).joined(separator: ">")
    }
  }

  @Test func `returns assets, properties and expressions, with names of their own`() throws {
    let result = try result(
      "MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) WHERE t.destructive RETURN a, t.name, a.autonomy * 100 AS percent"
    )
    #expect(result.columns == ["a", "t.name", "percent"])
    #expect(
      result.rows == [
        [
          .asset(AssetID(trusted: "bot"), kind: .agent, name: "bot"), .value("drop"),
          .value(.number(90)),
        ]
      ])
  }

  @Test func `a row whose condition is unknown is left out and counted`() throws {
    let result = try result(
      "MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) WHERE !t.destructive RETURN a, t")
    #expect(result.rows.count == 2)
    #expect(result.unknown == 1)
    #expect(try self.result("MATCH (t:Tool) RETURN t").unknown == 0)
  }

  @Test func `what was not seen is returned as unknown`() throws {
    #expect(
      try rows("MATCH (a:Agent) RETURN a.name, a.autonomy ORDER BY a.name")
        == ["aide ?", "bot 0.9"])
  }

  @Test func `relations that no source looked for are named`() throws {
    let graph = "nodes: {a: \"Agent {}\"}\nnot_collected: [CAN_CALL]"
    let result = try result("MATCH (a:Agent)-[:CAN_CALL|READS]->(t) RETURN a", graph)
    #expect(result.rows.isEmpty)
    #expect(result.uncollected == [.canCall])
    #expect(try self.result("MATCH (a)-[r]->(t) RETURN a", graph).uncollected == [])
  }

  @Test func `several patterns share their variables`() throws {
    #expect(
      try rows(
        """
        MATCH (a:Agent)-[:CAN_CALL]->(t:Tool), (b:Agent)-[:CAN_CALL]->(t)
        WHERE a.id < b.id RETURN a, b, t
        """) == ["aide bot list"])
    #expect(try rows("MATCH (a:Agent), (b:Role) RETURN a, b") == ["aide admin", "bot admin"])
  }

  @Test func `counts rows, known values and different values by group`() throws {
    #expect(
      try rows(
        """
        MATCH (a:Agent)-[:CAN_CALL]->(t:Tool)
        RETURN a, count(*), count(t.destructive) AS known, count(DISTINCT a) AS agents
        """) == ["aide 2 1 1", "bot 2 2 1"])
    #expect(try rows("MATCH (a:Agent) WHERE a.name == \"none\" RETURN count(*)") == ["0"])
    #expect(try rows("MATCH (a:Agent) WHERE a.name == \"none\" RETURN a, count(*)") == [])
  }

  @Test func `DISTINCT keeps each row once`() throws {
    #expect(
      try rows("MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) RETURN DISTINCT t.name")
        == ["drop", "list", "send"])
    #expect(
      try rows("MATCH (a:Agent)-[:CAN_CALL]->(t) RETURN DISTINCT count(*) AS n, a.kind") == [
        "4 Agent"
      ])
  }

  @Test func `orders by several keys, either way, what is unknown last, then by columns`() throws {
    let tools = "MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) RETURN a.name AS a, t.name AS t"
    #expect(
      try rows(tools + " ORDER BY a DESC, t.name DESC")
        == ["bot list", "bot drop", "aide send", "aide list"])
    #expect(try rows(tools) == ["aide list", "aide send", "bot drop", "bot list"])
    let known = "MATCH (t:Tool) RETURN t.name ORDER BY t.destructive"
    #expect(try rows(known) == ["list", "drop", "send"])
    #expect(try rows(known + " DESC") == ["drop", "list", "send"])
    #expect(
      try rows("MATCH (a)-[:CAN_CALL]->(t) RETURN t, count(*) AS n ORDER BY n DESC LIMIT 1")
        == ["list 2"])
  }

  @Test func `SKIP and LIMIT take a page and keep the total`() throws {
    let result = try result("MATCH (a) RETURN a.id SKIP 2 LIMIT 3")
    #expect(result.rows.map { $0.map(text) } == [["ann"], ["bot"], ["data"]])
    #expect(result.total == 9)
    #expect(try rows("MATCH (a) RETURN a SKIP 9").isEmpty)
    #expect(try rows("MATCH (a) RETURN a LIMIT 0").isEmpty)
  }

  @Test func `paths of variable length have nodes and a length`() throws {
    #expect(
      try rows(
        """
        MATCH p = (who:Person)-[:MEMBER_OF|CAN_ASSUME|CAN_WRITE*1..4]->(d:DataStore)
        RETURN p, length(p), size(nodes(p)) AS assets, relationships(p)[0] AS first
        """) == ["ann>staff>admin>data 3 4 ann -MEMBER_OF-> staff"])
    #expect(try rows("MATCH p = (d:DataStore)<-[:CAN_WRITE]-(r) RETURN p") == ["data>admin"])
    #expect(
      try rows("MATCH p = (a:Person)-[:MEMBER_OF|CAN_ASSUME*]->(b) WHERE length(p) > 1 RETURN b")
        == ["admin"])
  }

  @Test func `an edge may leave open which relation it is`() throws {
    #expect(
      try rows("MATCH (r:Role)-[x]->(d) RETURN x, x.kind") == ["admin-CAN_WRITE->data CAN_WRITE"])
    #expect(try rows("MATCH (x)-[*1..2]->(d:DataStore) RETURN x") == ["admin", "staff"])
  }

  @Test func `the same names in another order give the same rows`() throws {
    let rows = try rows(
      "MATCH (a:Agent)-[:CAN_CALL]->(t:Tool), (b:Agent)-[:CAN_CALL]->(t) RETURN a, b, t")
    #expect(
      try self.rows(
        "MATCH (t:Tool)<-[:CAN_CALL]-(b:Agent), (t)<-[:CAN_CALL]-(a:Agent) RETURN a, b, t") == rows)
  }

  @Test func `keywords in texts and property names are no keywords`() throws {
    #expect(
      try rows("match (a:Agent) where a.name == 'x RETURN, LIMIT' || a.name == \"bot\" return a")
        == ["bot"])
  }

  @Test func `a query that would explode ends in an error`() throws {
    let query = try Query(parsing: "MATCH (a), (b), (c) RETURN count(*)")
    let estate = try RuleText.estate(Self.shop)
    #expect(throws: QueryError.self) {
      try query.run(on: estate, now: RuleText.now, limits: QueryLimits(steps: 500))
    }
    #expect(
      try query.run(on: estate, now: RuleText.now, limits: QueryLimits(steps: 2000)).total == 1)
    let pairs = try Query(parsing: "MATCH (a), (b) RETURN a, b")
    #expect(throws: QueryError.self) {
      try pairs.run(on: estate, now: RuleText.now, limits: QueryLimits(rows: 80))
    }
    let far = try Query(parsing: "MATCH (a)-[*1..3]->(b) RETURN a, b")
    #expect(throws: QueryError.self) {
      try far.run(on: estate, now: RuleText.now, limits: QueryLimits(stepsOfSearch: 1))
    }
  }

  @Test(arguments: [
    "(a:Agent)-[:CAN_CALL]->(t:Tool) WHERE NAMED RETURN a, t",
    "(t)<-[:CAN_CALL]-(a) WHERE NAMED RETURN t, a",
    "(p:Person)-[*1..3]->(a) WHERE NAMED RETURN p, a",
    "(a)-[*1..2]->(b), (a)-[:CAN_CALL]->(c) WHERE NAMED && c.name != 'send' RETURN b, c",
    "(a:Role) WHERE NAMED RETURN a", "(a) WHERE !(NAMED) RETURN a",
    "(a) WHERE NAMED || a.name == 'drop' RETURN a",
    "p = shortestPath((x)-[*1..4]->(a)) WHERE NAMED RETURN p",
  ])
  func `an asset that is asked for by its id is found as if all were tried`(query: String) throws {
    for id in ["bot", "data", "admin", "nobody", ""] {
      let tried = try rows("MATCH \(query.replacing("NAMED", with: "a.id in ['\(id)']"))")
      for condition in ["a.id == '\(id)'", "'\(id)' == a.id"] {
        let found = try rows("MATCH \(query.replacing("NAMED", with: condition))")
        #expect(found.sorted() == tried.sorted())
      }
    }
  }
}
