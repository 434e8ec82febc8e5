import Foundation
import TestSupport
import Testing

@Suite("Published standards beside the score")
struct StandardScoresTests {
  private func scanned(_ vulnerability: String) throws -> (isobar: Isobar, id: String) {
    let isobar = try Isobar()
    try isobar.home.write(
      """
      format: isobar.estate/v1
      collected: all
      assets:
        - {id: "mcpserver:npm:remote", name: remote, package: "pkg:npm/remote", pin: exact, public: true}
        - {id: "vulnerability:cve:CVE-2025-6514", name: CVE-2025-6514, \(vulnerability)}
      relations:
        - mcpserver:npm:remote -AFFECTED_BY-> vulnerability:cve:CVE-2025-6514
      """, to: "x.yaml")
    let scan = try isobar.document("estate:\(isobar.home.file("x.yaml"))")
    let finding = try #require(scan.findings.first { $0.rule == "ISO-MCP-013" })
    return (isobar, finding.id)
  }

  @Test("are printed with their version where all that they ask for is known")
  func known() throws {
    let (isobar, id) = try scanned(
      """
      kev: true, automatable: true, technical_impact: total, cvss_base: 6.5, \
      aivss_factors: [1, 1, 0.5, 0.5, 1, 0, 0.5, 1, 0.5, 0], aivss_threat: attacked, \
      aivss_mitigation: none
      """)
    let page = try isobar.run("explain", id)
    // (6.5 + 3.5 × 0.6 × 1) × 1, and the directive's last row.
    #expect(page.output.contains("beside it, OWASP AIVSS 0.8: 8.6 of 10"), "\(page)")
    #expect(
      page.output.contains("beside it, CISA BOD 26-04: 3 days and forensic triage"), "\(page)")
  }

  @Test("are left out where something is not known, and never change the score")
  func unknown() throws {
    let (isobar, id) = try scanned("kev: false, cvss_base: 9.9")
    let page = try isobar.run("explain", id)
    #expect(page.status == 0 && !page.output.contains("beside it"), "\(page)")
    let (other, same) = try scanned(
      "kev: false, cvss_base: 9.9, automatable: true, technical_impact: total")
    let second = try other.run("explain", same)
    #expect(second.output.contains("CISA BOD 26-04: 3 days\n"), "\(second)")
    func score(_ run: Run) -> Substring? {
      run.output.split(separator: "\n").first { $0.contains("score ") }
    }
    #expect(score(page) == score(second))
  }
}
