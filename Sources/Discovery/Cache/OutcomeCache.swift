import Formats
import Glibc
import Matching

/// What was seen in the files of each target, kept so that the next scan reads only what has changed.
///
/// Never needed and never trusted further than its digest: without it, all files are read. It holds
/// what detectors saw and kept of each file, never the file.
public struct OutcomeCache: Sendable {
  private let folder: String
  private let basis: String

  /// Nanoseconds after which a file that was not used is removed: 30 days, and a day for what is left of a
  /// writer that was ended. nil for files of others.
  private static func lifetime(of name: String) -> Int64? {
    let day: Int64 = 86_400_000_000_000
    let isKept = name.hasPrefix("outcomes-") || name.hasPrefix("fragments-")
    return isKept ? 30 * day : name.hasPrefix(".isobar-") ? day : nil
  }

  /// - Parameters:
  ///   - folder: it is made where it does not exist.
  ///   - basis: names what detectors depend on beside the file: the version and the catalogue. The
  ///     program itself counts without being named.
  public init(folder: String, basis: String) {
    self.folder = folder
    self.basis = "\(basis) \(Self.program)"
  }

  /// The part of the cache that belongs to one target and set of detectors.
  func part(target: String, detectors: [String]) -> Part {
    let real = realpath(target, nil)
    defer { free(real) }
    let place = real.map { String(cString: $0) } ?? target
    let names = detectors.joined(separator: ",")
    let key = Self.digest("\(place)\0\(names)").prefix(32)
    return Part(
      folder: folder, path: "\(folder)/outcomes-\(key)", fragments: "fragments-\(key)-",
      basis: FileDigest(of: Array("\(basis)\0\(names)".utf8)[...]))
  }

  /// One file of the cache, and what belongs to it.
  struct Part: Sendable {
    let folder: String
    let path: String
    /// Beginning of the names of the files with the bodies of fragments.
    let fragments: String
    let basis: FileDigest

    /// What is known since the last scan; nil where there is nothing of use.
    func table() -> OutcomeTable? {
      guard let content = CacheFile.read(path, limit: OutcomeTable.sizeLimit) else { return nil }
      // Its age is counted from when it was last of use.
      utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW)
      return OutcomeTable(content, basis: basis)
    }

    var store: FragmentStore { FragmentStore(folder: folder, prefix: fragments) }

    /// Says whether it was written.
    func keep(_ builder: OutcomeTableBuilder) -> Bool {
      guard let content = builder.content(basis: basis) else { return false }
      return CacheFile.write(content, to: path)
    }
  }

  /// Removes what has not been used for long.
  func prune() {
    guard let root = try? FileRoot(path: folder) else { return }
    defer { root.close() }
    var buffer = [UInt8](repeating: 0, count: 4 << 10)
    let now = FileIdentity.now()
    for entry in (try? root.list(.root, identifies: true, buffer: &buffer)) ?? [] {
      guard let lifetime = Self.lifetime(of: entry.path.text), let identity = entry.identity,
        identity.modified < now - lifetime
      else { continue }
      _ = entry.path.withCString { unlinkat(root.descriptor, $0, 0) }
    }
  }

  private static func digest(_ text: String) -> String { ByteDigest.sha256(Array(text.utf8)) }

  /// Size and time of the program: another build may see other things under the same version.
  private static var program: String {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "unknown" }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}
