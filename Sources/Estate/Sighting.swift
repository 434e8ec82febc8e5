/// One source's statement that it saw an asset or relation: where, by which detector, how surely.
public struct Sighting: Sendable, Hashable, Comparable {
  /// Id of the source, such as `files:.`.
  public var source: String
  /// Name of the detector, or of the room that inferred it.
  public var detector: String
  public var location: Location?
  /// How surely, 0 to 1.
  public var confidence: Double

  public init(
    source: String, detector: String, location: Location? = nil, confidence: Double = 1
  ) {
    self.source = source
    self.detector = detector
    self.location = location
    self.confidence = confidence
  }

  public static func < (left: Sighting, right: Sighting) -> Bool {
    if left.source != right.source { return left.source < right.source }
    if left.location != right.location {
      guard let a = left.location else { return true }
      guard let b = right.location else { return false }
      return a < b
    }
    if left.detector != right.detector { return left.detector < right.detector }
    return left.confidence > right.confidence
  }
}
