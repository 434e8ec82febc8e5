import Formats

/// What is left out of a folder: what its ignore files and those around it match, and git does not track.
/// Where no metadata says what that is, ignore files of git hold for folders that programs fill.
struct IgnoreRules: Sendable {
  /// The ignore files of our own, which hold for what git tracks, too.
  static let ownName = ".isobarignore"

  /// From the outermost to the innermost.
  var files: [IgnoreFile] = []
  /// What the innermost repository with metadata tracks.
  var tracked: TrackedFiles?
  /// What leaves out all of the folder that is not tracked.
  var outer: IgnoreFile.Match?
  let filled: FilledFolders

  init(filled: FilledFolders) { self.filled = filled }

  /// What matches a path: of all that stands in an ignored folder, what matched that.
  func ignored(_ path: FilePath, isFolder: Bool) -> IgnoreFile.Match? {
    if let outer { return outer }
    guard !files.isEmpty, let match = Self.match(path, isFolder: isFolder, files), match.isIgnored
    else { return nil }
    return match
  }

  /// Whether what a pattern matches is read all the same.
  func keeps(_ path: FilePath, isFolder: Bool, _ ignored: IgnoreFile.Match) -> Bool {
    guard !ignored.file.hasSuffix(Self.ownName), isRead(path, isFolder: isFolder) else {
      return false
    }
    let own = files.filter { $0.path.hasSuffix(Self.ownName) }
    return Self.match(path, isFolder: isFolder, own)?.isIgnored != true
  }

  private func isRead(_ path: FilePath, isFolder: Bool) -> Bool {
    if let tracked { return tracked.holds(path, isFolder: isFolder) }
    guard isFolder, let name = path.text.split(separator: "/").last else { return true }
    return !filled.contains(name)
  }

  private static func match(
    _ path: FilePath, isFolder: Bool, _ files: [IgnoreFile]
  ) -> IgnoreFile.Match? {
    let text = path.text
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return files.lazy.reversed().compactMap { $0.match(parts, isFolder: isFolder) }.first
  }
}
