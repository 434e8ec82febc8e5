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
          scan: id, sources: report.sources.map { $0.outcome(only: scan.request.only) },
          estate: report.estate,
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
  /// What the record is told. To it a source is partial where some detectors did not run: what they
  /// did not look for may still be there.
  fileprivate func outcome(only detectors: Set<String>?) -> SourceOutcome {
    let outcome = SourceOutcome.Status(rawValue: status) ?? .failed
    guard let detectors, outcome == .complete else {
      return SourceOutcome(
        id: id, kind: kind, status: outcome, reason: reason, files: files, bytes: bytes)
    }
    return SourceOutcome(
      id: id, kind: kind, status: .partial,
      reason: "only \(detectors.sorted().joined(separator: ", "))", files: files, bytes: bytes)
  }
}
