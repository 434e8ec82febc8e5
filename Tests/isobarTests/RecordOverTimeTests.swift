import Foundation
import TestSupport
import Testing

@Suite("The record over time")
struct RecordOverTimeTests {
  private func findings(_ isobar: Isobar, _ status: String = "all") throws -> [RecordedFindingEntry]
  {
    let run = try isobar.run("findings", "--status", status, "--format", "json")
    #expect(run.status == 0, "\(run)")
    return try run.recordedFindings()
  }

  @Test("has nothing twice after the same scan twice")
  func twice() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme").path
    let scan = try isobar.document(sample)
    let (inventory, findings) = (
      try isobar.run("inventory", "--format", "json").output, try findings(isobar)
    )
    #expect(findings.map(\.id) == scan.findings.map(\.id))
    _ = try isobar.document(sample)
    #expect(try isobar.run("inventory", "--format", "json").output == inventory)
    #expect(try self.findings(isobar) == findings)
    let table = try isobar.run("inventory")
    #expect(table.status == 0 && table.output.contains("support-agent"), "\(table)")
  }

  @Test("has a finding as fixed once its cause is gone, and as reopened once it is back")
  func lifeOfFinding() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let found = try isobar.document(project)
    let http = try #require(found.finding("ISO-MCP-002", at: ".mcp.json"))
    #expect(try findings(isobar, "open").contains { $0.id == http.id && $0.status == "open" })

    try isobar.home.write(
      Samples.mcpServers.replacing("http://", with: "https://"), to: "shop/.mcp.json")
    #expect(!(try isobar.document(project)).findings.contains { $0.id == http.id })
    #expect(try findings(isobar, "fixed").contains { $0.id == http.id && $0.status == "fixed" })
    #expect(!(try findings(isobar, "open")).contains { $0.id == http.id })

    try isobar.home.write(Samples.mcpServers, to: "shop/.mcp.json")
    _ = try isobar.document(project)
    #expect(try findings(isobar, "open").contains { $0.id == http.id && $0.status == "reopened" })
    let page = try isobar.run("explain", http.id)
    for word in ["opened", "fixed", "reopened"] { #expect(page.output.contains(word), "\(page)") }
  }

  @Test("keeps open what a scan with fewer detectors did not look for")
  func fewerDetectors() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    _ = try isobar.document(project)
    let before = try findings(isobar)
    _ = try isobar.document(project, "--only", "code-owners")
    #expect(try findings(isobar) == before)
  }

  @Test("explains every finding with factors that multiply out to its score")
  func explanations() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme").path
    let scan = try isobar.document(sample)
    #expect(scan.findings.count >= 15)
    for finding in scan.findings {
      let page = try isobar.run("explain", String(finding.id.prefix(12)))
      #expect(page.status == 0, "\(page)")
      // Factors stand at one indent, their parts further in.
      let factors = page.output.matches(of: #/\n    × [a-z ]+? +([0-9.]+) /#).compactMap {
        Double($0.1)
      }
      #expect(factors.count >= 6, "\(page)")
      let score = try #require(
        page.output.firstMatch(of: #/score ([0-9.]+) = /#).flatMap { Double($0.1) }, "\(page)")
      #expect(score == finding.score)
      let product = 100 * factors.reduce(1, *).squareRoot()
      #expect(abs(product - score) <= 0.2, "\(product) is not \(score): \(page)")
      #expect(page.output.contains(finding.rule) && page.output.contains("\nFix\n"), "\(page)")
    }
  }

  @Test("explains every asset")
  func assets() throws {
    let isobar = try Isobar()
    let scan = try isobar.document(SourceTree.root.appending(path: "Examples/acme").path)
    for asset in scan.assets {
      let page = try isobar.run("explain", asset.id)
      #expect(page.status == 0 && page.output.contains(asset.id), "\(page)")
    }
    let agent = try isobar.run(
      "explain", "agent:repo:git.acme.example/cx/support-agent#claude-code")
    #expect(agent.output.contains("-CONNECTS_TO-> mcpserver:npm:"), "\(agent)")
    #expect(agent.output.contains("support-agent/.mcp.json"), "\(agent)")
  }

  @Test("keeps a finding open while the manifest that it rests on cannot be read")
  func unreadableManifest() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let http = try #require(try isobar.document(project).finding("ISO-MCP-002", at: ".mcp.json"))
    let inventory = try isobar.run("inventory", "--format", "json").assets()

    try isobar.home.write("{\"mcpServers\": {", to: "shop/.mcp.json")
    let broken = try isobar.document(project)
    #expect(broken.reason(".mcp.json") != nil)
    #expect(!broken.findings.contains { $0.id == http.id })
    #expect(try findings(isobar, "open").contains { $0.id == http.id && $0.status == "open" })
    #expect(try isobar.run("inventory", "--format", "json").assets() == inventory)

    try isobar.home.write("{}", to: "shop/.mcp.json")
    _ = try isobar.document(project)
    #expect(try findings(isobar, "fixed").contains { $0.id == http.id })
  }

  @Test("does not know what was never seen")
  func unknown() throws {
    let isobar = try Isobar()
    _ = try isobar.document(try Samples.project(in: isobar.home))
    try isobar.run("explain", "0123456789abcdef").expectRefusal(saying: "no such finding")
    try isobar.run("explain", "agent:repo:nobody").expectRefusal(saying: "no such asset")
    try isobar.run("explain", "").expectRefusal()
  }
}
