import Crypto

/// Digests of bytes in memory.
public enum ByteDigest {
  /// SHA-256 in hexadecimal.
  public static func sha256(_ bytes: [UInt8]) -> String {
    Hexadecimal.text(SHA256.hash(data: bytes))
  }
}
