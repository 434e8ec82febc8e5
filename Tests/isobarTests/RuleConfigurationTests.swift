import Foundation
import TestSupport
import Testing

/// Rules of an organisation's own, and changes to those that are built in, by `isobar.yaml`.
@Suite("Rules by configuration")
struct RuleConfigurationTests {
  private static let rule = """
    id: ACME-MCP-001
    title: MCP server that security has not seen
    severity: low
    category: shadow-mcp-server
    rationale: Nobody has read its code.
    params:
      known: {type: list, default: []}
    for: (s:McpServer)
    where: "!(s.name in params.known)"
    finding: {key: [s], message: "{{ s.name }} was not reviewed"}
    fix: Have it reviewed.
    tests:
      - name: unknown
        graph: {nodes: {s: "McpServer {name: web}"}}
        expect: {fail: [s]}
      - name: known
        params: {known: [web]}
        graph: {nodes: {s: "McpServer {name: web}"}}
        expect: {pass: [s]}
    """

  /// A project whose configuration is that text.
  private func project(_ configuration: String, _ isobar: Isobar) throws -> String {
    let project = try Samples.project(in: isobar.home)
    try isobar.home.write(configuration, to: "shop/isobar.yaml")
    try isobar.home.write(Self.rule, to: "shop/security/rules/ACME-MCP-001.yaml")
    return project
  }

  @Test("rules of a folder that isobar.yaml names judge with the others")
  func folder() throws {
    let isobar = try Isobar()
    let project = try project("rules: {folders: [security/rules]}", isobar)
    let scan = try isobar.document(project)
    let own = scan.findings.filter { $0.rule == "ACME-MCP-001" }
    #expect(own.map(\.severity) == ["low", "low"])
    #expect(scan.findings.contains { $0.rule == "ISO-MCP-002" })
    let page = try isobar.run(
      "explain", try #require(own.first).id, "--config", "\(project)/isobar.yaml")
    #expect(page.status == 0 && page.output.contains("Nobody has read its code."), "\(page)")
  }

  @Test("overlays change severity, parameters and enablement, and leave the rule's file alone")
  func overlays() throws {
    let isobar = try Isobar()
    let project = try project(
      """
      parameters: {ACME-MCP-001: {known: [web]}}
      rules:
        folders: [security/rules]
        overlays:
          - {rule: ACME-MCP-001, severity: critical}
          - {rule: ISO-MCP-002, enabled: false}
      """, isobar)
    let scan = try isobar.document(project)
    let own = scan.findings.filter { $0.rule == "ACME-MCP-001" }
    #expect(own.map(\.severity) == ["critical"] && own[0].message.contains("desk"), "\(own)")
    #expect(!scan.findings.contains { $0.rule == "ISO-MCP-002" })
    let list = try isobar.run("rules", "list", "--config", "\(project)/isobar.yaml")
    let lines = list.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("ACME-MCP-001  critical") }, "\(list)")
    #expect(lines.contains { $0.hasPrefix("ISO-MCP-002") && $0.hasSuffix("(off)") }, "\(list)")
    let shown = try isobar.run(
      "rules", "show", "ACME-MCP-001", "--config", "\(project)/isobar.yaml")
    #expect(shown.output.contains("known (list) = [\"web\"]"), "\(shown)")
  }

  @Test("an overlay may set parameters as well")
  func parameters() throws {
    let isobar = try Isobar()
    let project = try project(
      """
      rules:
        folders: [security/rules]
        overlays: [{rule: ACME-MCP-001, params: {known: [web, desk]}}]
      """, isobar)
    #expect(try !isobar.document(project).findings.contains { $0.rule == "ACME-MCP-001" })
  }

  @Test(
    "a mistake is refused before anything is read, with the line and what was meant",
    arguments: [
      (
        "rules:\n  overlays:\n    - {rule: ISO-MCP-02, enabled: false}",
        "isobar.yaml:3: unknown rule 'ISO-MCP-02'. Did you mean 'ISO-MCP-002'?"
      ),
      (
        "parameters:\n  ISO-LOG-002: {min_day: 365}",
        "isobar.yaml:2: unknown parameter of ISO-LOG-002 'min_day'. Did you mean 'min_days'?"
      ),
      (
        "parameters: {ISO-LOG-002: {min_days: long}}",
        "isobar.yaml:1: parameter 'min_days' of ISO-LOG-002 takes a value of type int"
      ),
      ("rules: {overlays: [{rule: ISO-MCP-002, severity: hihg}]}", "Did you mean 'high'?"),
      ("rules: {folders: [nowhere]}", "nowhere: no such file or folder"),
    ])
  func mistakes(configuration: String, message: String) throws {
    let isobar = try Isobar()
    let project = try project(configuration, isobar)
    try isobar.run("scan", project, "--no-store").expectRefusal(saying: message)
  }

  @Test("a rule of one's own with the id of another is refused")
  func twice() throws {
    let isobar = try Isobar()
    let project = try project("rules: {folders: [security/rules]}", isobar)
    try isobar.home.write(
      Self.rule.replacing("ACME-MCP-001", with: "ISO-MCP-001"), to: "shop/security/rules/x.yaml")
    try isobar.run("scan", project, "--no-store")
      .expectRefusal(saying: "x.yaml", "'ISO-MCP-001' stands in")
  }

  @Test("the published schema of rules accepts every rule, and refuses what the loader refuses")
  func schema() throws {
    let program = try PythonEnvironment.program("check-jsonschema")
    let schema = SourceTree.root.appending(path: "docs/rule.schema.json").path
    let folder = try TemporaryFolder()
    let rules = try Command([
      "find", SourceTree.root.appending(path: "Rules").path, "-name", "*.yaml",
    ]).text.split(separator: "\n").map(String.init)
    let own = try folder.write(Self.rule, to: "own.yaml").path
    let accepted = try Command([program, "--schemafile", schema, own] + rules)
    #expect(accepted.status == 0, "\(accepted.text)")
    let mistakes = [
      ("severity: low", "severity: lowish"), ("rationale:", "rational:"),
      ("type: list", "type: lst"), ("fix: Have it reviewed.", ""), ("key: [s], ", ""),
      ("expect: {fail: [s]}", "expect: {fails: [s]}"), ("ACME-MCP-001", "acme"),
    ]
    for (passage, replacement) in mistakes {
      let text = Self.rule.replacing(passage, with: replacement)
      let file = try folder.write(text, to: "wrong.yaml").path
      #expect(try Command([program, "--schemafile", schema, file]).status != 0, "\(replacement)")
      let isobar = try Isobar()
      #expect(try isobar.run("rules", "test", file).status == 2, "\(replacement)")
    }
  }
}
