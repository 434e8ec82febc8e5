import Matching
import Testing

@Suite("A text profile")
struct TextProfileTests {
  private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  private func utf32(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).unicodeScalars.flatMap { scalar -> [UInt8] in
      withUnsafeBytes(of: bigEndian ? scalar.value.bigEndian : scalar.value.littleEndian) {
        Array($0)
      }
    }
  }

  @Test("takes UTF-8, Latin-1 and the empty file for text")
  func plain() {
    #expect(TextProfile(head: []) == .plain)
    #expect(TextProfile(head: Array("naïve \t text\r\n".utf8)) == .plain)
    #expect(TextProfile(head: [0x63, 0x61, 0x66, 0xE9]) == .plain)
    #expect(TextProfile(head: [0xEF, 0xBB, 0xBF] + Array("text".utf8)) == .plain)
  }

  @Test("takes UTF-16 and UTF-32 with a byte order mark for text", arguments: [true, false])
  func wide(bigEndian: Bool) {
    let text = "key = \"ü😀\"\r\n\t"
    #expect(TextProfile(head: utf16(text, bigEndian: bigEndian)) == .utf16(bigEndian: bigEndian))
    #expect(TextProfile(head: utf32(text, bigEndian: bigEndian)) == .utf32(bigEndian: bigEndian))
    // Cut within a unit.
    let cut = utf16(text, bigEndian: bigEndian).dropLast()
    #expect(TextProfile(head: cut) == .utf16(bigEndian: bigEndian))
  }

  @Test("takes a null byte for binary, also behind what looks like a byte order mark")
  func binary() {
    #expect(TextProfile(head: Array("text\u{0}".utf8)).isBinary)
    #expect(TextProfile(head: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]).isBinary)
    #expect(TextProfile(head: [0xFF, 0xFE, 0x00, 0x00, 0x01, 0x00, 0x00, 0x80]).isBinary)
    #expect(TextProfile(head: [0xFF, 0xFE, 0x41, 0x00, 0x00, 0x00]).isBinary)
    #expect(TextProfile(head: [0xFE, 0xFF, 0xDC, 0x00, 0x00, 0x41]).isBinary)
    // UTF-16 without its mark cannot be told from binary.
    #expect(TextProfile(head: utf16("text", bigEndian: false).dropFirst(2)).isBinary)
  }
}

@Suite("Entropy")
struct ShannonEntropyTests {
  @Test("is that of the frequencies of the bytes")
  func values() {
    #expect(shannonEntropy(of: []) == 0)
    #expect(shannonEntropy(of: Array("aaaa".utf8)) == 0)
    #expect(shannonEntropy(of: Array("abab".utf8)) == 1)
    #expect(shannonEntropy(of: Array("abcd".utf8)) == 2)
    #expect(abs(shannonEntropy(of: Array("aab".utf8)) - 0.918_295_834) < 1e-9)
    #expect(abs(shannonEntropy(of: Array(0...255)) - 8) < 1e-12)
  }
}
