import Estate
import Evidence
import Foundation
import TestSupport
import Testing

@Suite struct SARIFDocumentTests {
  private static let agent = AssetID(.agent, "repo", "x#a")
  private static let tool = AssetID(.tool, "repo", "x#t")

  private func report(
    _ severities: [Severity], locations: [Location], isComplete: Bool = true
  ) -> ScanReport {
    var builder = EstateBuilder()
    for (id, kind) in [(Self.agent, AssetKind.agent), (Self.tool, .tool)] {
      builder.add(
        AssetObservation(
          id: id, kind: kind, name: "n \(kind.name)",
          sighting: Sighting(
            source: "s", detector: "d", location: Location(path: "src/\(kind.name).py", line: 4))))
    }
    var report = EstateOfAllKinds.report(builder.build(), isComplete: isComplete)
    report.findings = severities.enumerated().map { number, severity in
      Finding(
        id: "f\(number)", rule: "ISO-TST-00\(number % 2)", title: "Title", category: "cat",
        severity: severity, asset: Self.agent, assets: [Self.agent],
        message: "m {0} \(EstateOfAllKinds.hostile)", locations: locations,
        path: [PathStep(from: Self.agent, relation: .canCall, to: Self.tool)], fix: "Fix it",
        controls: [ControlReference(framework: "nist-ai-rmf", control: "MANAGE 1.3")],
        priority: Priority(decision: .act, score: 79.1, explanation: [:]))
    }
    return report
  }

  private func isValid(_ text: String) throws -> Bool {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "report.sarif")
    let schema = SourceTree.root
      .appending(path: "Tests/EvidenceTests/Validators/sarif-2.1.0.json").path
    return try Command([
      try PythonEnvironment.program("check-jsonschema"), "--schemafile", schema, file.path,
    ]).status == 0
  }

  @Test func `the official schema accepts findings of every severity, none, and cut-short scans`()
    throws
  {
    let place = Location(path: "a b/ü#1.pt!data.pkl", line: 1)
    for report in [
      report(Severity.allCases, locations: [place, Location(path: "c.py")]),
      report([], locations: []), report([.high], locations: [], isComplete: false),
    ] {
      #expect(try isValid(try ExportedDocument(report, .sarif).text))
    }
  }

  @Test func `the schema refuses a level that is none`() throws {
    let text = try ExportedDocument(report([.critical], locations: []), .sarif).text
    #expect(!(try isValid(text.replacing("\"level\":\"error\"", with: "\"level\":\"critical\""))))
  }

  @Test func `a result has rule, level, place, fingerprint and path`() throws {
    let document = try ExportedDocument(
      report(
        [.critical, .low],
        locations: [Location(path: "a b/m.pt!data.pkl", line: 2), Location(path: "c.py")]),
      .sarif)
    let run = try #require(document["runs"].first)
    let rules = run["tool"]?["driver"]?["rules"]?.list ?? []
    #expect(rules.map { $0["id"] } == ["ISO-TST-000", "ISO-TST-001"])
    #expect(rules.first?["properties"]?["security-severity"] == "9.5")
    #expect(rules.first?["help"]?["text"] == "Fix it")
    let results = run["results"]?.list ?? []
    #expect(results.map { $0["level"] } == ["error", "note"])
    #expect(results.map { $0["ruleIndex"] } == [0, 1])
    let result = try #require(results.first)
    let place = result["locations"]?.list?.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"] == "a%20b/m.pt")
    #expect(place?["region"]?["startLine"] == 2)
    #expect(result["relatedLocations"]?.list?.count == 1)
    #expect(result["partialFingerprints"]?["isobarFinding/v1"] == "f0")
    #expect(result["rank"] == 79.1)
    let flow = result["codeFlows"]?.list?.first?["threadFlows"]?.list?.first?["locations"]?.list
    #expect(
      flow?.map { $0["location"]?["message"]?["text"] } == ["n Agent", "CAN_CALL n Tool"])
  }

  @Test func `a finding without a place stands where its asset was seen`() throws {
    let document = try ExportedDocument(report([.high], locations: []), .sarif)
    let result = document["runs"].first?["results"]?.list?.first
    let place = result?["locations"]?.list?.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"] == "src/Agent.py")
  }

  @Test func `what was not read to its end is told`() throws {
    let document = try ExportedDocument(
      report([], locations: [], isComplete: false), .sarif)
    let invocation = document["runs"].first?["invocations"]?.list?.first
    #expect(invocation?["executionSuccessful"] == false)
    #expect(invocation?["toolExecutionNotifications"]?.list?.count == 1)
  }
}
