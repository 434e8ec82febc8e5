import Formats
import Foundation
import TestSupport
import Testing

@testable import Assessment

@Suite("The documentation of rules")
struct DocumentationTests {
  @Test("the first rule of docs/rules.md is a rule that passes its own tests")
  func firstRule() throws {
    let file = SourceTree.root.appending(path: "docs/rules.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let block = try #require(
      page.components(separatedBy: "```yaml\n").first { $0.hasPrefix("id: ") })
    let text = try #require(block.components(separatedBy: "```").first)
    let report = RuleTestRunner.test(try RuleText.rule(text))
    #expect(report.isPassed)
    #expect(report.tests == 2)
  }

  @Test("the JSON Schema for editors knows the keys that the loader knows")
  func schema() throws {
    let file = SourceTree.root.appending(path: "docs/rule.schema.json")
    let schema = try JSONDocument.parse(Array(try Data(contentsOf: file)))
    #expect(
      Set((schema["properties"]?.entries ?? []).map(\.key)) == Set(RuleLoader.keys))
  }
}
