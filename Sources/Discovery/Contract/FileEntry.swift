public import Estate
import Formats
import Glibc

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
  /// The parts of the path.
  let parts: [Substring]
  /// The last part of the path as it is once the file is in use: without `.example` and the like.
  let usedName: Substring
  /// That name in lower case.
  let lowercasedName: String
  /// What follows the last dot of that name, in lower case; empty where there is none.
  public let fileExtension: String
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
    parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    let name = parts.last ?? ""
    usedName = TemplateName.used(name, head: head)
    lowercasedName = usedName.lowercased()
    fileExtension = Self.fileExtension(of: lowercasedName)
    notebookFormat = NotebookFormat(fileName: name, head: head)
  }

  /// The last part of the path.
  public var name: Substring { parts.last ?? "" }

  private static func fileExtension(of name: String) -> String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return ""
    }
    return String(name[name.utf8.index(after: dot)...])
  }

  /// Whether the first bytes hold a text.
  func headContains(_ text: String) -> Bool {
    head.contains(text.utf8)
  }

  /// Whether the path in the repository holds a text in lower case, whatever the case of its letters.
  func pathContains(_ text: String) -> Bool {
    var path = Array(pathInRepository.utf8)
    for index in path.indices where (0x41...0x5A).contains(path[index]) { path[index] |= 0x20 }
    return path.contains(text.utf8)
  }

  /// The folder of the file relative to the target; empty for the target itself.
  public var folder: Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? ""
  }

  /// The folder that the file stands in, without those around it; nil for the target itself.
  var parent: Substring? { parts.dropLast().last }

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
    native = String(id.text.split(separator: ":", maxSplits: 2).last ?? Substring(name))
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
  public let native: String
}

extension [UInt8] {
  /// Whether other bytes stand in these.
  func contains(_ wanted: String.UTF8View) -> Bool {
    guard let first = wanted.first else { return true }
    return withUnsafeBytes { bytes in
      var start = 0
      while bytes.count - start >= wanted.count, let base = bytes.baseAddress,
        let found = memchr(base + start, Int32(first), bytes.count - start)
      {
        start = UnsafeRawPointer(found) - base
        if bytes[start...].starts(with: wanted) { return true }
        start += 1
      }
      return false
    }
  }
}
