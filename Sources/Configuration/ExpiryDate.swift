public import Foundation

/// The end of a decision: `2027-06-30`, to the end of that day, or `2027-06-30T12:00:00Z`.
public struct ExpiryDate: Sendable, Hashable {
  public static let expected = "expected 2027-06-30 or 2027-06-30T12:00:00Z"

  /// As RFC 3339 date and time.
  public let text: String
  public let date: Date

  public init?(_ text: String) {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    self.text = text.utf8.count == 10 ? text + "T23:59:59Z" : text
    guard let date = try? Date(self.text, strategy: .iso8601) else { return nil }
    self.date = date
  }
}
