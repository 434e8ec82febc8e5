import Estate
import Foundation
import Testing

@testable import Prioritization

@Suite("Decision table")
struct DecisionTableTests {
  @Test("Every combination of answers has exactly one row")
  func complete() {
    for exploitation in DecisionTable.Exploitation.allCases {
      for reach in DecisionTable.Reach.allCases {
        for stake in DecisionTable.Stake.allCases {
          let rows = DecisionTable.rows.filter {
            $0.exploitation == exploitation && $0.reach == reach && $0.stake == stake
          }
          #expect(rows.count == 1)
        }
      }
    }
  }

  @Test("The page that users read prints the very same table")
  func documented() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/priority.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for row in DecisionTable.rows {
      let line =
        "| \(row.exploitation.rawValue) | \(row.reach.rawValue) | \(row.stake.rawValue) "
        + "| \(row.decision.rawValue) | \(row.automated.rawValue) |"
      #expect(text.contains(line), "docs/priority.md lacks: \(line)")
    }
  }

  @Test("An attack seen here on a crown asset is acted on; one that leads nowhere is only tracked")
  func extremes() {
    let worst = PriorityInputs(
      severity: .high, observed: true, reachability: 0.9, criticality: .crown)
    let least = PriorityInputs(
      severity: .high, exploitability: 0.2, reachability: 0, sensitivity: .public,
      criticality: .low)
    #expect(PriorityFormula.evaluate(worst).decision == .act)
    #expect(PriorityFormula.evaluate(least).decision == .track)
  }

  @Test("An informational finding never asks for more than a close watch unless it is exploited")
  func informational() {
    let inputs = PriorityInputs(
      severity: .info, exploitability: 1, reachability: 1, sensitivity: .restricted,
      criticality: .crown, autonomy: 0)
    #expect(PriorityFormula.evaluate(inputs).decision == .trackClosely)
  }
}
