internal import Glibc

/// A file of a cache held open: it can be read even when another program has removed it since.
public final class CacheFileReader: Sendable {
  private let descriptor: Int32
  /// Bytes.
  public let size: Int

  /// Opens a regular file of the user's own that nobody else may write to; nil for anything else, and
  /// where it holds more bytes than the limit.
  public init?(_ path: String, limit: Int) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    descriptor = file
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & (S_IWGRP | S_IWOTH) == 0,
      status.st_size > 0, status.st_size <= limit
    else { return nil }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// So many bytes from an offset; nil where there are fewer.
  public func read(at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        guard let base = buffer.baseAddress else { return }
        let got = pread(descriptor, base + filled, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        filled += got
      }
    }
    return bytes.count == count ? bytes : nil
  }
}
