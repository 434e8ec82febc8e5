import Assessment
import Estate
import Evidence
import Foundation
import Posture
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
