internal import Crypto

/// SHA-256 of the content of a file: no two contents that somebody could make have the same.
struct FileDigest: Sendable, Equatable {
  /// Bytes of a digest.
  static let size = 32

  let bytes: [UInt8]

  init(of content: ArraySlice<UInt8>) { bytes = Array(SHA256.hash(data: content)) }

  /// Takes the bytes of a digest that was kept.
  init(kept bytes: [UInt8]) { self.bytes = bytes }
}
