internal import Glibc

/// A file of a cache, read and written whole.
///
/// A cache is never needed and never trusted: what is missing, unreadable or not the user's own is as if
/// it were not there, and what cannot be written is not.
public enum CacheFile {
  /// Everything in a regular file of the user's own that nobody else may write to; nil for anything else,
  /// and where it holds more bytes than the limit.
  public static func read(_ path: String, limit: Int) -> [UInt8]? {
    guard let file = CacheFileReader(path, limit: limit) else { return nil }
    return file.read(at: 0, count: file.size)
  }

  /// Writes a file for the user alone, and makes the folders above it. Whoever reads meanwhile sees the
  /// old file or the new, never a part, whoever else writes it and whenever the program ends.
  ///
  /// - Returns: whether it was written.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String) -> Bool {
    write(to: path) { $0(bytes) }
  }

  /// The same, part after part, so that not all of it must be in memory at once.
  ///
  /// - Parameter body: is given what writes a part and says whether it could; and says whether all was
  ///   written.
  @discardableResult
  public static func write(
    to path: String, _ body: (_ append: ([UInt8]) -> Bool) -> Bool
  ) -> Bool {
    guard let slash = path.lastIndex(of: "/") else { return false }
    let folder = String(path[..<slash])
    guard makeFolder(folder) else { return false }
    var template = "\(folder)/.isobar-XXXXXX".utf8CString
    // The file is made with mode 0600, under a name that no other writer has.
    let file = template.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let base = name.baseAddress else { return -1 }
      return mkstemp(base)
    }
    guard file >= 0 else { return false }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    let temporary = template.withUnsafeBufferPointer { name in
      String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    let written = body { write($0, to: file) }
    guard close(file) == 0, written, rename(temporary, path) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return true }
      var done = 0
      while done < buffer.count {
        let put = Glibc.write(file, base + done, buffer.count - done)
        if put < 0, errno == EINTR { continue }
        guard put > 0 else { return false }
        done += put
      }
      return true
    }
  }

  /// Makes the folder and those above it, for the user alone.
  private static func makeFolder(_ path: String) -> Bool {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      return false
    }
    return makeFolder(String(path[..<slash])) && (mkdir(path, 0o700) == 0 || errno == EEXIST)
  }
}
