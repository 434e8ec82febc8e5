import Crypto

/// The SHA-256 of a whole source, read in blocks.
public enum ContentDigest {
  private static let block = 1 << 20

  /// In hexadecimal.
  public static func sha256(of source: any ByteSource) throws(ArtifactError) -> String {
    var hash = SHA256()
    var offset = 0
    while offset < source.size {
      let bytes = try source.read(at: offset, count: min(block, source.size - offset))
      guard !bytes.isEmpty else { throw .unreadable("the file changed while it was read") }
      hash.update(data: bytes)
      offset += bytes.count
    }
    return Hexadecimal.text(hash.finalize())
  }
}
