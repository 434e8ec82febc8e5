public import Foundation

/// What a person decided about assets. A newer decision of the same kind on the same subject takes its
/// place; both stay in the history.
public struct AssetDecision: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Whether it may be used.
    case approval
    /// Who is accountable for it.
    case owner
  }

  public var kind: Kind
  /// Id of an asset, where `*` stands for any run of characters.
  public var subject: String
  /// State of the approval, or name of the owner.
  public var value: String
  /// Who answers for the approval.
  public var owner: String?
  public var reason: String?
  /// RFC 3339 date and time after which it no longer holds.
  public var expires: String?

  public init(
    kind: Kind, subject: String, value: String, owner: String? = nil, reason: String? = nil,
    expires: String? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.value = value
    self.owner = owner
    self.reason = reason
    self.expires = expires
  }
}

/// A decision with its place in the record.
public struct RecordedDecision: Sendable, Hashable {
  /// Counted from 1 in the order of recording.
  public let number: Int64
  public let decision: AssetDecision
  public let actor: String
  public let time: Date
}
