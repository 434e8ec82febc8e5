public import Foundation

/// What to scan and how.
public struct ScanRequest: Sendable {
  /// Folders or files, or `kind:reference`.
  public var targets: [String]
  /// Path of the configuration; nil for `isobar.yaml` in the first target that has one.
  public var configuration: String?
  /// Names of the only detectors to run; nil for all.
  public var only: Set<String>?
  /// Decides what has expired.
  public var now: Date
  /// Folder for compiled patterns; nil to compile each time.
  public var cacheFolder: String?
  /// Whether what was seen in files is kept there too, and is not looked for again in those that have
  /// not changed.
  public var reusesOutcomes: Bool

  public init(
    targets: [String], configuration: String? = nil, only: Set<String>? = nil, now: Date,
    cacheFolder: String? = nil, reusesOutcomes: Bool = false
  ) {
    self.targets = targets
    self.configuration = configuration
    self.only = only
    self.now = now
    self.cacheFolder = cacheFolder
    self.reusesOutcomes = reusesOutcomes
  }
}

/// Why there was no scan at all: the request or the configuration is wrong.
public struct ScanError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
