public import Estate

/// The result of one scan, as it is recorded and exported.
public struct ScanReport: Sendable {
  /// Version of Isobar.
  public var version: String
  /// The targets as the user named them.
  public var targets: [String]
  public var sources: [ReportedSource]
  public var estate: Estate
  /// Sorted by id.
  public var findings: [Finding]
  public var unknown: [UnknownJudgement]
  public var skipped: [Skipped]
  /// Counts and other facts of the whole.
  public var summary: [String: Value]

  public init(
    version: String, targets: [String], sources: [ReportedSource], estate: Estate,
    findings: [Finding], unknown: [UnknownJudgement], skipped: [Skipped],
    summary: [String: Value]
  ) {
    self.version = version
    self.targets = targets
    self.sources = sources
    self.estate = estate
    self.findings = findings
    self.unknown = unknown
    self.skipped = skipped
    self.summary = summary
  }

  /// Whether every source was read to its end.
  public var isComplete: Bool { sources.allSatisfy { $0.status == "complete" } }
}

/// One source of a scan and how far it was read.
public struct ReportedSource: Sendable, Equatable {
  public var id: String
  public var kind: String
  /// `complete`, `partial` or `failed`.
  public var status: String
  public var reason: String?
  public var files: Int
  public var bytes: Int

  public init(
    id: String, kind: String, status: String, reason: String?, files: Int, bytes: Int
  ) {
    self.id = id
    self.kind = kind
    self.status = status
    self.reason = reason
    self.files = files
    self.bytes = bytes
  }
}
