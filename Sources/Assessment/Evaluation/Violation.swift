import Estate

/// One way in which an asset breaks a rule; of several with the same key, the one that is shown.
struct Violation: Sendable {
  let asset: Int32
  /// Indices of the key assets.
  let key: [Int32]
  let severity: Severity
  let bindings: Bindings
  let matches: [PatternMatch]

  var hopCount: Int { matches.reduce(0) { $0 + $1.hopCount } }

  /// Whether this one is shown rather than the other: more severe, then shorter, then first by ids.
  func precedes(_ other: Violation, _ patterns: [PathPattern], _ estate: Estate) -> Bool {
    if severity != other.severity { return severity > other.severity }
    let (own, others) = (hopCount, other.hopCount)
    if own != others { return own < others }
    return order(patterns, estate).lexicographicallyPrecedes(other.order(patterns, estate))
  }

  private func order(_ patterns: [PathPattern], _ estate: Estate) -> [Int64] {
    var order: [Int64] = []
    for (pattern, match) in zip(patterns, matches) {
      pattern.order(of: match, in: estate, into: &order)
    }
    return order
  }
}
