/// Why a model file was not read to the end of its header.
public enum ArtifactError: Error, Sendable, Equatable {
  /// The bytes turned out to be something else.
  case unrelated
  /// The file ends before what its header promises; the size that it should at least have.
  case truncated(expected: Int)
  /// The file breaks a rule of its format.
  case malformed(String)
  /// A bound on the work spent on one file was reached.
  case limit(String)
  /// The bytes could not be had.
  case unreadable(String)
}
