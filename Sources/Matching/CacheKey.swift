internal import Crypto

/// Identity of a compiled database: a digest of its patterns, in their order, and of the processor.
///
/// Names of patterns take no part, as the database knows patterns by their position.
struct CacheKey: Sendable, Hashable {
  /// SHA-256.
  let digest: [UInt8]

  init(patterns: [Pattern], processor: Processor) {
    var hash = SHA256()
    func add(_ number: UInt64) {
      withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
    }
    func add(_ text: String) {
      let bytes = Array(text.utf8)
      add(UInt64(bytes.count))
      hash.update(data: bytes)
    }
    add("isobar.patterns/v1")
    add(processor.libraryVersion)
    add(processor.features)
    add(UInt64(processor.tuning))
    add(UInt64(patterns.count))
    for pattern in patterns {
      add(UInt64(pattern.syntax.rawValue) << 1 | (pattern.ignoresCase ? 1 : 0))
      add(pattern.expression)
    }
    digest = Array(hash.finalize())
  }

  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
