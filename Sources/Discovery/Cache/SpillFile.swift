import Glibc
import Synchronization

/// A file without a name, for what a scan needs again before it ends and memory is too dear for: a large
/// repository says more to its linker than there is room for at once.
final class SpillFile: Sendable {
  private let descriptor: Int32
  private let end = Mutex(0)

  /// Nil where no file can be made. Whoever it is, nobody else can open it.
  init?(folder: String = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") {
    var path = Array("\(folder)/isobar-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
  }

  deinit { _ = close(descriptor) }

  /// Writes bytes, and says where they stand; nil where they cannot be written.
  func add(_ bytes: [UInt8]) -> Int? {
    let start = end.withLock { end in
      defer { end += bytes.count }
      return end
    }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(
          descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(start + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      written += count
    }
    return start
  }

  /// Reads back what was written there; nil where it cannot be read.
  func bytes(at start: Int, count: Int) -> [UInt8]? {
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(start + filled))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          isWhole = false
          return
        }
        filled += got
      }
    }
    return isWhole ? bytes : nil
  }
}
