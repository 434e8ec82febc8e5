public import Estate
public import Matching

/// Reads one kind of file and says what it saw: assets, relations between them, and signals. It
/// judges nothing, and passes nothing on but observations.
///
/// A detector is a page: its facts are in the catalogue, its parser in `Formats`.
public protocol Detector: Sendable {
  /// Name in sightings and in `--only`, such as `packages`.
  var name: String { get }

  /// The relations that it looks for: their absence then means that there are none.
  var collects: Set<RelationKind> { get }

  /// Patterns looked for in every text file, with those of all other detectors, in one pass.
  /// A hit makes `inspect` run, with the hits, even where `wants` says no.
  var patterns: [Pattern] { get }

  /// Whether the file is of interest. Cheap: sees the path, the size and the first bytes.
  func wants(_ entry: FileEntry) -> Bool

  /// Makes ready what files will be inspected with, where that takes a while: called beside the search for the
  /// files, once so many are found that some of them are surely wanted.
  func prepare()

  /// Reads the file and records what it saw: the same of the same content, path, repository and
  /// catalogue, for it is not asked again while these are the same. What was recorded before an error is kept, and the file
  /// is reported as skipped with the reason.
  func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable)

  /// Makes of the fragments of all files of the source what they mean together. Called once, after
  /// every file was inspected or the scan was interrupted, with the fragments in the order of their
  /// paths, and those of one file in the order in which they were kept; not called where there is none.
  /// What it gives depends on the fragments alone. Throws where what an earlier scan kept is lost; it is
  /// then called again, with what was kept anew.
  func link(_ fragments: [FileFragment], _ linking: Linking) throws(DamagedCache) -> [Observations]
}

extension Detector {
  public var collects: Set<RelationKind> { [] }
  public var patterns: [Pattern] { [] }
  public func wants(_ entry: FileEntry) -> Bool { false }
  public func prepare() {}
  public func link(
    _ fragments: [FileFragment], _ linking: Linking
  ) throws(DamagedCache) -> [Observations] { [] }
}

/// Why a file was not read, or not to its end: one line for people.
public struct Unreadable: Error, Sendable, Equatable {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }
}
