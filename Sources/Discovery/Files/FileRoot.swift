import CLinux
import Glibc

/// The folder that is scanned, held open. Everything below is opened relative to it, and the kernel
/// refuses links and ways out.
struct FileRoot: Sendable {
  let descriptor: Int32
  /// Once set, no file below is read any further.
  let stop: StopFlag
  /// The folder from the top of the file system, without links; nil where that cannot be told.
  let absolutePath: [UInt8]?

  /// Opens a folder. The target itself may be a link: the user named it.
  init(path: String, stop: StopFlag = StopFlag()) throws(Unreadable) {
    let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw Unreadable(Self.reason(errno)) }
    descriptor = opened
    self.stop = stop
    absolutePath = realpath(path, nil).map { resolved in
      defer { free(resolved) }
      return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
  }

  func close() { _ = Glibc.close(descriptor) }

  /// Opens a regular file below the root; anything else is refused without blocking on it.
  func openFile(_ path: FilePath) throws(Unreadable) -> OpenFile {
    let opened = path.withCString { isobar_open_beneath(descriptor, $0, O_RDONLY | O_NONBLOCK) }
    guard opened >= 0 else { throw Unreadable(Self.reason(errno)) }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let reason = Self.kind(status.st_mode)
      _ = Glibc.close(opened)
      throw Unreadable(reason)
    }
    return OpenFile(descriptor: opened, identity: FileIdentity(status), stop: stop)
  }

  /// What a folder below the root holds, in no order.
  ///
  /// - Parameters:
  ///   - identifies: whether regular files are to be identified.
  ///   - buffer: working memory, at least 1 KiB.
  func list(
    _ folder: FilePath, identifies: Bool = false, buffer: inout [UInt8]
  ) throws(Unreadable) -> [FolderEntry] {
    let opened = folder.withCString { isobar_open_beneath(descriptor, $0, O_RDONLY | O_DIRECTORY) }
    guard opened >= 0 else { throw Unreadable(Self.reason(errno)) }
    defer { _ = Glibc.close(opened) }
    var entries: [FolderEntry] = []
    while true {
      // Without the library's stream, which asks the kernel three more questions about each folder.
      let count = buffer.withUnsafeMutableBytes {
        isobar_folder_entries(opened, $0.baseAddress, $0.count)
      }
      guard count >= 0 else { throw Unreadable(Self.reason(errno)) }
      guard count > 0 else { return entries }
      buffer.withUnsafeBytes { bytes in
        FolderEntry.each(in: UnsafeRawBufferPointer(rebasing: bytes[..<count])) { name, type in
          var type = type
          var identity: FileIdentity?
          if Int(type) == DT_UNKNOWN || identifies && Int(type) == DT_REG {
            var status = stat()
            if fstatat(opened, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
              type = UInt8((status.st_mode & S_IFMT) >> 12)
              if Int(type) == DT_REG { identity = FileIdentity(status) }
            }
          }
          let length = strlen(name)
          let path = folder.appending(UnsafeRawBufferPointer(start: name, count: length))
          entries.append(
            FolderEntry(path: path, nameLength: length, type: type, identity: identity))
        }
      }
    }
  }

  /// The reason of a failed system call, in words for people.
  static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "no permission"
    case ENOENT: "vanished during the scan"
    case ELOOP, EXDEV: "symbolic link, not followed"
    case ENAMETOOLONG: "path is too long"
    case ENXIO: "not a regular file"
    default: String(cString: strerror(code)).lowercased()
    }
  }

  private static func kind(_ mode: UInt32) -> String {
    switch mode & S_IFMT {
    case S_IFIFO: "named pipe"
    case S_IFSOCK: "socket"
    case S_IFCHR, S_IFBLK: "device"
    case S_IFDIR: "folder"
    default: "not a regular file"
    }
  }
}
