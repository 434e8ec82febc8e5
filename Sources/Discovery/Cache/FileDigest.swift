internal import Crypto

/// SHA-256 of the content of a file, or of what was kept of it: no two contents that somebody could make
/// have the same.
struct FileDigest: Sendable, Hashable {
  /// Bytes of a digest.
  static let size = 32

  private let words: SIMD4<UInt64>

  init(of content: ArraySlice<UInt8>) {
    self.init(kept: SHA256.hash(data: content))
  }

  /// Takes the bytes of a digest that was kept.
  init(kept bytes: some Sequence<UInt8>) {
    var words = SIMD4<UInt64>()
    for (index, byte) in bytes.prefix(Self.size).enumerated() {
      words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
    }
    self.words = words
  }

  var bytes: [UInt8] {
    (0..<Self.size).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }
}
