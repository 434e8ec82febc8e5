import Foundation
import TestSupport
import Testing

@Suite("isobar rules measure")
struct RuleMeasurementTests {
  /// Two labelled estates: one found, one found wrongly, one missed because a fact is unknown.
  private static let estates = [
    "labels/servers.yaml": """
    name: servers of a laptop
    graph:
      nodes:
        pinned: "McpServer {name: a, package: 'pkg:npm/a', pin: exact}"
        loose: "McpServer {name: b, package: 'pkg:npm/b', pin: unpinned}"
        harmless: "McpServer {name: c, package: 'pkg:npm/c', pin: unpinned}"
        hidden: "McpServer {name: d, package: 'pkg:npm/d'}"
    expect:
      ISO-MCP-001: [loose, hidden]
      ISO-MCP-004: []
    """,
    "labels/more/archived.yaml": """
    graph:
      nodes: {old: "McpServer {name: old, archived: true}"}
    expect: {ISO-MCP-004: [old]}
    """,
  ]

  private struct Measurement: Decodable {
    struct Row: Decodable, Equatable {
      let rule: String
      let precision: Double?
      let recall: Double?
      let unknown: Int
    }

    struct Mistake: Decodable, Equatable {
      let rule: String
      let asset: String
      let mistake: String
    }

    let format: String
    let estates: Int
    let rules: [Row]
    let total: Row
    let mistakes: [Mistake]
  }

  private func isobar(_ estates: [String: String]) throws -> Isobar {
    let isobar = try Isobar()
    for (path, text) in estates { try isobar.home.write(text, to: path) }
    return isobar
  }

  @Test("counts precision and recall of each rule, and lists each mistake")
  func json() throws {
    let isobar = try isobar(Self.estates)
    let run = try isobar.run("rules", "measure", isobar.home.file("labels"), "--format", "json")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    let measured = try JSONDecoder().decode(Measurement.self, from: Data(run.output.utf8))
    #expect(measured.format == "isobar.rule-measurement/v1" && measured.estates == 2)
    #expect(
      measured.rules == [
        .init(rule: "ISO-MCP-001", precision: 0.5, recall: 0.5, unknown: 1),
        .init(rule: "ISO-MCP-004", precision: 1, recall: 1, unknown: 0),
      ])
    #expect(measured.total.precision == 2.0 / 3)
    #expect(
      measured.mistakes == [
        .init(rule: "ISO-MCP-001", asset: "harmless", mistake: "false positive"),
        .init(rule: "ISO-MCP-001", asset: "hidden", mistake: "missed"),
      ])
  }

  @Test("prints a table whose last row is all rules together")
  func table() throws {
    let isobar = try isobar(Self.estates)
    let run = try isobar.run("rules", "measure", isobar.home.file("labels"))
    #expect(run.status == 0, "\(run)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("ISO-MCP-001  0.5 ") }, "\(run)")
    #expect(lines.contains { $0.hasPrefix("all          0.667 ") }, "\(run)")
    #expect(lines.contains { $0.hasPrefix("missed ISO-MCP-001 on hidden in ") }, "\(run)")
    #expect(lines.last == "2 labelled estates")
  }

  @Test("measures rules of one's own, under a configuration")
  func own() throws {
    let isobar = try isobar(Self.estates)
    try isobar.home.write(
      "rules: {overlays: [{rule: ISO-MCP-004, enabled: false}]}", to: "isobar.yaml")
    let run = try isobar.run(
      "rules", "measure", isobar.home.file("labels"), "--config",
      isobar.home.file("isobar.yaml"))
    // What is switched off in scans is measured all the same: that is how one decides.
    #expect(run.status == 0 && run.output.contains("ISO-MCP-004"), "\(run)")
  }

  @Test(
    "a mistake in a label is one line with file, line and what was meant",
    arguments: [
      ("ISO-MCP-004: []", "ISO-MCP-044: []", "unknown rule 'ISO-MCP-044'"),
      ("[loose, hidden]", "[loos, hidden]", "'loos' is no node of the graph"),
      ("McpServer {name: a", "McpSrver {name: a", "Did you mean 'McpServer'?"),
      ("expect:", "expct:", "unknown key 'expct'"),
    ])
  func mistakes(passage: String, replacement: String, message: String) throws {
    var estates = Self.estates
    estates["labels/servers.yaml"] = estates["labels/servers.yaml"]?
      .replacing(passage, with: replacement)
    let isobar = try isobar(estates)
    try isobar.run("rules", "measure", isobar.home.file("labels"))
      .expectRefusal(saying: "servers.yaml:", message)
  }

  @Test("a folder without labelled estates, or none at all, is refused")
  func nothing() throws {
    let isobar = try isobar(["empty/readme.txt": "nothing"])
    try isobar.run("rules", "measure", isobar.home.file("empty")).expectRefusal(saying: "empty")
    try isobar.run("rules", "measure", isobar.home.file("nowhere")).expectRefusal(saying: "nowhere")
  }
}
