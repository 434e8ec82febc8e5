public import Evidence
import Foundation
public import Store

/// A scan with its record: begun before anything is read, committed once all is judged.
public struct ScanSession: Sendable {
  private let scan: PostureScan
  private let record: (any Record)?

  /// - Parameter record: nil to keep nothing.
  public init(_ scan: PostureScan, record: (any Record)?) {
    self.scan = scan
    self.record = record
  }

  /// What was found, and whether it was recorded.
  public struct Outcome: Sendable {
    public let report: ScanReport
    /// Why the record does not have it, in one line; nil where it has, or where there is none.
    public let unrecorded: String?
  }

  public func run() throws(ScanError) -> Outcome {
    guard let record else { return Outcome(report: try scan.run(), unrecorded: nil) }
    let id: ScanID
    do {
      id = try record.begin(
        ScanStart(
          started: scan.request.now, version: PostureScan.version, targets: scan.request.targets,
          catalogueDigest: scan.knowledgeDigest))
    } catch {
      throw ScanError(error.description)
    }
    let decisions: [RecordedDecision]
    do {
      decisions = try record.decisions(asOf: .now)
    } catch {
      throw ScanError(error.description)
    }
    let report = try scan.run(decisions: decisions)
    do {
      try record.commit(
        ScanOutcome(
          scan: id, sources: report.sources.map(\.outcome), estate: report.estate,
          findings: report.findings, unknown: report.unknown, skipped: report.skipped,
          summary: report.summary), now: Date())
      return Outcome(report: report, unrecorded: nil)
    } catch {
      // The work is done: it is shown all the same.
      return Outcome(report: report, unrecorded: error.description)
    }
  }
}

extension ReportedSource {
  fileprivate var outcome: SourceOutcome {
    SourceOutcome(
      id: id, kind: kind, status: SourceOutcome.Status(rawValue: status) ?? .failed, reason: reason,
      files: files, bytes: bytes)
  }
}
