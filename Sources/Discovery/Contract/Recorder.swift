public import Estate

/// Collects what one detector sees in one file; fills in source, detector and path.
public struct Recorder: Sendable {
  public private(set) var observations = Observations()
  /// What was kept for `Detector.link`, in the order in which it was.
  public private(set) var fragments: [(head: [UInt8], body: [UInt8])] = []
  private let source: String
  private let detector: String
  private let path: String

  public init(source: String, detector: String, path: String) {
    self.source = source
    self.detector = detector
    self.path = path
  }

  /// Records an asset and gives its id.
  ///
  /// - Parameters:
  ///   - member: member of an archive, where the asset was seen inside one.
  ///   - line: counted from 1.
  @discardableResult
  public mutating func asset(
    _ id: AssetID, _ kind: AssetKind, name: String, properties: [String: Value] = [:],
    line: Int? = nil, cell: Int? = nil, member: String? = nil, confidence: Double = 1
  ) -> AssetID {
    observations.assets.append(
      AssetObservation(
        id: id, kind: kind, name: name, properties: properties,
        sighting: sighting(line, cell, member, confidence)))
    return id
  }

  public mutating func relation(
    _ kind: RelationKind, from tail: AssetID, to head: AssetID, basis: Basis = .declared,
    properties: [String: Value] = [:], line: Int? = nil, cell: Int? = nil, member: String? = nil,
    confidence: Double = 1
  ) {
    observations.relations.append(
      RelationObservation(
        kind: kind, tail: tail, head: head, basis: basis, properties: properties,
        sighting: sighting(line, cell, member, confidence)))
  }

  public mutating func signal(
    _ name: String, on asset: AssetID, detail: [String: Value] = [:], line: Int? = nil,
    cell: Int? = nil, member: String? = nil, confidence: Double = 1
  ) {
    observations.signals.append(
      SignalObservation(
        signal: name, asset: asset, detail: detail,
        sighting: sighting(line, cell, member, confidence)))
  }

  /// Keeps what `Detector.link` needs of this file, in a form of the detector's own. All fragments of
  /// a source stay in memory until then, and the cache keeps them on disk: never a secret.
  ///
  /// - Parameters:
  ///   - head: small, as it is read again in every scan.
  ///   - body: what is needed only to work out anew what files mean together.
  public mutating func keep(_ head: [UInt8], body: [UInt8] = []) {
    fragments.append((head, body))
  }

  /// Records that a part of the file was not read.
  public mutating func skipped(_ reason: String, member: String? = nil) {
    observations.skipped.append(
      Skipped(path: member.map { "\(path)!\($0)" } ?? path, reason: reason))
  }

  private func sighting(
    _ line: Int?, _ cell: Int?, _ member: String?, _ confidence: Double
  ) -> Sighting {
    Sighting(
      source: source, detector: detector,
      location: Location(path: member.map { "\(path)!\($0)" } ?? path, line: line, cell: cell),
      confidence: confidence)
  }
}
