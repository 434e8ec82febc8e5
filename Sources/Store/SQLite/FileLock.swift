import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Locks on single bytes of a file beside the record. The system lets go of them when the process ends,
/// however it ends, so that a lock says that its holder lives. Byte 0 is held while the record is
/// opened, byte n while scan n runs.
final class FileLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Opens the file of locks that belongs to the record.
  init(path record: String) throws(StoreError) {
    path = record + "-lock"
    // A file of its own: closing any descriptor of the record would drop SQLite's locks on it.
    #if canImport(Glibc)
      descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #else
      descriptor = Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #endif
    guard descriptor >= 0 else { throw StoreError(opening: path, errno) }
  }

  deinit { close(descriptor) }

  /// Takes the lock once it is free; it is held until this object goes.
  func wait(for byte: Int64) throws(StoreError) {
    while lock(byte, Self.setLockWaiting) != 0 {
      guard errno == EINTR else { throw StoreError(opening: path, errno) }
    }
  }

  /// Takes the lock if it is free.
  func take(_ byte: Int64) -> Bool { lock(byte, Self.setLock) == 0 }

  // Locks of the open file, not of the process; Glibc's module does not export the names.
  #if os(Linux)
    private static let (setLock, setLockWaiting): (Int32, Int32) = (37, 38)
  #else
    private static let (setLock, setLockWaiting): (Int32, Int32) = (F_OFD_SETLK, F_OFD_SETLKW)
  #endif

  private func lock(_ byte: Int64, _ command: Int32) -> Int32 {
    var region = flock()
    region.l_type = Int16(F_WRLCK)
    region.l_whence = Int16(SEEK_SET)
    region.l_start = off_t(byte)
    region.l_len = 1
    return fcntl(descriptor, command, &region)
  }
}
