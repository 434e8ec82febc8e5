import TestSupport
import Testing

@testable import Matching

@Suite("A block scanner")
struct BlockScannerTests {
  private static let patterns = [
    Pattern(name: "literal", expression: "needle"),
    Pattern(name: "class", expression: "k_[a-z]{1,12}", syntax: .regular),
    Pattern(name: "boundary", expression: "\\bab\\b", syntax: .regular),
    Pattern(name: "line", expression: "(?m)^ab$", syntax: .regular),
    Pattern(name: "start", expression: "^k_", syntax: .regular),
    Pattern(name: "finish", expression: "ab$", syntax: .regular),
  ]

  @Test("finds in small blocks what one block finds", arguments: 0..<60 as Range<UInt64>)
  func agreesWithOneBlock(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let words = ["needle", "k_abcdef", "ab", "\n", " ", "nee", "dle", "k_", "a", "b"]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...900, using: &generator) {
      bytes += Array((words.randomElement(using: &generator) ?? "").utf8)
    }
    let scanner = try PatternScanner(PatternDatabase(patterns: Self.patterns))
    let whole = scanner.scan(bytes)
    let overlap = Int.random(in: 32...80, using: &generator)
    let size = overlap + Int.random(in: 1...100, using: &generator)
    let blocks = BlockScanner(scanner, wholeLimit: 10, blockSize: size, overlap: overlap)
    #expect(bytes.withUnsafeBytes { blocks.scan($0) } == whole)
    let read = blocks.scan(size: bytes.count) { offset, count in
      Array(bytes[offset..<offset + count])
    }
    #expect(read == whole)
  }

  @Test("finds a match at every distance from the border of its blocks of 4 MiB")
  func realBorders() throws {
    let scanner = try PatternScanner(PatternDatabase(patterns: Self.patterns))
    let size = BlockScanner.wholeLimit + 5_000_000
    var bytes = [UInt8](repeating: UInt8(ascii: "."), count: size)
    let step = BlockScanner.blockSize - BlockScanner.overlap
    var ends: [Int] = []
    for block in 1...5 {
      for border in [block * step, block * step + BlockScanner.overlap] {
        for shift in stride(from: -56, through: 56, by: 7) where border + shift + 6 <= size {
          let start = border + shift
          bytes.replaceSubrange(start..<start + 6, with: Array("needle".utf8))
          ends.append(start + 6)
        }
      }
    }
    let scan = bytes.withUnsafeBytes { BlockScanner(scanner).scan($0) }
    #expect(scan.hits == ends.sorted().map { PatternHit(pattern: 0, end: $0) })
  }

  @Test("stops at the limit of hits with the same hits as one block")
  func limit() throws {
    let database = try PatternDatabase(patterns: Self.patterns)
    let scanner = try PatternScanner(database, hitLimit: 50)
    let bytes = Array(String(repeating: "needle ab ", count: 400).utf8)
    let blocks = BlockScanner(scanner, wholeLimit: 0, blockSize: 100, overlap: 40)
    let scan = bytes.withUnsafeBytes { blocks.scan($0) }
    #expect(scan == scanner.scan(bytes))
    #expect(scan.isTruncated)
    #expect(scan.hits.count == 50)
  }

  @Test("ends where a file turns out shorter than its size")
  func shortFile() throws {
    let scanner = try PatternScanner(PatternDatabase(patterns: Self.patterns))
    let bytes = Array("needle needle".utf8)
    let blocks = BlockScanner(scanner, wholeLimit: 0, blockSize: 60, overlap: 20)
    let scan = blocks.scan(size: 1_000) { offset, count in
      Array(bytes.dropFirst(offset).prefix(count))
    }
    #expect(scan.hits.filter { $0.pattern == 0 }.map(\.end) == [6, 13])
  }

  @Test("passes on the error of a reader")
  func readError() throws {
    struct Gone: Error {}
    let scanner = try PatternScanner(PatternDatabase(patterns: Self.patterns))
    #expect(throws: Gone.self) {
      try BlockScanner(scanner).scan(size: 10) { (_, _) throws(Gone) -> [UInt8] in throw Gone() }
    }
  }
}
