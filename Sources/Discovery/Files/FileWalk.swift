import Estate
import Formats
import Glibc
import Synchronization

/// The files below a folder, found on all processors; the result does not depend on which was when.
struct FileWalk: Sendable {
  /// A file to be read.
  struct File: Sendable {
    let path: FilePath
    /// Position in `Result.repositories`.
    let repository: Int
    /// Where it was asked for.
    let identity: FileIdentity?
  }

  struct Result: Sendable {
    /// Sorted by the bytes of their paths.
    var files: [File] = []
    /// Sorted by folder.
    var repositories: [GitRepository.Metadata] = []
    var skipped: [Skipped] = []
  }

  /// Folders below the target that are nested deeper than this are skipped.
  static let depthLimit = 512

  let root: FileRoot
  /// Name of the target's folder, for a repository without a remote.
  let name: String
  /// Folders that the configuration declares to be repositories, with their remotes.
  let declared: [String: GitRemote]
  /// Folders that an ignore file leaves out even where nothing tells what git tracks.
  var filled = FilledFolders()
  /// Whether files are to be identified, for a comparison with an earlier scan.
  var identifies = false
  let stop: StopFlag
  let progress: ScanProgress
  /// Done beside the walk once there are many files.
  var prepare: (@Sendable () -> Void)?

  /// So many files that they are worth being prepared for.
  private static let manyFiles = 64

  func run() -> Result {
    let isPrepared = Atomic<Bool>(false)
    let state = WalkState(
      first: Folder(path: .root, depth: 0, repository: nil, rules: IgnoreRules(filled: filled)))
    Workers.run { _ in
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while let folder = state.take() {
        let found = stop.isSet ? Found() : read(folder, &buffer)
        progress.found(found.files.count)
        if let prepare, progress.found >= Self.manyFiles,
          !isPrepared.exchange(true, ordering: .relaxed)
        {
          Workers.start(prepare)
        }
        state.finish(found)
      }
    }
    return state.result()
  }

  /// The walk of a target that is one file in the root.
  func single(file: String) -> Result {
    progress.found(1)
    return Result(
      files: [File(path: FilePath.root.appending(file), repository: 0, identity: nil)],
      repositories: [
        GitRepository.Metadata(
          identity: GitRepository.local(name: name, folder: ""), commit: nil, host: nil,
          exclude: nil, tracked: nil)
      ])
  }

  private func read(_ folder: Folder, _ buffer: inout [UInt8]) -> Found {
    var found = Found()
    let entries: [FolderEntry]
    do throws(Unreadable) {
      entries = try root.list(folder.path, identifies: identifies, buffer: &buffer)
    } catch {
      found.skip(folder.path, error.reason)
      return found
    }
    var folder = folder
    if let repository = repository(in: folder, entries) {
      found.repository = repository
      folder.repository = folder.path
      if let tracked = repository.tracked {
        folder.rules.tracked = tracked
        folder.rules.outer = nil
      }
      if let exclude = repository.exclude {
        folder.rules.files.append(
          IgnoreFile(path: ".git/info/exclude", folder: folder.path.text, text: exclude))
      }
    }
    for name in [".gitignore", IgnoreRules.ownName]
    where entries.contains(where: { $0.isNamed(name) }) {
      if let file = ignoreFile(named: name, in: folder) { folder.rules.files.append(file) }
    }
    for entry in entries { visit(entry, in: folder, &found) }
    return found
  }

  private func visit(_ entry: FolderEntry, in folder: Folder, _ found: inout Found) {
    let path = entry.path
    let isFolder = Int(entry.type) == DT_DIR
    if entry.isNamed(".git") { return }
    let ignored = folder.rules.ignored(path, isFolder: isFolder)
    if let ignored, !folder.rules.keeps(path, isFolder: isFolder, ignored) {
      found.skip(
        path, "ignored by \(ignored.file):\(ignored.line) '\(ignored.pattern)'", isFolder: isFolder)
      return
    }
    switch Int(entry.type) {
    case DT_DIR:
      if folder.depth == Self.depthLimit {
        found.skip(path, "nested deeper than \(Self.depthLimit) folders", isFolder: true)
      } else {
        var rules = folder.rules
        rules.outer = ignored
        found.folders.append(
          Folder(
            path: path, depth: folder.depth + 1, repository: folder.repository, rules: rules))
      }
    case DT_REG:
      found.files.append(
        FoundFile(path: path, repository: folder.repository, identity: entry.identity))
    case DT_LNK: found.skip(path, "symbolic link, not followed")
    case DT_FIFO: found.skip(path, "named pipe")
    case DT_SOCK: found.skip(path, "socket")
    case DT_CHR, DT_BLK: found.skip(path, "device")
    default: found.skip(path, "vanished during the scan")
    }
  }

  private func repository(in folder: Folder, _ entries: [FolderEntry]) -> GitRepository.Metadata? {
    let hasGit = entries.contains { $0.isNamed(".git") }
    // Most folders are part of the repository around them.
    guard hasGit || folder.path == .root || !declared.isEmpty else { return nil }
    let text = folder.path.text
    let last = text.split(separator: "/").last.map(String.init) ?? name
    if let remote = declared[text] {
      let read =
        hasGit ? GitRepository.read(root: root, folder: folder.path, fallbackName: last) : nil
      return GitRepository.Metadata(
        identity: GitRepository.identity(of: remote, folder: text), commit: read?.commit,
        host: remote.host, exclude: read?.exclude, tracked: read?.tracked)
    }
    if hasGit { return GitRepository.read(root: root, folder: folder.path, fallbackName: last) }
    guard folder.path == .root else { return nil }
    return GitRepository.Metadata(
      identity: GitRepository.local(name: name, folder: ""), commit: nil, host: nil, exclude: nil,
      tracked: nil)
  }

  private func ignoreFile(named name: String, in folder: Folder) -> IgnoreFile? {
    let path = folder.path.appending(name)
    guard let file = try? root.openFile(path), file.size <= 1 << 20,
      let bytes = try? file.read(at: 0, count: file.size)
    else { return nil }
    let ignore = IgnoreFile(
      path: path.text, folder: folder.path.text, text: String(decoding: bytes, as: UTF8.self))
    return ignore.isEmpty ? nil : ignore
  }
}

extension FileWalk {
  fileprivate struct Folder: Sendable {
    let path: FilePath
    let depth: Int
    /// Folder of the repository that it belongs to; nil before the target itself is read.
    var repository: FilePath?
    var rules: IgnoreRules
  }

  fileprivate struct FoundFile: Sendable {
    let path: FilePath
    let repository: FilePath?
    let identity: FileIdentity?
  }

  /// What one folder holds.
  fileprivate struct Found: Sendable {
    var files: [FoundFile] = []
    var folders: [Folder] = []
    var repository: GitRepository.Metadata?
    var skipped: [Skipped] = []

    mutating func skip(_ path: FilePath, _ reason: String, isFolder: Bool = false) {
      let text = path.bytes.isEmpty ? "." : path.text
      skipped.append(Skipped(path: isFolder ? text + "/" : text, reason: reason))
    }
  }

  /// Folders yet to be read and what was found so far, shared by the threads.
  private final class WalkState: Sendable {
    private struct Shared {
      var waiting: [Folder]
      var running = 0
      var files: [FoundFile] = []
      var repositories: [GitRepository.Metadata] = []
      var skipped: [Skipped] = []
    }

    private let shared: Mutex<Shared>

    init(first: Folder) { shared = Mutex(Shared(waiting: [first])) }

    /// The next folder; nil once all are read. Waits while others may still find some.
    func take() -> Folder? {
      while true {
        let (folder, isDone) = shared.withLock { shared -> (Folder?, Bool) in
          guard let folder = shared.waiting.popLast() else { return (nil, shared.running == 0) }
          shared.running += 1
          return (folder, false)
        }
        if let folder { return folder }
        if isDone { return nil }
        usleep(50)
      }
    }

    func finish(_ found: Found) {
      shared.withLock { shared in
        shared.running -= 1
        shared.waiting += found.folders
        shared.files += found.files
        shared.skipped += found.skipped
        if let repository = found.repository { shared.repositories.append(repository) }
      }
    }

    func result() -> Result {
      shared.withLock { shared in
        let repositories = shared.repositories.sorted { $0.identity.folder < $1.identity.folder }
        let positions = Dictionary(
          uniqueKeysWithValues: repositories.enumerated().map { ($1.identity.folder, $0) })
        var last: (folder: FilePath?, position: Int) = (nil, positions[""] ?? 0)
        var files = shared.files.map { file in
          // Files of one repository mostly follow one another.
          if file.repository != last.folder {
            last = (file.repository, positions[file.repository?.text ?? ""] ?? 0)
          }
          return File(path: file.path, repository: last.position, identity: file.identity)
        }
        files.sort { $0.path < $1.path }
        return Result(files: files, repositories: repositories, skipped: shared.skipped.sorted())
      }
    }
  }
}
