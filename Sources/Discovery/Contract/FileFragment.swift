/// What a detector kept of one file, see `Recorder.keep`.
public struct FileFragment: Sendable {
  /// Path of the file relative to the target.
  public let path: String
  /// The repository, or local folder, that the file belongs to.
  public let repository: RepositoryIdentity
  public let bytes: [UInt8]

  public init(path: String, repository: RepositoryIdentity, bytes: [UInt8]) {
    self.path = path
    self.repository = repository
    self.bytes = bytes
  }

  /// Path relative to the root of its repository: the same in every checkout, for use in ids.
  public var pathInRepository: Substring { repository.relative(path) }
}
