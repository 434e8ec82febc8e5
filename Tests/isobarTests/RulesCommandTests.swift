import Foundation
import TestSupport
import Testing

@Suite("isobar rules")
struct RulesCommandTests {
  private struct Listed: Decodable {
    let id: String
    let title: String
    let severity: String
  }

  private func rules(_ isobar: Isobar) throws -> [Listed] {
    struct Document: Decodable { let rules: [Listed] }
    let run = try isobar.run("rules", "list", "--format", "json")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    return try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).rules
  }

  @Test("list has every rule of the project once, by id")
  func list() throws {
    let isobar = try Isobar()
    let rules = try rules(isobar)
    let files = try Command([
      "find", SourceTree.root.appending(path: "Rules").path, "-name", "ISO-*.yaml",
    ])
    #expect(
      rules.map(\.id)
        == files.text.split(separator: "\n").compactMap {
          $0.split(separator: "/").last?.dropLast(5)
        }.map(String.init).sorted())
    #expect(rules.count >= 12)
    let table = try isobar.run("rules", "list")
    for rule in rules { #expect(table.output.contains(rule.id), "\(rule.id)") }
  }

  @Test("show gives each rule whole, as a page and as JSON")
  func show() throws {
    let isobar = try Isobar()
    for rule in try rules(isobar) {
      let page = try isobar.run("rules", "show", rule.id.lowercased())
      #expect(page.status == 0 && page.output.contains(rule.id), "\(page)")
      #expect(page.output.contains(rule.title), "\(page)")
      let json = try isobar.run("rules", "show", rule.id, "--format", "json")
      let shown = try JSONDecoder().decode(Listed.self, from: Data(json.output.utf8))
      #expect(shown.id == rule.id && shown.severity == rule.severity)
    }
  }

  @Test("test passes for the rules of the project")
  func test() throws {
    let isobar = try Isobar()
    let run = try isobar.run(["rules", "test"], .init(limit: 300))
    #expect(run.status == 0 && run.output.hasSuffix("0 with problems\n"), "\(run)")
    let json = try isobar.run(
      "rules", "test", SourceTree.root.appending(path: "Rules/mcp").path, "--format", "json")
    #expect(json.status == 0, "\(json)")
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
  }

  @Test("test ends with 1 where a test fails, and with 2 where the rule cannot be read")
  func failing() throws {
    let isobar = try Isobar()
    let text = try String(
      contentsOf: SourceTree.root.appending(path: "Rules/mcp/ISO-MCP-002.yaml"), encoding: .utf8)
    #expect(text.contains("expect: {pass: [a, b]}"))
    try isobar.home.write(
      text.replacing("pass: [a, b]", with: "fail: [a, b]"), to: "wrong/ISO-MCP-002.yaml")
    let wrong = try isobar.run("rules", "test", isobar.home.file("wrong"))
    #expect(wrong.status == 1 && wrong.output.contains("fail   ISO-MCP-002"), "\(wrong)")

    try isobar.home.write(
      text.replacing("severity: ", with: "severty: "), to: "broken/ISO-MCP-002.yaml")
    try isobar.run("rules", "test", isobar.home.file("broken"))
      .expectRefusal(saying: "ISO-MCP-002.yaml", "severty")
    try isobar.home.write(String(repeating: "[", count: 100_000), to: "deep/ISO-MCP-002.yaml")
    try isobar.run("rules", "test", isobar.home.file("deep")).expectRefusal(
      saying: "ISO-MCP-002.yaml")
  }
}
