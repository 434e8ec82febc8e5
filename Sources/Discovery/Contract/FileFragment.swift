/// What a detector kept of one file, see `Recorder.keep`.
public struct FileFragment: Sendable {
  /// Path of the file relative to the target.
  public let path: String
  /// The repository, or local folder, that the file belongs to.
  public let repository: RepositoryIdentity
  /// What `Detector.link` may look at of every file.
  public let head: [UInt8]
  private let stored: FragmentBody
  private let store: FragmentStore?

  public init(path: String, repository: RepositoryIdentity, head: [UInt8], body: [UInt8] = []) {
    self.init(path: path, repository: repository, head: head, body: .bytes(body, nil), store: nil)
  }

  /// - Parameter store: where bodies lie that earlier scans kept.
  init(
    path: String, repository: RepositoryIdentity, head: [UInt8], body: FragmentBody,
    store: FragmentStore?
  ) {
    self.path = path
    self.repository = repository
    self.head = head
    stored = body
    self.store = store
  }

  /// The rest of what was kept: read only where it is needed.
  public func body() throws(DamagedCache) -> [UInt8] {
    switch stored {
    case .bytes(let bytes, _): return bytes
    case .kept(let digest, let size):
      guard let store else { throw DamagedCache() }
      return try store.body(digest, size: size)
    }
  }

  /// Bytes of the body.
  var size: Int { stored.size }

  /// Digest of the body, by which it is told whether it has changed; nil where nothing is remembered.
  var digest: FileDigest? {
    switch stored {
    case .bytes(_, let digest): digest
    case .kept(let digest, _): digest
    }
  }

  /// Path relative to the root of its repository: the same in every checkout, for use in ids.
  public var pathInRepository: Substring { repository.relative(path) }
}

/// The part of a fragment that is read only where it is needed.
enum FragmentBody: Sendable {
  /// Kept just now, with its digest where it is to be remembered.
  case bytes([UInt8], FileDigest?)
  /// Kept by an earlier scan, and so many bytes long.
  case kept(FileDigest, size: Int)

  var size: Int {
    switch self {
    case .bytes(let bytes, _): bytes.count
    case .kept(_, let size): size
    }
  }
}
