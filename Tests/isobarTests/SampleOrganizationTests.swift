import Foundation
import TestSupport
import Testing

/// What `Examples/acme/README.md` promises, as far as today's detectors can show it.
@Suite("The sample organisation")
struct SampleOrganizationTests {
  private static let scanned = Result {
    try Isobar().document(SourceTree.root.appending(path: "Examples/acme").path, "--no-store")
  }

  private func scan() throws -> ScanResult { try Self.scanned.get() }

  private func expectFinding(
    _ rule: String, at path: String, on asset: String? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try scan().findings.filter { finding in
      finding.rule == rule && finding.locations.contains { $0.path == path }
    }
    #expect(!found.isEmpty, "\(rule) at \(path)", sourceLocation: location)
    if let asset {
      #expect(found.contains { $0.assets.contains(asset) }, "\(found)", sourceLocation: location)
    }
  }

  @Test("is read whole, as the repositories that isobar.yaml declares")
  func repositories() throws {
    let scan = try scan()
    #expect(scan.skipped.isEmpty, "\(scan.skipped)")
    for name in [
      "analytics/customer-insights", "commerce/recommendations", "orders/order-automation",
      "cx/support-agent", "platform/platform-infra", "supply/forecasting", "web/storefront",
    ] {
      #expect(
        scan.assets.contains { $0.id == "repository:git:git.acme.example/\(name)" }, "\(name)")
    }
    for asset in scan.assets {
      #expect(asset.sightings.allSatisfy { $0.path?.hasPrefix("/") == false }, "\(asset)")
    }
  }

  @Test("story 1: an application that nobody owns or approved, with nothing pinned")
  func customerInsights() throws {
    let application = "application:repo:git.acme.example/analytics/customer-insights"
    #expect(try scan().findings.contains { $0.rule == "ISO-SHD-003" && $0.asset == application })
    try expectFinding("ISO-SUP-005", at: "customer-insights/requirements.txt", on: application)
    #expect(
      try scan().assets.contains {
        $0.kind == "ModelArtifact" && $0.isSeen(below: "customer-insights/models")
      })
    #expect(
      try !scan().relations.contains { $0.kind == "OWNED_BY" && $0.from == application })
  }

  @Test("story 2: a model in a format that can run code")
  func recommendations() throws {
    for file in ["recommender.pkl", "reranker.pt"] {
      try expectFinding("ISO-MDL-001", at: "recommendations/models/\(file)")
    }
  }

  @Test("story 3: one provider key in two places, and a provider that is not approved")
  func orderAutomation() throws {
    let keys = try scan().assets.filter { $0.id.hasPrefix("credential:cerebras:") }
    #expect(keys.count == 1)
    for path in ["config/production.json", "notebooks/stuck_orders.ipynb"] {
      #expect(keys.first?.sightings.contains { $0.path == "order-automation/\(path)" } == true)
    }
    let key = try #require(keys.first)
    try expectFinding("ISO-KEY-001", at: "order-automation/config/production.json", on: key.id)
    #expect(
      try scan().findings.contains { $0.assets.contains("provider:vendor:cerebras") },
      "Cerebras is not approved")
  }

  @Test("story 4: the servers, secrets and settings of the support agent")
  func supportAgent() throws {
    try expectFinding(
      "ISO-MCP-001", at: "support-agent/.mcp.json",
      on: "mcpserver:npm:@modelcontextprotocol/server-postgres")
    try expectFinding(
      "ISO-MCP-001", at: "support-agent/.cursor/mcp.json", on: "mcpserver:npm:@playwright/mcp")
    try expectFinding(
      "ISO-MCP-002", at: "support-agent/.mcp.json",
      on: "mcpserver:url:http://mcp.desk.acme.example:8931/mcp")
    try expectFinding("ISO-MCP-006", at: "support-agent/.mcp.json")
    try expectFinding(
      "ISO-MCP-009", at: "support-agent/.mcp.json",
      on: "mcpserver:npm:@modelcontextprotocol/server-filesystem")
    try expectFinding("ISO-AGT-005", at: "support-agent/.claude/settings.json")
    try expectFinding("ISO-KEY-001", at: "support-agent/.mcp.json")
    #expect(try scan().assets.contains { $0.id == "vulnerability:cve:CVE-2025-6514" })
    #expect(
      try scan().findings.contains {
        $0.assets.contains("package:pkg:npm/mcp-remote")
          || $0.assets.contains("vulnerability:cve:CVE-2025-6514")
      },
      "mcp-remote 0.1.15 has a known vulnerability")
  }

  @Test("the secrets of the support agent and of the orders are nowhere in the output")
  func secrets() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme").path
    for format in ["json", "table"] {
      let run = try isobar.run("scan", sample, "--format", format)
      #expect(!run.output.contains("acmeretailgroup"), "\(format)")
    }
    let record = try isobar.shell(
      "cat '\(isobar.home.file("data/isobar"))'/* | grep -c acmeretailgroup")
    #expect(record.text == "0\n")
  }

  @Test("nothing of AI is seen in the web shop")
  func storefront() throws {
    let scan = try scan()
    let seen = scan.assets.filter { $0.isSeen(below: "storefront") }
    #expect(Set(seen.map(\.kind)).isSubset(of: ["Repository", "Team"]), "\(seen)")
    #expect(!scan.findings.contains { $0.isSeen(below: "storefront") })
    let signals = scan.signals.filter { $0.path?.hasPrefix("storefront/") == true }
    #expect(Set(signals.map(\.signal)).isSubset(of: ["repository.codeowners"]), "\(signals)")
  }

  @Test(
    "what is in order gives no finding: forecasting, the gateway, placeholders, asked-for tokens")
  func inOrder() throws {
    let scan = try scan()
    let forecasting = scan.findings.filter { finding in
      finding.isSeen(below: "forecasting") || finding.assets.contains { $0.contains("forecasting") }
    }
    #expect(forecasting.isEmpty, "\(forecasting)")
    #expect(!scan.findings.contains { $0.isSeen(below: "platform-infra") })
    for path in [
      "order-automation/.env.example", "order-automation/test/config.test.ts",
      "support-agent/.vscode/mcp.json",
      "platform-infra/kubernetes/prod/litellm/litellm_config.yaml",
    ] {
      #expect(
        !scan.assets.contains { asset in
          // A variable that holds one is only named.
          asset.kind == "Credential" && !asset.id.hasPrefix("credential:env:")
            && asset.sightings.contains { $0.path == path }
        }, "\(path)")
      #expect(
        !scan.findings.contains { finding in
          (finding.rule == "ISO-KEY-001" || finding.rule == "ISO-MCP-006")
            && finding.locations.contains { $0.path == path }
        }, "\(path)")
    }
    // A model that can run code is not one that does.
    #expect(
      !scan.signals.contains { $0.signal.hasPrefix("pickle.") || $0.signal.contains("malicious") })
  }

  @Test("an application answers for what its own manifests ask for, not for those of others")
  func ownRequirements() throws {
    for finding in try scan().findings where finding.rule == "ISO-SUP-005" {
      #expect(
        finding.asset == "application:repo:git.acme.example/analytics/customer-insights",
        "\(finding)")
    }
  }

  @Test("no rule, fact or source names anything of it")
  func notSpecial() throws {
    let root = SourceTree.root.path
    let found = try Command([
      "grep", "-rliE",
      "acme[^/]*(retail|insights)|customer-insights|order-automation|acmeretailgroup",
      "\(root)/Sources", "\(root)/Rules", "\(root)/Catalog", "\(root)/Frameworks",
    ])
    #expect(found.text.isEmpty, "\(found.text)")
  }
}
