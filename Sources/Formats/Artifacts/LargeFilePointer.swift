/// What Git LFS keeps in a repository in place of a large file.
/// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
public struct LargeFilePointer: Sendable, Equatable {
  /// SHA-256 of the content, in hexadecimal.
  public let sha256: String
  /// Bytes of the content.
  public let size: Int

  private static let largest = 1024
  private static let version = Array("version https://git-lfs.github.com/spec/v1\n".utf8)

  /// Nil where the bytes are no pointer.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.largest, bytes.starts(with: Self.version) else { return nil }
    var digest: String?
    var size: Int?
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("oid sha256:") { digest = String(line.dropFirst("oid sha256:".count)) }
      if line.hasPrefix("size ") { size = Int(line.dropFirst("size ".count)) }
    }
    guard let digest, digest.utf8.count == 64, let size, size >= 0,
      digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    sha256 = digest
    self.size = size
  }
}
