/// A character that people do not see but machines read: a way to hide instructions or code.
public struct HiddenCharacter: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Changes the order in which text is shown, so that it reads otherwise than it runs.
    case bidirectional
    /// Takes no room.
    case zeroWidth
    /// An invisible copy of an ASCII character (U+E0000 to U+E007F).
    case tag
  }

  public let kind: Kind
  public let scalar: Unicode.Scalar
  /// Of its first byte.
  public let offset: Int

  public init(kind: Kind, scalar: Unicode.Scalar, offset: Int) {
    self.kind = kind
    self.scalar = scalar
    self.offset = offset
  }

  /// The kind of a scalar, wherever it stands; nil for one that is no hidden character.
  public static func kind(of scalar: Unicode.Scalar) -> Kind? {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .bidirectional
    case 0x200B...0x200D, 0x2060...0x2064, 0x180E, 0xFEFF: .zeroWidth
    case 0xE0000...0xE007F: .tag
    default: nil
    }
  }

  /// The ASCII character that a tag stands for.
  public var tagged: Unicode.Scalar? {
    guard kind == .tag, 0xE0020...0xE007E ~= scalar.value else { return nil }
    return Unicode.Scalar(scalar.value - 0xE0000)
  }

  /// The hidden characters of a UTF-8 text, the first ones up to the limit.
  ///
  /// Those that writing needs are left out: a byte order mark at the start, joiners after a character
  /// that is not ASCII (emoji, Arabic and Indic scripts), marks of direction beside letters of scripts
  /// that run from the right, and the tags of a flag.
  public static func all(in bytes: some Collection<UInt8>, limit: Int = 10_000) -> [HiddenCharacter]
  {
    let found = bytes.withContiguousStorageIfAvailable { scan($0, limit: limit) }
    return found ?? Array(bytes).withUnsafeBufferPointer { scan($0, limit: limit) }
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> [HiddenCharacter] {
    var found: [HiddenCharacter] = []
    var context = HiddenCharacterContext()
    var offset = 0
    while offset < bytes.count, found.count < limit {
      let first = bytes[offset]
      if first < 0x80 {
        context.passASCII()
        offset += 1
        continue
      }
      guard let (scalar, length) = decode(bytes, at: offset) else {
        context.passASCII()
        offset += 1
        continue
      }
      if let kind = kind(of: scalar) {
        if !context.needs(scalar, kind, atStart: offset == 0) {
          found.append(HiddenCharacter(kind: kind, scalar: scalar, offset: offset))
        }
      }
      context.pass(scalar)
      offset += length
    }
    return found
  }

  /// The scalar of two to four bytes at an offset; nil where they are not UTF-8.
  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (Unicode.Scalar, Int)? {
    let first = bytes[offset]
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}
