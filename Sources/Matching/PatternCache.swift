public import Synchronization

/// A folder of compiled databases, so that a small scan need not compile: one file per set of
/// patterns, processor and version of the library. What is damaged is as if it were not there.
public struct PatternCache: Sendable {
  /// Path of the folder; it is made where it does not exist.
  public let folder: String
  /// Largest file that is read: 256 MiB.
  static let sizeLimit = 256 << 20

  /// The cache of this process, for databases that are compiled when they are first needed.
  public static let shared = Mutex<PatternCache?>(nil)

  public init(folder: String) { self.folder = folder }

  func path(for key: CacheKey) -> String { "\(folder)/patterns-\(key.hexadecimal).hsdb" }

  /// The serialised database of that key, whole and as it was written.
  func load(_ key: CacheKey) -> ArraySlice<UInt8>? {
    CacheFile.read(path(for: key), limit: Self.sizeLimit)
      .flatMap { CacheRecord.decode($0, key: key) }
  }

  /// Keeps a serialised database.
  ///
  /// - Returns: whether it was kept.
  @discardableResult
  func store(_ payload: [UInt8], for key: CacheKey) -> Bool {
    guard payload.count <= Self.sizeLimit / 2 else { return false }
    return CacheFile.write(CacheRecord.encode(payload, key: key), to: path(for: key))
  }
}
