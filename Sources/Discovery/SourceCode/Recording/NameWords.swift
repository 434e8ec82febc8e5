/// The words of a name, made to be compared with many patterns: `SYSTEM_PROMPT`, `systemPrompt` and
/// `system-prompt` are `system prompt`.
struct NameWords {
  let words: [NameWord]
  /// A bit for each word: what lacks the bit of a word lacks the word.
  let mask: UInt64

  /// No name of a person's is longer; what is is read as far as this.
  private static let mostBytes = 160

  init(_ name: some StringProtocol) {
    var (words, mask): ([NameWord], UInt64) = ([], 0)
    Self.each(of: name) { bytes in
      let word = NameWord(bytes)
      words.append(word)
      mask |= word.bit
    }
    self.words = words
    self.mask = mask
  }

  /// The words as texts.
  static func texts(of name: some StringProtocol) -> [String] {
    var words: [String] = []
    each(of: name) { words.append(String(decoding: $0, as: UTF8.self)) }
    return words
  }

  /// Gives the bytes of each word, in small letters.
  private static func each(
    of name: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostBytes) { small in
      var (start, count) = (0, 0)
      var previous: UInt8 = 0
      func end() {
        if count > start { body(UnsafeBufferPointer(rebasing: small[start..<count])) }
        start = count
      }
      var bytes = name.utf8.makeIterator()
      var upcoming = bytes.next()
      for _ in 0..<mostBytes {
        guard let byte = upcoming else { break }
        upcoming = bytes.next()
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
          let isInCapitals = (0x41...0x5A).contains(previous)
          let isBeforeSmall = upcoming.map { (0x61...0x7A).contains($0) } ?? false
          // `AIModel` is AI and model.
          if !isInCapitals || isBeforeSmall { end() }
          small[count] = byte | 0x20
          count += 1
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          0x80...:
          small[count] = byte
          count += 1
        default: end()
        }
        previous = byte
      }
      end()
    }
  }
}

/// A word of a name. Up to fifteen bytes are held as they are, more by a digest.
struct NameWord: Hashable, Sendable {
  private let low: UInt64
  private let high: UInt64

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (low, high): (UInt64, UInt64) = (0, UInt64(bytes.count) << 56)
    if bytes.count < 16 {
      for (index, byte) in bytes.enumerated() {
        if index < 8 {
          low |= UInt64(byte) << (8 * index)
        } else {
          high |= UInt64(byte) << (8 * (index - 8))
        }
      }
    } else {
      // FNV-1a, from two beginnings.
      (low, high) = (0xCBF2_9CE4_8422_2325, 0x6C62_272E_07BB_0142)
      for byte in bytes {
        low = (low ^ UInt64(byte)) &* 0x100_0000_01B3
        high = (high ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      high = high >> 8 | UInt64(min(bytes.count, 255)) << 56
    }
    (self.low, self.high) = (low, high)
  }

  init(_ word: String) {
    var word = word
    self = word.withUTF8(NameWord.init)
  }

  var bit: UInt64 { 1 << (((low ^ high) &* 0x9E37_79B9_7F4A_7C15) >> 58) }
}
