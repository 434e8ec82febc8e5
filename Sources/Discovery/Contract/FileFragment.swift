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
    try stored.bytes(store)
  }

  /// Bytes of the body.
  var size: Int { stored.size }

  /// Digest of the body, by which it is told whether it has changed; nil where nothing is remembered.
  var digest: FileDigest? { stored.digest }

  /// Path relative to the root of its repository: the same in every checkout, for use in ids.
  public var pathInRepository: Substring { repository.relative(path) }
}
