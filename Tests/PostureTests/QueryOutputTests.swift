import Assessment
import Estate
import Foundation
import Posture
import Presentation
import Terminal
import TestSupport
import Testing

@Suite struct QueryOutputTests {
  private func result(_ query: String) throws -> QueryResult {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      format: isobar.estate/v1
      assets:
        - {id: "agent:a:bot", name: "bot\\e[31m"}
        - {id: "tool:a:drop", destructive: true}
        - {id: "tool:a:send"}
      relations:
        - agent:a:bot -CAN_CALL-> tool:a:drop
        - agent:a:bot -CAN_CALL-> tool:a:send
      """, to: "x.yaml")
    return try Query(parsing: query).run(
      on: FiledEstate.read(path: file.path), now: SampleOrganisation.now)
  }

  @Test func `a table says how many rows there are and what is not known`() throws {
    let query = """
      MATCH p = (a:Agent)-[:CAN_CALL|DELEGATES_TO]->(t:Tool) WHERE t.destructive
      RETURN a.name, t.description, p
      """
    let table = QueryTable(try result(query), canvas: Canvas(width: 120, hasColor: false)).render()
    #expect(
      table == """
        a.name         t.description  p
        bot\\u{1B}[31m  unknown        agent:a:bot -CAN_CALL-> tool:a:drop
        1 row
        1 row unknown: what WHERE asks was not seen.
        No source looked for DELEGATES_TO: that there is none is not known.

        """)
  }

  @Test func `JSON keeps the order of the columns and says what is unknown`() throws {
    let query = "MATCH (t:Tool)<-[r:CAN_CALL]-(a) RETURN t, r, t.destructive AS d, 1 AS n LIMIT 1"
    #expect(
      QueryDocument(query, try result(query)).text == """
        {"format":"isobar.query/v1","query":"\(query)","columns":["t","r","d","n"],"total":2,"unknown":0,"not_collected":[],
        "rows":[
        {"t":{"id":"tool:a:drop","kind":"Tool","name":"drop"},"r":{"from":"agent:a:bot","kind":"CAN_CALL","to":"tool:a:drop"},"d":true,"n":1}
        ]}

        """)
    let unknown = "MATCH (t:Tool) WHERE !known(t.destructive) RETURN t.destructive"
    #expect(QueryDocument(unknown, try result(unknown)).text.contains("{\"t.destructive\":null}"))
    let none = "MATCH (m:Model) RETURN m"
    #expect(try ValueJSON.decode(QueryDocument(none, result(none)).text) != .null)
    #expect(
      QueryTable(try result(none), canvas: Canvas(width: 80, hasColor: false)).render()
        == "No rows.\n")
  }
}
