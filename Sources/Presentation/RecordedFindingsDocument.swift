import Estate
import Evidence
import Foundation
public import Store

/// Findings of the record as JSON: each as in a scan, with its place in time.
public struct RecordedFindingsDocument: Sendable {
  public let text: String

  public init(_ findings: [RecordedFinding]) {
    let items = findings.map { recorded in
      ScanDocument.finding(
        recorded.finding,
        with: [
          ("status", .text(recorded.status.rawValue)),
          ("first_seen", .text(recorded.firstSeen.formatted(.iso8601))),
          ("last_seen", .text(recorded.lastSeen.formatted(.iso8601))),
        ])
    }
    text =
      "{\"format\":\"isobar.findings/v1\",\"findings\":[\n\(items.joined(separator: ",\n"))\n]}\n"
  }
}
