import Estate
import Evidence
import Foundation
import Posture
import Prioritization
import TestSupport
import Testing

/// `Examples/estates/four-stories.yaml`: what the sample organisation looks like once everything of it
/// is read.
@Suite struct FourStoriesTests {
  private static let report = Result {
    try PostureScan(
      ScanRequest(
        targets: [
          "estate:"
            + SourceTree.root.appending(path: "Examples/estates/four-stories.yaml").path
        ], now: SampleOrganisation.now)
    ).run()
  }

  /// The findings, the most urgent first.
  private func ranked() throws -> [Finding] {
    try Self.report.get().findings.sorted { left, right in
      let (a, b) = (left.priority, right.priority)
      if a?.decision != b?.decision { return (a?.decision ?? .track) < (b?.decision ?? .track) }
      return (a?.score ?? 0) > (b?.score ?? 0)
    }
  }

  @Test func `the key is revoked first, then the poisoned model, the agent and the open server`()
    throws
  {
    let findings = try ranked()
    let headlines = ["ISO-KEY-002", "ISO-DATA-012", "ISO-AGT-013", "ISO-EXP-008"]
    let order = findings.map(\.rule).filter(headlines.contains)
    #expect(
      Array(order.prefix(4)) == headlines, "\(findings.map { ($0.rule, $0.priority?.score) })")
    let decisions = headlines.map { rule in
      findings.first { $0.rule == rule }?.priority?.decision
    }
    // Who stands on the corporate network is not known.
    #expect(decisions == [.act, .act, .act, .attend])
  }

  @Test func `what is untidy but harmless waits, and what is in order is not named`() throws {
    let findings = try ranked()
    let untidy = findings.filter { finding in
      finding.assets.contains { ["trial", "playwright"].contains(where: $0.text.contains) }
    }
    #expect(untidy.count >= 2)
    #expect(untidy.allSatisfy { $0.priority?.decision == .track })
    let forecasting = findings.filter { finding in
      finding.assets.contains { ["forecasting", "demand"].contains(where: $0.text.contains) }
    }
    #expect(forecasting.isEmpty, "\(forecasting.map(\.message))")
  }

  @Test func `what is urgent has changes that end it or lower it, tried on the estate`() throws {
    let urgent = try ranked().filter { $0.priority?.decision == .act }
    #expect(urgent.count > 4)
    for finding in urgent {
      let changes = finding.priority?.explanation["what_if"]?.list ?? []
      #expect((1...3).contains(changes.count), "\(finding.message)")
      for change in changes {
        guard case .map(let change) = change else { continue }
        #expect(change["basis"] == "estate", "\(finding.message)")
        let (from, to) = (change["from"]?.number ?? 0, change["to"]?.number ?? 100)
        #expect(from == finding.priority?.score && to < from, "\(finding.message)")
      }
    }
  }
}
