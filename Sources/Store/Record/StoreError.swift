/// Why the record could not be opened, read or written, in one line.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The file is no record of Isobar.
    case notARecord
    /// Written by a newer Isobar.
    case newerFormat
    /// The file is damaged.
    case corrupt
    case readOnly
    case diskFull
    /// Another process held the record for too long.
    case busy
    /// The file or its folder cannot be opened or made.
    case unavailable
    /// The request cannot be met by what is recorded.
    case invalid
  }

  public let reason: Reason
  public let message: String

  public init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  public var description: String { message }
}
