import Glibc

/// What a folder holds under one name.
struct FolderEntry: Sendable {
  /// Relative to the root.
  let path: FilePath
  let nameLength: Int
  /// `DT_REG`, `DT_DIR`, … of readdir(3).
  let type: UInt8
  /// Of a regular file, where it was asked for and could be had.
  let identity: FileIdentity?

  func isNamed(_ name: String) -> Bool {
    name.utf8.count == nameLength && path.bytes.suffix(nameLength).elementsEqual(name.utf8)
  }

  /// Takes the entries of a folder from what the kernel wrote, see getdents(2), without the folder
  /// itself and the one above it.
  static func each(
    in bytes: UnsafeRawBufferPointer, _ body: (_ name: UnsafePointer<CChar>, _ type: UInt8) -> Void
  ) {
    var start = 0
    while start + Layout.name < bytes.count {
      let length = Int(bytes.loadUnaligned(fromByteOffset: start + Layout.length, as: UInt16.self))
      let end = start + length
      // What follows the zero byte of the name is left as it was.
      guard length > Layout.name, end <= bytes.count, let base = bytes.baseAddress,
        memchr(base + start + Layout.name, 0, length - Layout.name) != nil
      else { return }
      let name = (base + start + Layout.name).assumingMemoryBound(to: CChar.self)
      if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { body(name, bytes[start + Layout.type]) }
      start = end
    }
  }

  /// Where the parts of `struct linux_dirent64` lie.
  private enum Layout {
    static let length = 16
    static let type = 18
    static let name = 19
  }
}
