import Foundation
import TestSupport
import Testing

@Suite("isobar query")
struct QueryCommandTests {
  private static let estate =
    SourceTree.root.appending(path: "Examples/estates/four-stories.yaml").path

  private struct Answer: Decodable {
    let columns: [String]
    let total: Int
    let rows: [[String: Cell]]
  }

  /// A cell as text: of an asset its id.
  private struct Cell: Decodable, Equatable, ExpressibleByStringLiteral {
    let text: String

    init(stringLiteral text: String) { self.text = text }

    init(from decoder: any Decoder) throws {
      struct Asset: Decodable { let id: String }
      let value = try decoder.singleValueContainer()
      if let asset = try? value.decode(Asset.self) {
        text = asset.id
      } else if let number = try? value.decode(Double.self) {
        text = "\(number)"
      } else {
        text = (try? value.decode(String.self)) ?? "?"
      }
    }
  }

  private func answer(_ isobar: Isobar, _ query: String, _ more: String...) throws -> Answer {
    let run = try isobar.run(["query", query, "--format", "json"] + more)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
  }

  @Test("matches, counts, orders and cuts off, on the record")
  func record() throws {
    let isobar = try Isobar()
    #expect(try isobar.run("scan", "estate:\(Self.estate)", "--quiet").status == 0)
    let tools = try answer(
      isobar,
      """
      MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) WHERE a.environment == "prod"
      RETURN a.name, count(t) AS tools ORDER BY tools DESC LIMIT 1
      """)
    #expect(tools.columns == ["a.name", "tools"] && tools.total == 2)
    #expect(tools.rows == [["a.name": "support agent", "tools": "2.0"]])

    let roles = try answer(
      isobar,
      """
      MATCH (s:ServiceAccount)-[:CAN_ASSUME|CAN_READ|CAN_WRITE|CAN_ADMIN*1..3]->(d:DataStore)
      RETURN DISTINCT d ORDER BY d
      """)
    #expect(
      roles.rows.map { $0["d"]?.text } == [
        "datastore:aws-rds:customers", "datastore:aws-s3:acme-customers-prod",
      ])

    let path = try answer(
      isobar,
      """
      MATCH p = shortestPath((src:ContentSource)-[*1..15]->(d:DataStore))
      WHERE d.sensitivity == "restricted" RETURN d.name, length(p) AS hops ORDER BY hops
      """)
    #expect(path.rows == [["d.name": "customers", "hops": "3.0"]])

    let table = try isobar.run("query", "MATCH (a:Agent) RETURN a.name ORDER BY a.name LIMIT 2")
    #expect(table.output == "a.name\nClaude Code\norder agent\n2 of 3 rows\n", "\(table)")
  }

  @Test("answers for a past scan by its number and by time")
  func asOf() throws {
    let isobar = try Isobar()
    func scan(_ agents: String...) throws {
      let lines = agents.map { "  - {id: \"agent:a:\($0)\"}\n" }.joined()
      try isobar.home.write("format: isobar.estate/v1\nassets:\n\(lines)", to: "x.yaml")
      #expect(
        try isobar.run("scan", "estate:\(isobar.home.file("x.yaml"))", "--quiet").status == 0)
    }
    try scan("one", "two")
    try scan("two", "three")
    let query = "MATCH (a:Agent) RETURN a"
    func ids(_ more: String...) throws -> [String] {
      let run = try isobar.run(["query", query, "--format", "json"] + more)
      return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
        .rows.compactMap { $0["a"]?.text }
    }
    #expect(try ids() == ["agent:a:three", "agent:a:two"])
    #expect(try ids("--as-of", "1") == ["agent:a:one", "agent:a:two"])
    #expect(try ids("--as-of", "2") == ["agent:a:three", "agent:a:two"])
    #expect(try ids("--as-of", "2020-01-01") == [])
    try isobar.run("query", query, "--as-of", "7").expectRefusal()
    try isobar.run("query", query, "--as-of", "soon").expectRefusal()
  }

  @Test(
    "a mistake is one line that says where and what was meant",
    arguments: [
      ("MATCH (a:Agnt) RETURN a", "Did you mean 'Agent'?"),
      ("MATCH (a:Agent)-[:CAN_CAL]->(t) RETURN a", "Did you mean 'CAN_CALL'?"),
      ("MATCH (a:Agent) RETURN b", "'b'"), ("MATCH (a:Agent", "')'"), ("", "MATCH"),
    ])
  func mistakes(query: String, words: String) throws {
    let isobar = try Isobar()
    try isobar.run("query", query, "--estate", Self.estate).expectRefusal(saying: words)
  }
}
