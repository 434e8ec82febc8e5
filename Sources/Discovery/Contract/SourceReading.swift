public import Estate

/// What one source gave, in an order that does not depend on threads.
public struct SourceReading: Sendable {
  public enum Status: String, Sendable { case complete, partial, failed }

  public let id: String
  public let kind: String
  public var status: Status = .complete
  public var reason: String?
  public var files = 0
  public var bytes = 0
  public var binaryFiles = 0
  public var observations: [Observations] = []
  public var skipped: [Skipped] = []
  /// The relations that were looked for.
  public var collected: Set<RelationKind> = []

  public init(id: String, kind: String) {
    self.id = id
    self.kind = kind
  }
}
