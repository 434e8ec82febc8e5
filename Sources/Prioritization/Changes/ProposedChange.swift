internal import Estate

/// One change that might help against a finding.
struct ProposedChange: Sendable {
  /// What makes two proposals the same.
  enum Key: Hashable, Sendable {
    /// An entry of the catalogue on an asset, both by number.
    case entry(Int, asset: Int)
    /// The end of a relation.
    case cut(Int)
  }

  let key: Key
  /// As an order.
  let words: String
  let change: EstateChange
}
