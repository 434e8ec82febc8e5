import Formats

/// What is left out of a folder: what its ignore files and those around it match, and git does not track.
struct IgnoreRules: Sendable {
  /// The ignore files of our own, which hold for what git tracks, too.
  static let ownName = ".isobarignore"

  /// From the outermost to the innermost.
  var files: [IgnoreFile] = []
  /// What the innermost repository with metadata tracks.
  var tracked: TrackedFiles?
  /// What leaves out all of the folder that is not tracked.
  var outer: IgnoreFile.Match?

  /// What matches a path: of all that stands in an ignored folder, what matched that.
  func ignored(_ path: FilePath, isFolder: Bool) -> IgnoreFile.Match? {
    if let outer { return outer }
    guard !files.isEmpty, let match = Self.match(path, isFolder: isFolder, files), match.isIgnored
    else { return nil }
    return match
  }

  /// Whether git tracks what its own patterns match.
  func isTracked(_ path: FilePath, isFolder: Bool, _ ignored: IgnoreFile.Match) -> Bool {
    guard !ignored.file.hasSuffix(Self.ownName),
      tracked?.holds(path, isFolder: isFolder) == true
    else { return false }
    let own = files.filter { $0.path.hasSuffix(Self.ownName) }
    return Self.match(path, isFolder: isFolder, own)?.isIgnored != true
  }

  private static func match(
    _ path: FilePath, isFolder: Bool, _ files: [IgnoreFile]
  ) -> IgnoreFile.Match? {
    let text = path.text
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return files.lazy.reversed().compactMap { $0.match(parts, isFolder: isFolder) }.first
  }
}
