import Formats
import Synchronization

/// The files that a repository tracks, which `.gitignore` says nothing of. Its index is read once something
/// is ignored.
final class TrackedFiles: Sendable {
  private enum State: Sendable {
    case unread
    /// Nil where there is none that can be read.
    case read(GitIndex?)
  }

  private let root: FileRoot
  /// Bytes of the path of the repository's folder, with the slash after it.
  private let prefix: Int
  private let index: FilePath
  private let hashSize: Int
  private let state = Mutex(State.unread)

  /// Larger indexes are not read, bytes; that of a repository of a million files fits.
  private static let limit = 256 << 20

  /// - Parameters:
  ///   - folder: the repository.
  ///   - hashSize: see `GitIndex`.
  init(root: FileRoot, folder: FilePath, index: FilePath, hashSize: Int) {
    self.root = root
    self.index = index
    self.hashSize = hashSize
    prefix = folder.bytes.isEmpty ? 0 : folder.bytes.count + 1
  }

  /// Whether a file, or something in a folder, is tracked.
  func holds(_ path: FilePath, isFolder: Bool) -> Bool {
    guard let index = read() else { return false }
    let path = Array(path.bytes.dropFirst(prefix))
    return isFolder ? index.containsFolder(path) : index.contains(path)
  }

  private func read() -> GitIndex? {
    state.withLock { state in
      if case .read(let index) = state { return index }
      var found: GitIndex?
      if let file = try? root.openFile(index), file.size <= Self.limit,
        let bytes = try? file.read(at: 0, count: file.size)
      {
        found = GitIndex(bytes, hashSize: hashSize)
      }
      state = .read(found)
      return found
    }
  }
}
