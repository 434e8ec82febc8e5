public import Discovery
public import Evidence
import Foundation
public import Store

/// A scan with its record: begun before anything is read, committed once all is judged.
public struct ScanSession: Sendable {
  private let scan: PostureScan
  private let request: ScanRequest
  private let record: (any Record)?

  /// - Parameter record: nil to keep nothing.
  public init(
    request: ScanRequest, record: (any Record)?, stop: StopFlag, progress: ScanProgress
  ) throws(ScanError) {
    scan = try PostureScan(request, stop: stop, progress: progress)
    self.request = request
    self.record = record
  }

  public func run() throws(ScanError) -> ScanReport {
    guard let record else { return try scan.run() }
    do {
      let id = try record.begin(
        ScanStart(
          started: request.now, version: PostureScan.version, targets: request.targets,
          catalogueDigest: scan.knowledgeDigest))
      let report = try scan.run()
      try record.commit(
        ScanOutcome(
          scan: id, sources: report.sources.map(\.outcome), estate: report.estate,
          findings: report.findings, unknown: report.unknown, skipped: report.skipped,
          summary: report.summary), now: Date())
      return report
    } catch let error as ScanError {
      throw error
    } catch {
      throw ScanError("\(error)")
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
