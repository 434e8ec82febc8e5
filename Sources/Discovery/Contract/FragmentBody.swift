/// The part of a fragment that is read only where it is needed.
enum FragmentBody: Sendable {
  /// Kept just now, with its digest where it is to be remembered.
  case bytes([UInt8], FileDigest?)
  /// The same, written aside until it is needed.
  case spilled(SpillFile, at: Int, size: Int, FileDigest?)
  /// Kept by an earlier scan, and so many bytes long.
  case kept(FileDigest, size: Int)

  /// Bodies that are smaller stay in memory.
  private static let leastSpilled = 512

  /// What was kept just now.
  init(_ bytes: [UInt8], _ digest: FileDigest?, spill: SpillFile?) {
    if bytes.count >= Self.leastSpilled, let spill, let start = spill.add(bytes) {
      self = .spilled(spill, at: start, size: bytes.count, digest)
    } else {
      self = .bytes(bytes, digest)
    }
  }

  var size: Int {
    switch self {
    case .bytes(let bytes, _): bytes.count
    case .spilled(_, _, let size, _), .kept(_, let size): size
    }
  }

  /// By which it is told whether it has changed; nil where nothing is remembered.
  var digest: FileDigest? {
    switch self {
    case .bytes(_, let digest), .spilled(_, _, _, let digest): digest
    case .kept(let digest, _): digest
    }
  }

  /// - Parameter store: where bodies lie that earlier scans kept.
  func bytes(_ store: FragmentStore?) throws(DamagedCache) -> [UInt8] {
    switch self {
    case .bytes(let bytes, _): return bytes
    case .spilled(let file, let start, let size, _):
      guard let bytes = file.bytes(at: start, count: size) else { throw DamagedCache() }
      return bytes
    case .kept(let digest, let size):
      guard let store else { throw DamagedCache() }
      return try store.body(digest, size: size)
    }
  }
}
