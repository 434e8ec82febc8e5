import Assessment
import Estate
import Evidence
import Foundation
import Posture
import Store
import TestSupport
import Testing

@Suite struct DocumentedQueriesTests {
  private func queries() throws -> [String] {
    let page = try String(
      contentsOf: SourceTree.root.appending(path: "docs/query.md"), encoding: .utf8)
    return page.components(separatedBy: "```cypher\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  @Test func `the documented queries run on the estate of the sample organisation`() throws {
    let queries = try queries()
    #expect(queries.count == 10)
    let estate = try SampleOrganisation.report().estate
    var answered = 0
    for text in queries {
      let query = try Query(parsing: text)
      let result = try query.run(on: estate, now: SampleOrganisation.now)
      #expect(try query.run(on: estate, now: SampleOrganisation.now).rows == result.rows)
      // Every relation that the sample organisation's sources look for, but finds nothing, is no answer.
      if !result.rows.isEmpty { answered += 1 }
    }
    #expect(answered >= 5)
  }

  @Test func `a query on a record reads what it needs and is answered the same`() throws {
    let folder = try TemporaryFolder()
    let record = try SampleOrganisation.record(SampleOrganisation.report().estate, in: folder)
    let whole = try record.estate(asOf: .now)
    let more = [
      "MATCH (a) RETURN a.kind, count(a)", "MATCH (a:Agent)-[r]->(b) RETURN a, r, b.name",
      "MATCH (a)-[r:CAN_CALL]->(b) WHERE r.confidence > 0.5 RETURN r, r.basis ORDER BY b.name DESC",
      "MATCH p = (a:Agent)-[*1..2]->(d:DataStore) RETURN p, size(d.sensitivity)",
      "MATCH (a:Package) WHERE a.name.startsWith('l') RETURN a.versions ORDER BY a.source, a.id",
    ]
    var selected = 0
    for text in try queries() + more {
      let query = try Query(parsing: text)
      guard let selection = query.selection else { continue }
      selected += 1
      let read = try record.estate(selection, asOf: .now)
      let (answer, expected) = (
        try query.run(on: read, now: SampleOrganisation.now),
        try query.run(on: whole, now: SampleOrganisation.now)
      )
      #expect(answer.rows == expected.rows)
      #expect(answer.total == expected.total && answer.unknown == expected.unknown)
      #expect(answer.uncollected == expected.uncollected)
    }
    #expect(selected > more.count)
    for text in [
      "MATCH (a) WHERE has(a.signals['mcp.inline-secret']) RETURN a",
      "MATCH (a)-[r]->(b) RETURN r.through",
    ] {
      #expect(try Query(parsing: text).selection == nil)
    }
  }

  @Test func `the documented estate file is judged`() throws {
    let page = try String(
      contentsOf: SourceTree.root.appending(path: "docs/estate-files.md"), encoding: .utf8)
    let text = try #require(
      page.components(separatedBy: "```yaml\n").dropFirst().first?.components(
        separatedBy: "\n```"
      ).first)
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "planned.yaml")
    let report = try SampleOrganisation.scan(["estate:\(file.path)"])
    #expect(report.sources.map(\.id) == ["estate:planned.yaml"])
    #expect(report.isComplete)
    #expect(report.findings.contains { $0.rule.hasPrefix("ISO-MCP-") })
    #expect(try FiledEstate.read(path: file.path).relationCount == report.estate.relationCount)
  }
}
