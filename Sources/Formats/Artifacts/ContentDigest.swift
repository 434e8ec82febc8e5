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
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
