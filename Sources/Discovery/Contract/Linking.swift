public import Estate

/// What `Detector.link` is given beside the fragments.
public struct Linking: Sendable {
  /// Id of the source, for `Recorder(source:detector:path:)`.
  public let source: String
  /// nil where nothing is remembered from scan to scan.
  let memory: LinkMemory?

  public init(source: String) { self.init(source: source, memory: nil) }

  init(source: String, memory: LinkMemory?) {
    self.source = source
    self.memory = memory
  }
}

/// What was found to be said in one file, once all were known.
public struct LinkedFile: Sendable {
  /// Relative to the target.
  public let path: String
  public let observations: Observations

  public init(path: String, observations: Observations) {
    self.path = path
    self.observations = observations
  }
}
