import Formats
import Glibc

/// Where the metadata of a repository stands: in its folder `.git`, or in the folder that a file of this
/// name points to, as in worktrees and submodules. One outside of the root is not followed.
struct GitFolder: Sendable {
  private let root: FileRoot
  /// Of the folder that is checked out.
  private let folder: FilePath
  /// What all worktrees of a repository share.
  private let shared: FilePath

  /// Largest metadata file that is read, bytes.
  private static let limit = 1 << 20

  init(root: FileRoot, of repository: FilePath) {
    self.root = root
    let git = repository.appending(".git")
    var folder = git
    if let line = Self.line(root, git), line.hasPrefix("gitdir:"),
      let target = Self.resolve(line.dropFirst(7).trimmed, from: repository, root)
    {
      folder = target
    }
    self.folder = folder
    shared =
      Self.line(root, folder.appending("commondir"))
      .flatMap { Self.resolve($0, from: folder, root) } ?? folder
  }

  /// The path of a file of the folder that is checked out.
  func path(_ name: String) -> FilePath { folder.appending(name) }

  /// The text of a file of the folder that is checked out.
  func own(_ name: String) -> String? { Self.text(root, folder.appending(name)) }

  /// The text of a file that all worktrees share, or of this one's own of that name.
  func common(_ name: String) -> String? {
    Self.text(root, shared.appending(name)) ?? own(name)
  }

  private static func text(_ root: FileRoot, _ path: FilePath) -> String? {
    guard let file = try? root.openFile(path), file.size <= limit,
      let bytes = try? file.read(at: 0, count: file.size)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func line(_ root: FileRoot, _ path: FilePath) -> Substring? {
    text(root, path)?.split(whereSeparator: \.isNewline).first?.trimmed
  }

  /// A path in the root; nil where it leads out of it.
  private static func resolve(
    _ target: Substring, from folder: FilePath, _ root: FileRoot
  ) -> FilePath? {
    let slash = UInt8(ascii: "/")
    var bytes = Array(target.utf8)
    var parts = folder.bytes.split(separator: slash)
    if bytes.first == slash {
      guard let top = root.absolutePath, bytes.starts(with: top + [slash]) else { return nil }
      bytes.removeFirst(top.count + 1)
      parts = []
    }
    for part in bytes.split(separator: slash) where part != [UInt8(ascii: ".")] {
      if part == Array("..".utf8)[...] {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.reduce(.root) { $0.appending($1) }
  }
}
