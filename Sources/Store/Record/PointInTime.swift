public import Foundation

/// A moment of the record.
public enum PointInTime: Sendable, Hashable {
  case now
  /// Right after that scan was committed.
  case scan(ScanID)
  case time(Date)
}

extension Date {
  /// Microseconds since 1970, as times are stored.
  var microseconds: Int64 {
    Int64(clamping: Int((timeIntervalSince1970 * 1_000_000).rounded()))
  }

  init(microseconds: Int64) { self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000) }
}
