/// What a literal looks like, to tell quickly what it cannot be.
struct TextShape {
  private let count: Int
  private var hasSlash = false
  private var hasSpace = false
  private var hasScheme = false
  private var lastDot = -1
  private var hasUnspaced = false
  private let first: UInt8

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    count = bytes.count
    first = bytes.first ?? 0
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: " ") { hasSpace = true }
      // Letters of East Asia, which are written without spaces.
      if (0xE3...0xED).contains(byte) { hasUnspaced = true }
      if byte == UInt8(ascii: ".") { lastDot = index }
      guard byte == UInt8(ascii: "/") else { continue }
      hasSlash = true
      hasScheme = hasScheme || index > 1 && bytes[index - 1] == byte && bytes[index - 2] == 0x3A
    }
  }

  /// Whether it could be the path of a model or container image.
  var mayBePath: Bool { hasSlash && !hasScheme && count <= 256 }
  /// Whether it could be the path of a file of data.
  var mayBeFile: Bool {
    !hasSpace && (5...200).contains(count) && (2...8).contains(count - lastDot - 1)
      && lastDot >= 0
  }
  var mayBeAddress: Bool { hasScheme && count < 300 }
  /// Whether it could be words to a model or a database.
  var maySpeak: Bool { (hasSpace || hasUnspaced) && count >= 24 }
  /// Whether it could be a command line: words, the first in small letters.
  var mayBeCommand: Bool {
    hasSpace && (0x61...0x7A).contains(first) && (12...2_000).contains(count)
  }
  /// Whether it could be a property with a default: `${name:value}`.
  var mayBeProperty: Bool { first == UInt8(ascii: "$") && count > 5 }
}
