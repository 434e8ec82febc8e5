public import Estate

/// What people say of identities. It outranks every key.
public struct IdentityDecisions: Sendable {
  /// Ids of one thing each; the first is kept.
  public var same: [[AssetID]]
  /// Ids of different things each.
  public var different: [[AssetID]]

  public init(same: [[AssetID]] = [], different: [[AssetID]] = []) {
    self.same = same
    self.different = different
  }
}
