/// What was found in one file.
public struct PatternScan: Sendable, Equatable {
  /// By end, then by pattern; each once.
  public var hits: [PatternHit]
  /// Whether something was left out: more hits than the limit, of which these are the first, or bytes
  /// that could not be looked through.
  public var isTruncated: Bool

  public init(hits: [PatternHit] = [], isTruncated: Bool = false) {
    self.hits = hits
    self.isTruncated = isTruncated
  }
}
