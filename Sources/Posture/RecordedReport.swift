import Estate
public import Evidence
public import Store

/// The record as it stood, in the form of a scan: for documents that are made of either.
public enum RecordedReport {
  /// The estate, its open findings, and how each source was last read.
  public static func read(
    from record: any Record, asOf point: PointInTime
  ) throws(StoreError) -> ScanReport {
    var sources: [String: ReportedSource] = [:]
    for scan in try record.scans() where point.includes(scan) {
      for outcome in scan.sources {
        sources[outcome.id] = ReportedSource(
          id: outcome.id, kind: outcome.kind, status: outcome.status.rawValue,
          reason: outcome.reason, files: outcome.files, bytes: outcome.bytes)
      }
    }
    return ScanReport(
      version: PostureScan.version, targets: [],
      sources: sources.values.sorted { $0.id < $1.id },
      estate: try record.estate(asOf: point),
      findings: try record.findings(FindingFilter(asOf: point)).map(\.finding)
        .sorted { $0.id < $1.id },
      unknown: try record.unknown(asOf: point), skipped: [], summary: [:])
  }
}

extension PointInTime {
  fileprivate func includes(_ scan: Scan) -> Bool {
    switch self {
    case .now: true
    case .scan(let id): scan.id <= id
    case .time(let date): scan.finished.map { $0 <= date } ?? false
    }
  }
}
