import Glibc
import Matching

/// The bodies of fragments that earlier scans of a target kept, by their digests, in a few files.
///
/// A scan adds a file of what is new; when half of all is of no use any more, or the files are many, what
/// is of use is written anew. A body is read only where it is needed, and trusted no further than its
/// digest: where one is lost, every file of the target is read again.
final class FragmentStore: Sendable {
  /// Largest file that is read or written: 1 GiB.
  static let sizeLimit = 1 << 30
  /// Files that may be there before they are made one.
  private static let packLimit = 8
  /// Bytes of no use that are not worth writing anything anew.
  private static let wasteLimit = 1 << 20

  private let folder: String
  private let prefix: String
  private let packs: [FragmentPack]

  /// Opens the files whose names begin with a prefix.
  init(folder: String, prefix: String) {
    self.folder = folder
    self.prefix = prefix
    var names: [String] = []
    if let root = try? FileRoot(path: folder) {
      defer { root.close() }
      var buffer = [UInt8](repeating: 0, count: 4 << 10)
      names = ((try? root.list(.root, buffer: &buffer)) ?? []).map(\.path.text)
    }
    packs = names.filter { $0.hasPrefix(prefix) }.sorted().compactMap { name in
      let path = "\(folder)/\(name)"
      // Its age is counted from when it was last of use.
      utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW)
      return FragmentPack(path)
    }
  }

  /// What was kept under a digest.
  func body(_ digest: FileDigest, size: Int) throws(DamagedCache) -> [UInt8] {
    guard let body = packs.lazy.compactMap({ $0.body(digest, size: size) }).first else {
      throw DamagedCache()
    }
    return body
  }

  /// Sees to it that everything of use is kept; nil where it cannot be.
  ///
  /// - Parameters:
  ///   - live: sizes of all bodies of use.
  ///   - fresh: those of them that were made just now.
  /// - Returns: the files that are of no use any more, once what is known refers to the others.
  func keep(_ live: [FileDigest: Int], fresh: [FileDigest: FragmentBody]) -> [String]? {
    let stored = packs.reduce(0) { $0 + $1.size }
    let (needed, new) = (live.values.reduce(0, +), fresh.values.reduce(0) { $0 + $1.size })
    if packs.count < Self.packLimit, stored + new <= 2 * needed + Self.wasteLimit {
      guard !fresh.isEmpty else { return [] }
      let written = FragmentPack.write(
        fresh.mapValues(\.size), to: folder, prefix: prefix
      ) { try? fresh[$0]?.bytes(self) }
      return written == nil ? nil : []
    }
    if live.isEmpty { return packs.map(\.path) }
    guard
      let written = FragmentPack.write(
        live, to: folder, prefix: prefix,
        body: { digest in
          let fresh = fresh[digest]
          return try? fresh == nil
            ? body(digest, size: live[digest] ?? 0) : fresh?.bytes(self)
        })
    else { return nil }
    return packs.map(\.path).filter { $0 != written }
  }
}
