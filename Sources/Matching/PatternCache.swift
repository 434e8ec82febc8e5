internal import Glibc

/// A folder of compiled databases, so that a small scan need not compile: one file per set of
/// patterns, processor and version of the library.
///
/// The cache is never needed and never trusted: what is missing, damaged, unreadable or not the
/// user's own is as if it were not there, and what cannot be written is not.
public struct PatternCache: Sendable {
  /// Path of the folder; it is made where it does not exist.
  public let folder: String
  /// Largest file that is read: 256 MiB.
  static let sizeLimit = 256 << 20

  public init(folder: String) { self.folder = folder }

  func path(for key: CacheKey) -> String { "\(folder)/patterns-\(key.hexadecimal).hsdb" }

  /// The serialised database of that key, whole and as it was written.
  func load(_ key: CacheKey) -> ArraySlice<UInt8>? {
    let file = open(path(for: key), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & (S_IWGRP | S_IWOTH) == 0,
      status.st_size > 0, status.st_size <= Self.sizeLimit
    else { return nil }
    guard let bytes = Self.read(file, count: Int(status.st_size)) else { return nil }
    return CacheRecord.decode(bytes, key: key)
  }

  /// Keeps a serialised database. Whoever reads meanwhile sees the old file or the new, never a part.
  ///
  /// - Returns: whether it was kept.
  @discardableResult
  func store(_ payload: [UInt8], for key: CacheKey) -> Bool {
    guard payload.count <= Self.sizeLimit / 2, Self.makeFolder(folder) else { return false }
    var template = "\(folder)/.patterns-XXXXXX".utf8CString
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
    let written = Self.write(CacheRecord.encode(payload, key: key), to: file)
    guard close(file) == 0, written, rename(temporary, path(for: key)) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  private static func read(_ file: Int32, count: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        guard let base = buffer.baseAddress else { return }
        let got = Glibc.read(file, base + filled, count - filled)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        filled += got
      }
    }
    return bytes.count == count ? bytes : nil
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
