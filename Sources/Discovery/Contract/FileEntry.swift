public import Estate
import Formats

/// A file before it is read: what `Detector.wants` may look at.
public struct FileEntry: Sendable {
  /// Path relative to the target, with `/` between folders.
  public let path: String
  /// Bytes.
  public let size: Int
  /// The first bytes, up to 4,096.
  public let head: [UInt8]
  /// Whether the head looks binary: it holds a null byte outside a UTF-16 or UTF-32 text.
  public let isBinary: Bool
  /// The repository, or local folder, that the file belongs to.
  public let repository: RepositoryIdentity
  /// The form of the notebook that it is; nil for other files.
  let notebookFormat: NotebookFormat?

  public init(
    path: String, size: Int, head: [UInt8], isBinary: Bool, repository: RepositoryIdentity
  ) {
    self.path = path
    self.size = size
    self.head = head
    self.isBinary = isBinary
    self.repository = repository
    notebookFormat = NotebookFormat(fileName: Self.name(of: path), head: head)
  }

  /// The last part of the path.
  public var name: Substring { Self.name(of: path) }

  private static func name(of path: String) -> Substring {
    path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
  }

  /// What follows the last dot of the name, in lower case; empty where there is none.
  public var fileExtension: String {
    let name = name.utf8
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
    return self.name[name.index(after: dot)...].lowercased()
  }

  /// Whether the first bytes hold a text.
  func headContains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, head.count >= wanted.count else { return false }
    return head.withUnsafeBufferPointer { head in
      for start in 0...(head.count - wanted.count) where head[start] == first {
        if head[start..<start + wanted.count].elementsEqual(wanted) { return true }
      }
      return false
    }
  }

  /// The folder of the file relative to the target; empty for the target itself.
  public var folder: Substring { path.lastIndex(of: "/").map { path[..<$0] } ?? "" }

  /// Path relative to the root of its repository: the same in every checkout, for use in ids.
  public var pathInRepository: Substring { repository.relative(path) }
}

/// Which repository a file belongs to.
public struct RepositoryIdentity: Sendable, Hashable {
  /// `repository:git:<host>/<org>/<name>` or `repository:local:<folder name>`.
  public let id: AssetID
  public let name: String
  /// Folder of the repository relative to the target; empty for the target itself.
  public let folder: String

  public init(id: AssetID, name: String, folder: String) {
    self.id = id
    self.name = name
    self.folder = folder
  }

  /// A path of the target, relative to the root of this repository, which holds it.
  func relative(_ path: String) -> Substring {
    // By bytes: a combining mark after the slash would be one character with it.
    guard !folder.isEmpty, path.utf8.starts(with: folder.utf8),
      let start = path.utf8.index(
        path.startIndex, offsetBy: folder.utf8.count + 1, limitedBy: path.endIndex)
    else { return path[...] }
    return path[start...]
  }

  /// The authority and native part of the repository's id in one, for ids of what it holds:
  /// `git:github.com/acme/shop` gives `github.com/acme/shop`.
  public var native: String {
    String(id.text.split(separator: ":", maxSplits: 2).last ?? Substring(name))
  }
}
