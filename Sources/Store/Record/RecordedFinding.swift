public import Estate
public import Foundation

public enum FindingStatus: String, Sendable, Hashable, CaseIterable {
  case open
  /// Gone after a complete scan of every source that reported it.
  case fixed
  /// Came back after it was fixed, or the decision to accept it has expired.
  case reopened
  /// Set aside by a person, until that decision expires.
  case accepted
}

/// A finding with its place in time.
public struct RecordedFinding: Sendable {
  public let finding: Finding
  public let status: FindingStatus
  public let firstSeen: Date
  /// The newest scan that reported it, whatever point in time was asked for.
  public let lastSeen: Date
}

/// One step in the life of a finding. Steps are only ever added.
public struct FindingEvent: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case opened, fixed, reopened, accepted

    /// Where the finding stands after it.
    var status: FindingStatus {
      switch self {
      case .opened: .open
      case .fixed: .fixed
      case .reopened: .reopened
      case .accepted: .accepted
      }
    }
  }

  public let kind: Kind
  public let time: Date
  /// The scan that brought it about; nil for a person's decision.
  public let scan: ScanID?
  public let actor: String?
  public let reason: String?
  /// When an acceptance ends; nil for never.
  public let expires: Date?
}

/// Which findings to read.
public struct FindingFilter: Sendable {
  public var statuses: Set<FindingStatus>
  public var minimumSeverity: Severity
  public var rule: String?
  public var asset: AssetID?
  public var asOf: PointInTime

  /// Open and reopened findings as of now, unless told otherwise.
  public init(
    statuses: Set<FindingStatus> = [.open, .reopened], minimumSeverity: Severity = .info,
    rule: String? = nil, asset: AssetID? = nil, asOf: PointInTime = .now
  ) {
    self.statuses = statuses
    self.minimumSeverity = minimumSeverity
    self.rule = rule
    self.asset = asset
    self.asOf = asOf
  }
}
