import Estate
import Evidence
import Foundation
import TestSupport
import Testing

@Suite struct ScanDocumentTests {
  private func report(findings: Bool) -> ScanReport {
    var builder = EstateBuilder()
    let sighting = Sighting(
      source: "files:repository:local:x", detector: "t",
      location: Location(path: "a \"b\"\n.txt", line: 3), confidence: 0.6)
    let agent = AssetID(.agent, "repo", "x#a")
    let credential = AssetID(.credential, "openai", "00")
    if findings {
      builder.add(
        AssetObservation(
          id: agent, kind: .agent, name: "Agent \u{1B}", properties: ["autonomy": 0.5],
          sighting: sighting))
      builder.add(
        RelationObservation(
          kind: .canCall, tail: agent, head: AssetID(.tool, "x", "y"), sighting: sighting))
      var observations = Observations()
      observations.signals = [
        SignalObservation(
          signal: "agent.approvals-off", asset: agent, detail: ["mode": "never"],
          sighting: sighting)
      ]
      builder.add(observations)
    }
    let finding = Finding(
      id: "0123456789abcdef", rule: "ISO-TST-001", title: "T", category: "c", severity: .high,
      asset: agent, assets: [agent, credential], message: "m",
      locations: [Location(path: "n.ipynb", line: 1, cell: 2)],
      path: [PathStep(from: agent, relation: .canCall, to: AssetID(.tool, "x", "y"))], fix: "f",
      controls: [ControlReference(framework: "nist-ai-rmf", control: "MANAGE 1.3")],
      priority: Priority(decision: .trackClosely, score: 12.5, explanation: ["unknown": []]))
    return ScanReport(
      version: "1", targets: ["."],
      sources: [
        ReportedSource(
          id: "files:repository:local:x", kind: "files", status: "complete", reason: nil, files: 1,
          bytes: 2)
      ], estate: builder.build(), findings: findings ? [finding] : [],
      unknown: findings ? [UnknownJudgement(rule: "R", asset: agent, missing: ["agent.x"])] : [],
      skipped: findings ? [Skipped(path: "p", reason: "no permission")] : [],
      summary: ["files": 1])
  }

  private func text(_ report: ScanReport) -> String {
    var text = ""
    ScanDocument(report).write { text += $0 }
    return text
  }

  @Test(arguments: [true, false])
  func `an official validator accepts the document, with content and empty`(findings: Bool) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text(report(findings: findings)), to: "scan.json")
    let schema = SourceTree.root.appending(path: "docs/scan.schema.json").path
    let check = try Command([
      try PythonEnvironment.program("check-jsonschema"), "--schemafile", schema, file.path,
    ])
    #expect(check.status == 0, "\(check.text)")
  }

  @Test func `the validator refuses what the schema does not know`() throws {
    let folder = try TemporaryFolder()
    let changed = text(report(findings: true)).replacingOccurrences(
      of: "\"high\"", with: "\"awful\"")
    let file = try folder.write(changed, to: "scan.json")
    let schema = SourceTree.root.appending(path: "docs/scan.schema.json").path
    let check = try Command([
      try PythonEnvironment.program("check-jsonschema"), "--schemafile", schema, file.path,
    ])
    #expect(check.status != 0)
  }

  @Test func `the keys stand in the order of the contract`() throws {
    let lines = text(report(findings: true)).split(separator: "\n")
    let keys = lines.compactMap { line in
      line.hasPrefix("\"") ? String(line.dropFirst().prefix { $0 != "\"" }) : nil
    }
    #expect(
      keys == [
        "sources", "assets", "relations", "signals", "findings", "unknown", "skipped", "summary",
      ])
    #expect(lines.first?.hasPrefix("{\"format\":\"isobar.scan/v1\",\"version\":") == true)
  }
}
