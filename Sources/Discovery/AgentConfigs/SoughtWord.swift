import Glibc

/// A word that is looked for in texts that may be long.
struct SoughtWord: Sendable {
  private let text: String
  private let bytes: [UInt8]
  private let isPlain: Bool

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    isPlain = bytes.allSatisfy { $0 < 0x80 }
  }

  /// How many of the words a text holds; it is not read further once there are enough.
  static func count(_ words: [SoughtWord], in text: String, upTo limit: Int) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      let spelling = Spelling(bytes)
      var found = 0
      for word in words where word.isHeld(by: bytes, spelling) {
        found += 1
        if found == limit { break }
      }
      return found
    }
  }

  private func isHeld(by text: UnsafeBufferPointer<UInt8>, _ spelling: Spelling) -> Bool {
    if isPlain || spelling == .composed { return isFound(in: text) }
    return spelling == .open
      && (isFound(in: text) || String(decoding: text, as: UTF8.self).contains(self.text))
  }

  private func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, var place = text.baseAddress else { return false }
    var left = text.count
    while left >= bytes.count,
      let next = memchr(place, Int32(first), left - bytes.count + 1)?
        .assumingMemoryBound(to: UInt8.self)
    {
      if memcmp(next, bytes, bytes.count) == 0 { return true }
      left -= UnsafePointer(next) - place + 1
      place = UnsafePointer(next) + 1
    }
    return false
  }

  /// How the letters of a text may be written.
  private enum Spelling {
    case plain
    /// Each in one way.
    case composed
    /// Perhaps with marks of their own, or in forms that stand for others.
    case open

    init(_ text: UnsafeBufferPointer<UInt8>) {
      guard text.contains(where: { $0 >= 0x80 }) else {
        self = .plain
        return
      }
      let isOpen = text.indices.contains { index in
        switch text[index] {
        case 0xCC, 0xCD: return true
        case 0xE1, 0xE3, 0xEF: break
        default: return false
        }
        guard index + 2 < text.count else { return true }
        return switch (text[index], text[index + 1], text[index + 2]) {
        // Parts of Korean syllables, marks of Japanese, forms of Chinese kept for older texts.
        case (0xE1, 0x84...0x87, _), (0xE3, 0x82, 0x99...0x9A), (0xEF, 0xA4...0xAB, _): true
        default: false
        }
      }
      self = isOpen ? .open : .composed
    }
  }
}
