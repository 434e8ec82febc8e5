import Catalog
import Estate
import Formats
import Foundation
import Testing

@testable import Assessment

/// A rule on agents, with clauses put in place of the usual ones.
enum RuleText {
  static let path = "Rules/x.yaml"

  static let usual = """
    id: ISO-TST-001
    title: Agent calls a destructive tool
    severity: medium
    category: no-human-approval
    rationale: It may destroy data.
    for: (a:Agent)
    match:
      - (a)-[:CAN_CALL]->(t:Tool)
    where: t.destructive
    finding:
      key: [a, t]
      message: "{{ a.name }} calls {{ t.name }}"
    fix: Remove the tool.
    tests:
      - name: destructive
        graph:
          nodes: {a: "Agent {name: bot}", t: "Tool {destructive: true}"}
          edges: [a -CAN_CALL-> t]
        expect: {fail: [a]}
      - name: harmless
        graph:
          nodes: {a: "Agent {name: bot}", t: "Tool {destructive: false}"}
          edges: [a -CAN_CALL-> t]
        expect: {pass: [a]}
    """

  static func rule(_ text: String = usual) throws -> Rule {
    let nodes = try YAMLDocument.parse(Array(text.utf8))
    return try RuleLoader.rule(try #require(nodes.first), path: path)
  }

  /// The usual rule with one passage replaced.
  static func rule(_ passage: String, _ replacement: String) throws -> Rule {
    let text = usual.replacing(passage, with: replacement)
    #expect(text != usual)
    return try rule(text)
  }

  /// What is wrong with the usual rule once a passage is replaced.
  static func problem(_ passage: String, _ replacement: String) -> String? {
    do {
      _ = try rule(passage, replacement)
      return nil
    } catch {
      return "\(error)"
    }
  }

  static func estate(_ graph: String) throws -> Estate {
    let nodes = try YAMLDocument.parse(Array(graph.utf8))
    return try TestEstate(RuleDocument(path: "graph.yaml", node: try #require(nodes.first)))
      .estate()
  }

  static let now = Date(timeIntervalSince1970: 1_795_132_800)

  /// A new folder with these files, removed after use.
  @discardableResult
  static func withFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try body(folder.path)
  }
}
