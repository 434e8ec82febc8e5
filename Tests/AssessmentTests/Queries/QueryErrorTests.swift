import Testing

@testable import Assessment

@Suite struct QueryErrorTests {
  @Test(arguments: [
    ("", "query: empty: MATCH (a:Agent) RETURN a.name"),
    (
      "MACH (a) RETURN a", "query:1:1: a query starts with MATCH, not 'MACH'. Did you mean 'MATCH'?"
    ),
    ("MATCH (a:Agnt) RETURN a", "query:1:10: unknown kind 'Agnt'. Did you mean 'Agent'?"),
    (
      "MATCH (a:Agent)-[:CAN_CAL]->(t)\nRETURN a",
      "query:1:19: unknown relation 'CAN_CAL'. Did you mean 'CAN_CALL'?"
    ),
    (
      "MATCH (t:Tool)\nWHERE t.destructve RETURN t",
      "query:2:9: unknown property of Tool 'destructve'. Did you mean 'destructive'?"
    ),
    ("MATCH (t:Tool) RETURN tt", "query:1:23: unknown variable 'tt'. Did you mean 't'?"),
    ("MATCH (t:Tool) RETURN x.name", "query:1:23: unknown variable 'x'. Did you mean 't'?"),
    (
      "MATCH (t:Tool) WHERE hs(t.name) RETURN t",
      "query:1:22: unknown function 'hs'. Did you mean 'has'?"
    ),
    (
      "MATCH (t:Tool) WHERE t.name.startWith('a') RETURN t",
      "query:1:29: unknown method 'startWith'. Did you mean 'startsWith'?"
    ),
    (
      "MATCH (a) WHERE a.environment == 'prd' RETURN a",
      "query:1:34: unknown value of a.environment 'prd'. Did you mean 'prod'?"
    ),
    ("MATCH (t:Tool) RETRUN t", "query:1:16: unknown word 'RETRUN'. Did you mean 'RETURN'?"),
    ("MATCH (t:Tool)", "query: 'RETURN' is missing: MATCH (a:Agent) RETURN a.name"),
    ("MATCH (t:Tool) RETURN t LIMIT many", "query:1:31: expected a whole number, not 'many'"),
    ("MATCH (t:Tool) RETURN t LIMIT -1", "query:1:31: expected a whole number, not '-1'"),
    ("MATCH (t:Tool) LIMIT 1 RETURN t", "query:1:24: 'RETURN' stands after 'LIMIT'"),
    ("MATCH (t) MATCH (u) RETURN t", "query:1:11: 'MATCH' stands twice"),
    ("MATCH (t) WHERE RETURN t", "query:1:11: nothing after 'WHERE'"),
    (
      "MATCH (t) WHERE t.name = 'a' RETURN t",
      "query:1:24: unexpected '='. Equality is written '=='"
    ),
    (
      "MATCH (t) WHERE t.name <> 'a' RETURN t",
      "query:1:25: unexpected '>'. Inequality is written '!='"
    ),
    (
      "MATCH (t) WHERE has(t.name) AND has(t.id) RETURN t", "query:1:29: 'AND' is written '&&' here"
    ),
    (
      "MATCH (t) SET t.name == 'x' RETURN t",
      "query:1:11: 'SET' is no part of a query, which only reads: MATCH, WHERE, RETURN, ORDER BY, SKIP, LIMIT"
    ),
    ("MATCH (t RETURN t", "query:1:7: ')' is missing"),
    ("MATCH (t)) RETURN t", "query:1:10: ')' closes nothing"),
    ("MATCH (t) WHERE t.name == 'x RETURN t", "query:1:27: text without closing '"),
    (
      "MATCH (t)-[:READS]-(u) RETURN t",
      "query:1:13: an edge needs exactly one direction: -[…]-> or <-[…]-"
    ),
    ("MATCH (t)-[:READS*1..9]->(u) RETURN t", "query:1:13: a path repeats at most 6 times"),
    ("MATCH (t), RETURN t", "query:1:11: expected a node such as (a:Agent)"),
    ("MATCH (t) RETURN t,", "query:1:20: expected what to return"),
    ("MATCH (t) RETURN t AS", "query:1:22: expected a name after AS"),
    (
      "MATCH (t) RETURN t.id AS x, t.name AS x",
      "query:1:29: two columns are named 'x'; tell them apart with AS"
    ),
    (
      "MATCH (t) RETURN count(*) + 1",
      "query:1:18: count() stands alone: count(*), count(x) or count(DISTINCT x)"
    ),
    (
      "MATCH (t) RETURN t.kind AS kind, count(*) ORDER BY knd",
      "query:1:52: with count and DISTINCT, ORDER BY takes what RETURN gives, not 'knd'. Did you mean 'kind'?"
    ),
    (
      "MATCH p = (t)-[:READS]->(u) RETURN p.name",
      "query:1:36: 'p' is a path: write nodes(p) or length(p)"
    ),
    (
      "MATCH p = (t), p = (u) RETURN t",
      "query:1:16: 'p' is used twice: a path needs a name of its own"
    ),
    (
      "MATCH shortestPath((a)-[:READS]->(b)) RETURN a",
      "query:1:20: shortestPath takes two nodes and one edge that repeats, such as *1..15"
    ),
    (
      "MATCH shortstPath((a)-[:READS*]->(b)) RETURN a",
      "query:1:7: expected a node such as (a:Agent), not 'shortstPath'. Did you mean 'shortestPath'?"
    ),
    (
      "MATCH shortestPath((a)-[:READS*1..16]->(b)) RETURN a",
      "query:1:26: a path repeats at most 15 times"
    ),
    (
      "MATCH shortestPath((a)-[:READS*]->(a)) RETURN a",
      "query:1:20: the ends of shortestPath are two different nodes"
    ),
  ])
  func `an error says where it is and what was probably meant`(query: String, message: String) {
    let error = #expect(throws: QueryError.self) { try Query(parsing: query) }
    #expect(error?.description == message)
  }

  @Test func `a query of absurd size or depth is refused`() {
    let deep = String(repeating: "(", count: 4000)
    for query in [
      "MATCH (a) WHERE \(deep)a.x RETURN a",
      "MATCH (a) WHERE \(String(repeating: "!", count: 4000))true RETURN a",
      "MATCH \(String(repeating: "(a),", count: 20))(a) RETURN a",
      String(repeating: "MATCH ", count: 10_000),
    ] {
      #expect(throws: QueryError.self) { try Query(parsing: query) }
    }
  }

  @Test func `no mangled query crashes`() throws {
    let query = Array(
      "MATCH p = shortestPath((a:Agent)-[:CAN_CALL|READS*1..15]->(b)), (b)-[r]->(c) WHERE length(p) > 1 && a.name == 'x' RETURN DISTINCT a, count(DISTINCT b.name) AS n, p ORDER BY n DESC SKIP 1 LIMIT 2"
        .unicodeScalars)
    for length in query.indices {
      for (start, end) in [(0, length), (length, query.count)] {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: query[start..<end])
        _ = try? Query(parsing: String(text))
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: query[..<length])
      text.append(contentsOf: "'\"([)],\u{202E}\\".unicodeScalars)
      text.append(contentsOf: query[length...])
      _ = try? Query(parsing: String(text))
    }
    _ = try Query(parsing: "MATCH (a) RETURN a")
  }
}
