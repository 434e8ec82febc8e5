/// How the reading of one source ended.
public struct SourceOutcome: Sendable, Hashable {
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// Read to its end: what was not seen is not there.
    case complete
    /// Cut short: what was not seen may still be there.
    case partial
    case failed
  }

  /// Stable id of the source, such as `files:repository:git:github.com/acme/shop`.
  public var id: String
  public var kind: String
  public var status: Status
  /// Why it is not complete.
  public var reason: String?
  public var files: Int
  public var bytes: Int

  public init(
    id: String, kind: String, status: Status, reason: String? = nil, files: Int = 0, bytes: Int = 0
  ) {
    self.id = id
    self.kind = kind
    self.status = status
    self.reason = reason
    self.files = files
    self.bytes = bytes
  }
}
