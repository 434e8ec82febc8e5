import CLinux
import Glibc

/// The folder that is scanned, held open. Everything below is opened relative to it, and the kernel
/// refuses links and ways out.
struct FileRoot: Sendable {
  let descriptor: Int32
  /// Once set, no file below is read any further.
  let stop: StopFlag

  /// Opens a folder. The target itself may be a link: the user named it.
  init(path: String, stop: StopFlag = StopFlag()) throws(Unreadable) {
    let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw Unreadable(Self.reason(errno)) }
    descriptor = opened
    self.stop = stop
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
    return OpenFile(descriptor: opened, size: Int(status.st_size), stop: stop)
  }

  /// The names in a folder below the root, with their types, in the order of their bytes.
  func list(_ folder: FilePath) throws(Unreadable) -> [FolderEntry] {
    let opened = folder.withCString { isobar_open_beneath(descriptor, $0, O_RDONLY | O_DIRECTORY) }
    guard opened >= 0 else { throw Unreadable(Self.reason(errno)) }
    guard let stream = fdopendir(opened) else {
      let reason = Self.reason(errno)
      _ = Glibc.close(opened)
      throw Unreadable(reason)
    }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while let entry = readdir(stream) {
      let name = FolderEntry.name(of: entry)
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      var type = entry.pointee.d_type
      if Int(type) == DT_UNKNOWN { type = Self.type(of: name, in: opened) }
      entries.append(FolderEntry(name: name, type: type))
    }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private static func type(of name: [UInt8], in folder: Int32) -> UInt8 {
    var status = stat()
    let terminated = name.map(CChar.init(bitPattern:)) + [0]
    guard fstatat(folder, terminated, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return UInt8(DT_UNKNOWN)
    }
    return UInt8((status.st_mode & S_IFMT) >> 12)
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

/// One name in a folder.
struct FolderEntry: Sendable {
  let name: [UInt8]
  /// `DT_REG`, `DT_DIR`, … of readdir(3).
  let type: UInt8

  static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
  }
}

/// A path below the root as the file system has it: bytes that need not be text.
struct FilePath: Sendable, Hashable, Comparable {
  let bytes: [UInt8]

  static let root = FilePath(bytes: [])

  func appending(_ name: [UInt8]) -> FilePath {
    bytes.isEmpty ? FilePath(bytes: name) : FilePath(bytes: bytes + [UInt8(ascii: "/")] + name)
  }

  func appending(_ name: String) -> FilePath { appending(Array(name.utf8)) }

  /// The path as text: bytes that are not UTF-8 as `\xNN`.
  var text: String { Self.text(of: bytes[...]) }

  static func text(of bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { byte in
      byte < 0x80
        ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = (bytes.isEmpty ? [UInt8(ascii: ".")] : bytes) + [0]
    return terminated.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: CChar.self) { characters in
        // The array is never empty: it ends with the zero byte.
        characters.baseAddress.map(body) ?? body("")
      }
    }
  }

  static func < (left: FilePath, right: FilePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
