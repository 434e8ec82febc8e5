public import Estate
public import Foundation

/// Number of a scan within its record, counted from 1.
public struct ScanID: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  public var description: String { String(rawValue) }

  public static func < (left: ScanID, right: ScanID) -> Bool { left.rawValue < right.rawValue }
}

public enum ScanStatus: String, Sendable, Hashable, CaseIterable {
  case running
  /// Every source was read to its end.
  case complete
  /// Some source failed or was cut short.
  case partial
  /// No source could be read.
  case failed
  /// The process ended before the scan was committed; nothing of it is recorded.
  case interrupted
}

/// What is known of a scan when it starts.
public struct ScanStart: Sendable {
  public var started: Date
  /// Version of Isobar.
  public var version: String
  public var targets: [String]
  /// Digest of the catalogue, rules and frameworks in use.
  public var catalogueDigest: String

  public init(started: Date, version: String, targets: [String], catalogueDigest: String) {
    self.started = started
    self.version = version
    self.targets = targets
    self.catalogueDigest = catalogueDigest
  }
}

/// A scan as recorded.
public struct Scan: Sendable {
  public let id: ScanID
  public let start: ScanStart
  /// When it was committed; nil while running and where interrupted.
  public let finished: Date?
  public let status: ScanStatus
  /// Sorted by id.
  public let sources: [SourceOutcome]
  public let summary: [String: Value]
  public let skipped: [Skipped]
}
