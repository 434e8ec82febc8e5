public import Estate

/// Everything that a scan found, to be recorded in one step.
///
/// Every sighting should name a source that is listed in `sources`. Sightings of another source are
/// added where they are new, but never retired by this scan.
public struct ScanOutcome: Sendable {
  public var scan: ScanID
  public var sources: [SourceOutcome]
  public var estate: Estate
  public var findings: [Finding]
  public var unknown: [UnknownJudgement]
  public var skipped: [Skipped]
  public var summary: [String: Value]

  public init(
    scan: ScanID, sources: [SourceOutcome], estate: Estate, findings: [Finding] = [],
    unknown: [UnknownJudgement] = [], skipped: [Skipped] = [], summary: [String: Value] = [:]
  ) {
    self.scan = scan
    self.sources = sources
    self.estate = estate
    self.findings = findings
    self.unknown = unknown
    self.skipped = skipped
    self.summary = summary
  }

  /// Complete if every source is, failed if every source is, else partial.
  var status: ScanStatus {
    if sources.allSatisfy({ $0.status == .complete }) { return .complete }
    return sources.allSatisfy { $0.status == .failed } ? .failed : .partial
  }
}

/// What a scan changed in the record: ids of findings, sorted.
public struct ScanChanges: Sendable, Hashable {
  public var opened: [String] = []
  public var reopened: [String] = []
  public var fixed: [String] = []

  public init() {}
}
