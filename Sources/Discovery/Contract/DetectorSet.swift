public import Matching

/// The detectors of a scan, by name, and their patterns in one list.
public struct DetectorSet: Sendable {
  public let detectors: [any Detector]

  public init(_ detectors: [any Detector]) {
    self.detectors = detectors.sorted { $0.name < $1.name }
  }

  public var names: [String] { detectors.map(\.name) }

  /// The detectors of those names only.
  public func only(_ names: Set<String>) -> DetectorSet {
    DetectorSet(detectors.filter { names.contains($0.name) })
  }

  /// The patterns of all, each detector's after those of the detector before.
  public var patterns: [Pattern] { detectors.flatMap(\.patterns) }
}
