/// Source text under the lexer. An index out of bounds reads as zero, never as foreign memory.
struct SourceBytes {
  private let base: UnsafeBufferPointer<UInt8>
  let count: Int

  init(_ base: UnsafeBufferPointer<UInt8>) {
    self.base = base
    count = base.count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    UInt(bitPattern: index) < UInt(bitPattern: count) ? base[index] : 0
  }

  /// Up to eight bytes from an index, the first lowest, zero beyond `length`.
  @inline(__always)
  func word(at index: Int, length: Int) -> UInt64 {
    guard length > 0, index >= 0 else { return 0 }
    if length >= 8, index + 8 <= count {
      return UnsafeRawPointer(base.baseAddress.unsafelyUnwrapped).loadUnaligned(
        fromByteOffset: index, as: UInt64.self)
    }
    var word: UInt64 = 0
    for offset in 0..<min(length, 8) { word |= UInt64(self[index + offset]) << UInt64(offset * 8) }
    return word
  }

  /// Whether the bytes of an ASCII text stand at an index.
  func has(_ text: StaticString, at index: Int) -> Bool {
    text.withUTF8Buffer { bytes in
      for offset in 0..<bytes.count where self[index + offset] != bytes[offset] { return false }
      return index + bytes.count <= count
    }
  }
}
