import CLinux
import Foundation
import Glibc

/// The folder to open for a target, and the file in it where the target is one.
struct FilesTarget {
  let folder: String
  let name: String
  let file: String?

  init(path: String) throws(Unreadable) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw Unreadable(errno == ENOENT ? "no such file or folder" : FileRoot.reason(errno))
    }
    let url = URL(fileURLWithPath: path).standardizedFileURL
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      folder = url.path
      name = url.lastPathComponent
      file = nil
    case S_IFREG:
      folder = url.deletingLastPathComponent().path
      name = url.deletingLastPathComponent().lastPathComponent
      file = url.lastPathComponent
    default: throw Unreadable("neither a folder nor a regular file")
    }
  }
}
