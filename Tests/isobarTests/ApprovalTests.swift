import Foundation
import TestSupport
import Testing

@Suite("Approvals")
struct ApprovalTests {
  /// Two applications with agents, and what the organisation says.
  private func estate(_ isobar: Isobar) throws -> String {
    try isobar.home.write(
      """
      format: isobar.estate/v1
      collected: all
      assets:
        - {id: "application:repo:shop", name: shop, environment: prod}
        - {id: "application:repo:lab", name: lab, environment: dev}
        - {id: "model:openai:gpt-4o", name: gpt-4o, provider: openai}
        - {id: "model:anthropic:claude", name: claude, provider: anthropic}
      relations:
        - application:repo:shop -USES_MODEL-> model:openai:gpt-4o
        - application:repo:lab -USES_MODEL-> model:anthropic:claude
      """, to: "estate.yaml")
    return "estate:\(isobar.home.file("estate.yaml"))"
  }

  private func approvals(_ isobar: Isobar, _ arguments: String...) throws -> [String: String] {
    struct Document: Decodable {
      struct Asset: Decodable {
        struct Properties: Decodable { let approval: String? }
        let id: String
        let properties: Properties
      }
      let assets: [Asset]
    }
    let run = try isobar.run(["scan", "--format", "json"] + arguments)
    #expect(run.status == 0, "\(run)")
    let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
    return document.assets.reduce(into: [:]) { $0[$1.id] = $1.properties.approval }
  }

  private func approve(_ isobar: Isobar, _ id: String, _ more: String...) throws {
    let run = try isobar.run(
      ["approve", id, "--owner", "board", "--reason", "AIR-1"] + more)
    #expect(run.status == 0, "\(run)")
  }

  @Test("without any, nobody knows; with one, all that none covers is shadow AI")
  func shadow() throws {
    let isobar = try Isobar()
    let target = try estate(isobar)
    #expect(try approvals(isobar, target).isEmpty)
    try approve(isobar, "model:openai:*")
    #expect(
      try approvals(isobar, target) == [
        "application:repo:lab": "none", "application:repo:shop": "none",
        "model:anthropic:claude": "none", "model:openai:gpt-4o": "approved",
      ])
    let findings = try isobar.document(target).findings.filter { $0.rule == "ISO-SHD-003" }
    #expect(findings.map(\.asset) == ["application:repo:lab", "application:repo:shop"])
    try approve(isobar, "application:repo:shop")
    #expect(
      try isobar.document(target).findings.filter { $0.rule == "ISO-SHD-003" }.map(\.asset)
        == ["application:repo:lab"])
  }

  @Test("an approval ends with its date, and a rejection outranks it")
  func expiry() throws {
    let isobar = try Isobar()
    let target = try estate(isobar)
    try approve(isobar, "application:repo:*", "--expires", "2099-12-31")
    try approve(isobar, "model:openai:gpt-4o", "--expires", "2020-01-01")
    try approve(isobar, "application:repo:lab", "--state", "rejected")
    #expect(
      try approvals(isobar, target) == [
        "application:repo:lab": "rejected", "application:repo:shop": "approved",
        "model:anthropic:claude": "none", "model:openai:gpt-4o": "expired",
      ])
    let list = try isobar.run("approve", "--list")
    #expect(list.status == 0 && list.output.contains("2099-12-31"), "\(list)")
  }

  @Test("approvals of isobar.yaml hold by path and by asset, with their scope and expiry")
  func configuration() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    try isobar.home.write(
      """
      approvals:
        - {path: "**/.mcp.json", state: approved, owner: board, expires: 2099-01-01}
        - {asset: "mcpserver:url:*", state: approved, owner: board, expires: 2020-01-01}
      """, to: "shop/isobar.yaml")
    let states = try approvals(isobar, project, "--no-store")
    #expect(states["mcpserver:npm:@acme/web-mcp"] == "approved")
    #expect(states["application:repo:shop"] == "none", "\(states)")
    // Of two that cover it, the one that still holds.
    #expect(states["mcpserver:url:http://mcp.desk.example:8931/mcp"] == "approved")
  }
}
